// SPDX-License-Identifier: Apache-2.0
/** The four parts of an update as TeX: symbols, then the same with numbers. i is the incoming weight that is looked at, from 0. */
import type { UpdateAnswer } from "../../engine/api.ts";
import type { Format } from "../../locales/format.ts";
import { isChanged, type Microscope } from "./microscope.ts";
import { bound, factorTex, numberTex } from "./tex.ts";

/** Symbols of activations with a name of their own. */
const ACTIVATIONS: Readonly<Record<string, string>> = {
  tanh: "\\tanh",
  sigmoid: "\\sigma",
  relu: "\\operatorname{ReLU}",
};

/** The slope, as far as it has a short formula. */
const SLOPES: Readonly<Record<string, string>> = {
  tanh: `1-${bound("a", "a")}^2`,
  sigmoid: `${bound("a", "a")}\\,(1-${bound("a", "a")})`,
};

/** Terms of a sum that are written out. */
const WRITTEN_OUT = 3;

const xKey = (index: number) => `x${index}`;
const wKey = (index: number) => `w${index}`;

export interface Writing {
  readonly format: Format;
  /** Number of the incoming weight, from 0. */
  readonly chosen: number;
}

export function forwardFormulas(scope: Microscope, { format, chosen }: Writing): string[] {
  const { incoming, bias, z, a, activation } = scope;
  const f = ACTIVATIONS[activation] ?? "f";
  const first = incoming.length <= WRITTEN_OUT ? incoming.map((_, index) => index) : [chosen];
  const rest = incoming.reduce(
    (sum, { input, weight }, index) => (first.includes(index) ? sum : sum + input * weight),
    0,
  );
  const product = (index: number) => {
    const { input = Number.NaN, weight = Number.NaN } = incoming[index] ?? {};
    return `${bound(wKey(index), factorTex(weight, format))}\\cdot ${bound(xKey(index), factorTex(input, format))}`;
  };
  const others =
    first.length < incoming.length
      ? `+\\underbrace{${factorTex(rest, format)}}_{i\\neq ${chosen + 1}}`
      : "";
  const numbers = `${first.map(product).join("+")}${others}${bias === undefined ? "" : `+${bound("b", factorTex(bias.weight, format))}`}`;
  const linear = activation === "linear";
  return [
    `${bound("z", "z")}=\\sum_{i}${bound(wKey(chosen), "w_i")}\\,${bound(xKey(chosen), "x_i")}${bias === undefined ? "" : `+${bound("b", "b")}`}`,
    `\\phantom{z}=${numbers}=${bound("z", numberTex(z, format))}`,
    linear
      ? `${bound("a", "a")}=${bound("z", "z")}=${bound("a", numberTex(a, format))}`
      : `${bound("a", "a")}=${f}(${bound("z", "z")})=${f}(${bound("z", numberTex(z, format))})=${bound("a", numberTex(a, format))}`,
  ];
}

export function backwardFormulas(
  scope: Microscope,
  { samples }: Pick<UpdateAnswer, "samples">,
  { format, chosen }: Writing,
): string[] {
  const { outputGradient, delta, slope, outgoing, activation } = scope;
  const write = (value: number) => numberTex(value, format);
  const da = bound("da", "\\frac{\\partial L}{\\partial a}");
  const dz = bound("d", "\\delta");
  const back = outgoing.length > 0 ? "=\\sum_k w_k\\,\\delta_k" : "";
  const terms = outgoing
    .slice(0, WRITTEN_OUT)
    .map((one) => `${factorTex(one.weight, format)}\\cdot ${factorTex(one.delta, format)}`);
  const sum = outgoing.length > 0 && outgoing.length <= WRITTEN_OUT ? `=${terms.join("+")}` : "";
  const input = scope.incoming[chosen]?.input ?? Number.NaN;
  const gradient = scope.incoming[chosen]?.sampleGradient ?? Number.NaN;
  const f = SLOPES[activation] ?? "f'(z)";
  const z = "\\frac{\\partial L}{\\partial z}";
  const g = "\\frac{\\partial L}{\\partial w_i}";
  return [
    `${da}${back}${sum}=${bound("da", write(outputGradient))}`,
    activation === "linear"
      ? `${dz}=${z}=${da}=${bound("d", write(delta))}`
      : `${dz}=${z}=${da}\\cdot(${f})=${bound("da", factorTex(outputGradient, format))}\\cdot ${slope === undefined ? "f'(z)" : factorTex(slope, format)}=${bound("d", write(delta))}`,
    `${bound(`g${chosen}`, g)}=${dz}\\,${bound(xKey(chosen), "x_i")}=${bound("d", factorTex(delta, format))}\\cdot ${bound(xKey(chosen), factorTex(input, format))}=${bound(`g${chosen}`, write(gradient))}`,
    `${bound(`G${chosen}`, "g_i")}=\\sum_{n=1}^{${samples}}${bound(`g${chosen}`, g)}=${bound(`G${chosen}`, write(scope.incoming[chosen]?.batchGradient ?? Number.NaN))}`,
  ];
}

