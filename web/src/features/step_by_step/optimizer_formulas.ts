// SPDX-License-Identifier: Apache-2.0
/** What the optimizer makes of the gradient of one weight (optimizer_rules.ts): symbols, then the same with the numbers of its memory. */
import type { UpdateAnswer } from "../../engine/api.ts";
import { type Incoming, isChanged, type Microscope } from "./microscope.ts";
import { APART, type Numbers, type Optimizer, ruleOf } from "./optimizer_rules.ts";
import { bound, factorTex, numberTex, type Writing, wKey } from "./tex.ts";

/** Letters of the keys, memory by memory: `k3` is the first one of the weight from input 3. */
const LETTERS = ["k", "l", "r"] as const;

/** What is shown of the memory: its symbol, and its key for the weight of this number. */
export interface Remembered {
  readonly name: string;
  readonly symbol: string;
  key(weight: number | "b"): string;
}

export function remembered(buffers: Incoming["buffers"], optimizer: Optimizer): Remembered[] {
  const memory = ruleOf(optimizer)?.memory;
  return Object.keys(buffers).map((name, index) => ({
    name,
    symbol: memory?.[name]?.symbol ?? named(name),
    key: (weight) => `${LETTERS[index] ?? "r"}${weight}`,
  }));
}

/** One without a symbol of its own is called by its name. */
const named = (name: string): string => `\\texttt{${name.replaceAll("_", "\\_")}}`;

export function updateFormulas(
  scope: Microscope,
  answer: Pick<UpdateAnswer, "learning_rate" | "step">,
  optimizer: Optimizer,
  writing: Writing,
): string[] {
  const { format, chosen } = writing;
  const one = scope.incoming[chosen];
  if (one === undefined) return [];
  const write = (value: number) => numberTex(value, format);
  const { gradient, update, weight, after } = one;
  // With the penalty, or clipped, it is another one than the sum of the backward pass.
  const [key, symbol] = isChanged(one) ? [`H${chosen}`, "\\tilde g_i"] : [`G${chosen}`, "g_i"];
  const numbers = numbersOf(one, answer, optimizer);
  const eta = bound("eta", format.plain(answer.learning_rate));
  const w = bound(wKey(chosen), "w_i");
  const g = bound(key, "g");
  const decays = numbers.g !== gradient;
  const [early, late] = memoryFormulas(one, numbers, optimizer, key, writing);
  const rule = ruleOf(optimizer);
  const follows = rule?.move !== undefined && isNear(rule.move(numbers), update, weight);
  const moved = bound(`u${chosen}`, write(update));
  const product = rule?.written?.(eta, bound(key, factorTex(numbers.g, format)));
  return [
    ...(follows && product !== undefined && !decays && !isChanged(one)
      ? []
      : [
          `${bound("eta", "\\eta")}=${eta},\\quad ${bound(key, symbol)}=${bound(key, write(gradient))}`,
        ]),
    ...(decays ? [`${g}=${bound(key, symbol)}+\\lambda ${w}=${bound(key, write(numbers.g))}`] : []),
    ...early,
    `${bound(`u${chosen}`, "\\Delta w_i")}${follows ? `=${rule?.step}${product === undefined ? "" : `=${product}`}` : ""}=${moved}`,
    ...late,
    `${w}\\leftarrow ${bound(wKey(chosen), write(weight))}+${bound(`u${chosen}`, factorTex(update, format))}=${bound(`n${chosen}`, write(after))}`,
  ];
}

function numbersOf(
  { gradient, weight, buffers }: Incoming,
  { learning_rate, step }: Pick<UpdateAnswer, "learning_rate" | "step">,
  optimizer: Optimizer,
): Numbers {
  const settings = optimizer as unknown as Readonly<Record<string, unknown>>;
  const setting = (id: string) => Number(settings[id] ?? 0);
  const decay = APART.includes(optimizer.type) ? 0 : setting("weight_decay");
  return {
    g: gradient + decay * weight,
    w: weight,
    t: step,
    rate: learning_rate,
    before: (name) => buffers[name]?.before ?? Number.NaN,
    after: (name) => buffers[name]?.after ?? Number.NaN,
    setting,
  };
}

/** Whether a rule gives what was computed in 32 bits; `large`: of what the number is a difference. It does not where a schedule cycles the momentum. */
const isNear = (worked: number, found: number, large = 0): boolean =>
  Math.abs(worked - found) <= 1e-4 * Math.abs(found) + 2e-7 * Math.abs(large) + 1e-12;

/** What is remembered: before the step, and after it where the step is made of what was before. */
function memoryFormulas(
  { buffers }: Incoming,
  numbers: Numbers,
  optimizer: Optimizer,
  gradientKey: string,
  { format, chosen }: Writing,
): [early: string[], late: string[]] {
  const memory = ruleOf(optimizer)?.memory;
  const early: string[] = [];
  const late: string[] = [];
  for (const { name, symbol, key } of remembered(buffers, optimizer)) {
    const [before, after] = [numbers.before(name), numbers.after(name)];
    const { rule, next, written, late: isLate } = memory?.[name] ?? {};
    const now = bound(key(chosen), numberTex(after, format));
    const left = bound(key(chosen), symbol);
    const follows = next !== undefined && isNear(next(numbers), after);
    const g = bound(gradientKey, factorTex(numbers.g, format));
    const lines = isLate ? late : early;
    if (follows && written !== undefined) {
      lines.push(
        `${left}\\leftarrow ${rule}`,
        `\\phantom{${symbol}}=${written(factorTex(before, format), g, numbers.setting)}=${now}`,
      );
    } else {
      const shown = follows ? `\\leftarrow ${rule}` : "";
      lines.push(`${left}${shown}:\\quad ${numberTex(before, format)}\\to ${now}`);
    }
  }
  return [early, late];
}
