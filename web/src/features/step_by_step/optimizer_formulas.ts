// SPDX-License-Identifier: Apache-2.0
/** What the optimizer makes of the gradient of one weight (src/optimizers): symbols, then the same with the numbers of its memory. */
import type { Description, UpdateAnswer } from "../../engine/api.ts";
import { type Incoming, isChanged, type Microscope } from "./microscope.ts";
import { bound, factorTex, numberTex, type Writing, wKey } from "./tex.ts";

type Optimizer = Description["experiment"]["optimizer"];
/** Its hyper-parameters, all of them. */
type Settings = Readonly<Record<string, unknown>>;

/** A number that is remembered of every weight, and how it follows from the one before and the gradient g. */
interface Memory {
  readonly symbol: string;
  /** Of its rule, without the left side; and its value. Left out where it hangs on more than that. */
  readonly rule?: string;
  readonly next?: (before: number, g: number, settings: Settings) => number;
  /** The same with numbers as they stand in a product. */
  readonly numbers?: (before: string, g: string, settings: Settings) => string;
}

const number = (settings: Settings, id: string): number => Number(settings[id] ?? 0);
/** Without the digits that a difference of two short numbers has. */
const rest = (value: number): number => Number((1 - value).toPrecision(6));

/** decay x + (1-decay) y: what exponential means have in common; y is the gradient or its square. */
function mean(symbol: string, decay: string, letter: string, squared: boolean): Memory {
  const power = squared ? "^2" : "";
  return {
    symbol,
    rule: `${letter} ${symbol}+(1-${letter})g${power}`,
    next: (before, g, settings) => {
      const kept = number(settings, decay);
      return kept * before + (1 - kept) * (squared ? g * g : g);
    },
    numbers: (before, g, settings) => {
      const kept = number(settings, decay);
      return `${kept}\\cdot ${before}+${rest(kept)}\\cdot {${g}}${power}`;
    },
  };
}

const VELOCITY: Memory = {
  symbol: "v",
  rule: "\\mu v+g",
  next: (before, g, settings) => number(settings, "momentum") * before + g,
  numbers: (before, g, settings) => `${number(settings, "momentum")}\\cdot ${before}+${g}`,
};

const SUM: Memory = {
  symbol: "s",
  rule: "s+g^2",
  next: (before, g) => before + g * g,
  numbers: (before, g) => `${before}+{${g}}^2`,
};

const MOMENTS: Readonly<Record<string, Memory>> = {
  exp_avg: mean("m", "beta1", "\\beta_1", false),
  exp_avg_sq: mean("v", "beta2", "\\beta_2", true),
  max_exp_avg_sq: { symbol: "\\bar v", rule: "\\max(\\bar v,\\,v)" },
};

/** By the type of the optimizer: its memory by name, and its step. */
const RULES: Readonly<
  Record<string, { readonly memory?: Readonly<Record<string, Memory>>; readonly step: string }>
> = {
  momentum: { memory: { momentum_buffer: VELOCITY }, step: "-\\eta v" },
  nesterov: { memory: { momentum_buffer: VELOCITY }, step: "-\\eta(g+\\mu v)" },
  adagrad: { memory: { sum: SUM }, step: "-\\eta\\,\\frac{g}{\\sqrt{s}+\\epsilon}" },
  adadelta: {
    memory: {
      square_avg: mean("s", "rho", "\\rho", true),
      acc_delta: { symbol: "u", rule: "\\rho u+(1-\\rho)d^2" },
    },
    step: "-\\eta d,\\quad d=\\frac{\\sqrt{u+\\epsilon}}{\\sqrt{s+\\epsilon}}\\,g",
  },
  rmsprop: {
    memory: {
      square_avg: mean("s", "alpha", "\\alpha", true),
      grad_avg: mean("m", "alpha", "\\alpha", false),
      momentum_buffer: { symbol: "v" },
    },
    step: "-\\eta\\,\\frac{g}{\\sqrt{s}+\\epsilon}",
  },
  adam: { memory: MOMENTS, step: "-\\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v}+\\epsilon}" },
  amsgrad: { memory: MOMENTS, step: "-\\eta\\,\\frac{\\hat m}{\\sqrt{\\hat{\\bar v}}+\\epsilon}" },
  adamw: {
    memory: MOMENTS,
    step: "-\\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v}+\\epsilon}-\\eta\\lambda w",
  },
  adamax: {
    memory: {
      exp_avg: mean("m", "beta1", "\\beta_1", false),
      exp_inf: { symbol: "u", rule: "\\max(\\beta_2 u,\\,|g|+\\epsilon)" },
    },
    step: "-\\eta\\,\\frac{\\hat m}{u}",
  },
  lion: {
    memory: { exp_avg: mean("m", "beta2", "\\beta_2", false) },
    step: "-\\eta\\,\\operatorname{sign}(\\beta_1 m+(1-\\beta_1)g)",
  },
};