/** What an optimizer makes of the gradient (src/optimizers); without its memory there are no numbers in between. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  momentum: ["v\\leftarrow\\mu v+g", "\\Delta w=-\\eta v"],
  nesterov: ["v\\leftarrow\\mu v+g", "\\Delta w=-\\eta(g+\\mu v)"],
  adagrad: ["s\\leftarrow s+g^2", "\\Delta w=-\\eta\\,\\frac{g}{\\sqrt{s}+\\epsilon}"],
  rmsprop: [
    "s\\leftarrow\\alpha s+(1-\\alpha)g^2",
    "\\Delta w=-\\eta\\,\\frac{g}{\\sqrt{s}+\\epsilon}",
  ],
  adam: [
    "m\\leftarrow\\beta_1 m+(1-\\beta_1)g",
    "v\\leftarrow\\beta_2 v+(1-\\beta_2)g^2",
    "\\Delta w=-\\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v}+\\epsilon}",
  ],
  adamw: [
    "m\\leftarrow\\beta_1 m+(1-\\beta_1)g",
    "v\\leftarrow\\beta_2 v+(1-\\beta_2)g^2",
    "\\Delta w=-\\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v}+\\epsilon}-\\eta\\lambda w",
  ],
  lion: [
    "\\Delta w=-\\eta\\,\\operatorname{sign}(\\beta_1 m+(1-\\beta_1)g)",
    "m\\leftarrow\\beta_2 m+(1-\\beta_2)g",
  ],
};

export function updateFormulas(
  scope: Microscope,
  { learning_rate }: Pick<UpdateAnswer, "learning_rate">,
  optimizer: string,
  { format, chosen }: Writing,
): string[] {
  const one = scope.incoming[chosen];
  if (one === undefined) return [];
  const write = (value: number) => numberTex(value, format);
  const { gradient, update, weight, after } = one;
  // With the penalty, or clipped, it is another one than the sum above.
  const [key, symbol] = isChanged(one) ? [`H${chosen}`, "\\tilde g_i"] : [`G${chosen}`, "g_i"];
  const g = bound(key, symbol);
  const dw = bound(`u${chosen}`, "\\Delta w_i");
  const moved = bound(`u${chosen}`, write(update));
  const eta = bound("eta", format.plain(learning_rate));
  // What decays the weights too is not the rate times the gradient alone.
  const plain = Math.abs(update + learning_rate * gradient) <= 1e-3 * Math.abs(update) + 1e-9;
  const rule =
    optimizer === "sgd" && plain
      ? [
          `${dw}=-${bound("eta", "\\eta")}\\,${g}=-${eta}\\cdot ${bound(key, factorTex(gradient, format))}=${moved}`,
        ]
      : [
          ...(RULES[optimizer] ?? []),
          `${bound("eta", "\\eta")}=${eta},\\quad ${g}=${bound(key, write(gradient))}:\\quad ${dw}=${moved}`,
        ];
  return [
    ...rule,
    `${bound(wKey(chosen), "w_i")}\\leftarrow ${bound(wKey(chosen), write(weight))}+${bound(`u${chosen}`, factorTex(update, format))}=${bound(`n${chosen}`, write(after))}`,
  ];
}
