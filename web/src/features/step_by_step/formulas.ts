// SPDX-License-Identifier: Apache-2.0
/** Forward and backward as TeX: symbols, then the same with numbers; what the optimizer makes of it stands in optimizer_formulas.ts. */
import type { Description, UpdateAnswer } from "../../engine/api.ts";
import { lossSlopeTex } from "./loss_formulas.ts";
import type { Microscope } from "./microscope.ts";
import { bound, factorTex, numberTex, type Writing, wKey } from "./tex.ts";

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
  answer: UpdateAnswer,
  { experiment }: Pick<Description, "experiment">,
  { format, chosen }: Writing,
): string[] {
  const { samples } = answer;
  const { outputGradient, delta, slope, outgoing, activation } = scope;
  const write = (value: number) => numberTex(value, format);
  const da = bound("da", "\\frac{\\partial L}{\\partial a}");
  const dz = bound("d", "\\delta");
  const back = outgoing.length > 0 ? "=\\sum_k w_k\\,\\delta_k" : "";
  const terms = outgoing
    .slice(0, WRITTEN_OUT)
    .map((one) => `${factorTex(one.weight, format)}\\cdot ${factorTex(one.delta, format)}`);
  const sum = outgoing.length > 0 && outgoing.length <= WRITTEN_OUT ? `=${terms.join("+")}` : "";
  const ofLoss = scope.isOutput
    ? lossSlopeTex(answer, experiment, { unit: scope.place.unit, gradient: outputGradient }, format)
    : undefined;
  const input = scope.incoming[chosen]?.input ?? Number.NaN;
  const gradient = scope.incoming[chosen]?.sampleGradient ?? Number.NaN;
  const f = SLOPES[activation] ?? "f'(z)";
  const z = "\\frac{\\partial L}{\\partial z}";
  const g = "\\frac{\\partial L}{\\partial w_i}";
  return [
    ...(ofLoss === undefined
      ? [`${da}${back}${sum}=${bound("da", write(outputGradient))}`]
      : [
          `${da}=${ofLoss[0]}`,
          `\\phantom{\\frac{\\partial L}{\\partial a}}=${ofLoss[1]}=${bound("da", write(outputGradient))}`,
        ]),
    activation === "linear"
      ? `${dz}=${z}=${da}=${bound("d", write(delta))}`
      : `${dz}=${z}=${da}\\cdot(${f})=${bound("da", factorTex(outputGradient, format))}\\cdot ${slope === undefined ? "f'(z)" : factorTex(slope, format)}=${bound("d", write(delta))}`,
    `${bound(`g${chosen}`, g)}=${dz}\\,${bound(xKey(chosen), "x_i")}=${bound("d", factorTex(delta, format))}\\cdot ${bound(xKey(chosen), factorTex(input, format))}=${bound(`g${chosen}`, write(gradient))}`,
    `${bound(`G${chosen}`, "g_i")}=\\sum_{n=1}^{${samples}}${bound(`g${chosen}`, g)}=${bound(`G${chosen}`, write(scope.incoming[chosen]?.batchGradient ?? Number.NaN))}`,
  ];
}