/** Letters of the keys, memory by memory: `k3` is the first one of the weight from input 3. */
const LETTERS = ["k", "l", "r"] as const;

/** What is shown of the memory: its symbol, and its key for the weight of this number. */
export interface Remembered {
  readonly name: string;
  readonly symbol: string;
  key(weight: number | "b"): string;
}

export const remembered = (buffers: Incoming["buffers"], { type }: Optimizer): Remembered[] =>
  Object.keys(buffers).map((name, index) => ({
    name,
    symbol: RULES[type]?.memory?.[name]?.symbol ?? named(name),
    key: (weight) => `${LETTERS[index] ?? "r"}${weight}`,
  }));

/** One without a symbol of its own is called by its name. */
const named = (name: string): string => `\\texttt{${name.replaceAll("_", "\\_")}}`;

export function updateFormulas(
  scope: Microscope,
  { learning_rate }: Pick<UpdateAnswer, "learning_rate">,
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
  const g = bound(key, symbol);
  const dw = bound(`u${chosen}`, "\\Delta w_i");
  const moved = bound(`u${chosen}`, write(update));
  const eta = bound("eta", format.plain(learning_rate));
  // What decays the weights too is not the rate times the gradient alone.
  const plain = Math.abs(update + learning_rate * gradient) <= 1e-3 * Math.abs(update) + 1e-9;
  const step = RULES[optimizer.type]?.step;
  const rule =
    optimizer.type === "sgd" && plain
      ? [
          `${dw}=-${bound("eta", "\\eta")}\\,${g}=-${eta}\\cdot ${bound(key, factorTex(gradient, format))}=${moved}`,
        ]
      : [
          `${bound("eta", "\\eta")}=${eta},\\quad ${g}=${bound(key, write(gradient))}`,
          ...memoryFormulas(one, optimizer, key, writing),
          `${dw}${step === undefined ? "" : `=${step}`}=${moved}`,
        ];
  return [
    ...rule,
    `${bound(wKey(chosen), "w_i")}\\leftarrow ${bound(wKey(chosen), write(weight))}+${bound(`u${chosen}`, factorTex(update, format))}=${bound(`n${chosen}`, write(after))}`,
  ];
}

function memoryFormulas(
  { buffers, gradient }: Incoming,
  optimizer: Optimizer,
  gradientKey: string,
  { format, chosen }: Writing,
): string[] {
  const settings = optimizer as unknown as Settings;
  return remembered(buffers, optimizer).flatMap(({ name, symbol, key }) => {
    const { before = Number.NaN, after = Number.NaN } = buffers[name] ?? {};
    const { rule, next, numbers } = RULES[optimizer.type]?.memory?.[name] ?? {};
    const now = bound(key(chosen), numberTex(after, format));
    const left = bound(key(chosen), symbol);
    const g = bound(gradientKey, factorTex(gradient, format));
    const predicted = next?.(before, gradient, settings);
    // Where a penalty, a schedule of the momentum or the first update comes in, the short rule is not all of it.
    const follows =
      predicted !== undefined && Math.abs(predicted - after) <= 1e-4 * Math.abs(after) + 1e-12;
    if (numbers !== undefined && follows) {
      return [
        `${left}\\leftarrow ${rule}`,
        `\\phantom{${symbol}}=${numbers(factorTex(before, format), g, settings)}=${now}`,
      ];
    }
    return `${left}${rule === undefined ? "" : `\\leftarrow ${rule}`}:\\quad ${numberTex(before, format)}\\to ${now}`;
  });
}
