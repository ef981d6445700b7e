// SPDX-License-Identifier: Apache-2.0
/** The loss of one sample, as its formula with its numbers (src/losses). */
import type { Description, UpdateAnswer } from "../../engine/api.ts";
import type { Format } from "../../locales/format.ts";
import { bound, factorTex, numberTex } from "./tex.ts";

type Experiment = Pick<Description, "experiment">["experiment"];

/** Of one output, o its number and y the target: symbols, then numbers. Undefined where there is no short formula. */
const ONE: Readonly<
  Partial<Record<string, (o: string, y: string, p: string, target: number) => [string, string]>>
> = {
  mse: (o, y) => [`(${bound("o", "o")}-${bound("y", "y")})^2`, `(${o}-${y})^2`],
  mae: (o, y) => [`|${bound("o", "o")}-${bound("y", "y")}|`, `|${o}-${y}|`],
  hinge: (o, y) => [
    `\\max(0,\\,1-${bound("y", "y")}\\,${bound("o", "o")})`,
    `\\max(0,\\,1-${y}\\cdot ${o})`,
  ],
  squared_hinge: (o, y) => [
    `\\max(0,\\,1-${bound("y", "y")}\\,${bound("o", "o")})^2`,
    `\\max(0,\\,1-${y}\\cdot ${o})^2`,
  ],
  bce_logits: (_o, _y, p, target) => crossEntropy(target, p),
  bce: (_o, _y, p, target) => crossEntropy(target, p),
};

/** Of two classes one of the two terms is left. */
function crossEntropy(target: number, p: string): [string, string] {
  return target > 0.5
    ? [`-\\ln ${bound("p", "p")}`, `-\\ln(${p})`]
    : [`-\\ln(1-${bound("p", "p")})`, `-\\ln(1-${p})`];
}

const isOneHot = ({ loss }: Experiment): boolean =>
  loss.type === "cross_entropy" && loss.label_smoothing === 0;

/** Whether the loss of this sample is written out. */
export const hasShortFormula = (
  { outputs }: Pick<UpdateAnswer, "outputs">,
  experiment: Experiment,
): boolean =>
  isOneHot(experiment) || (outputs.length === 1 && ONE[experiment.loss.type] !== undefined);

/** Lines of TeX. */
export function lossFormulas(
  answer: UpdateAnswer,
  experiment: Experiment,
  format: Format,
): string[] {
  const { outputs, targets, predictions, sample_loss } = answer;
  const write = (value: number) => numberTex(value, format);
  const result = bound("L", write(sample_loss));
  const total = bound("L", "L");
  const [o, y] = [outputs[0] ?? Number.NaN, targets[0] ?? Number.NaN];
  const { type } = experiment.loss;
  const probability = bound("p", write(predictions[0] ?? Number.NaN));
  const one = ONE[type];
  if (isOneHot(experiment)) {
    // One-hot targets, or the number of the class.
    const truth = targets.length > 1 ? targets.indexOf(Math.max(...targets)) : y;
    const p = bound("p", write(predictions[truth] ?? Number.NaN));
    return [
      `${bound("p", "p")}=\\frac{e^{o_y}}{\\sum_k e^{o_k}}=${p}`,
      `${total}=-\\ln ${bound("p", "p")}=-\\ln(${p})=${result}`,
    ];
  }
  if (outputs.length > 1 || one === undefined) {
    return [`${total}=${result}`];
  }
  const [symbols, numbers] = one(
    bound("o", factorTex(o, format)),
    bound("y", factorTex(y, format)),
    probability,
    y,
  );
  const squashed =
    type === "bce_logits"
      ? [
          `${bound("p", "p")}=\\frac{1}{1+e^{-${bound("o", "o")}}}=${probability},\\quad ${bound("o", "o")}=${bound("o", write(o))}`,
        ]
      : [];
  const half = experiment.loss.type === "mse" && experiment.loss.half ? "\\tfrac12" : "";
  return [...squashed, `${total}=${half}${symbols}=${half}${numbers}=${result}`];
}
