// SPDX-License-Identifier: Apache-2.0
/** The loss of one sample and its derivative by an output, as their formulas with their numbers (src/losses). */
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
  return [...squashed, `${total}=${half}${symbols}`, `\\phantom{L}=${half}${numbers}=${result}`];
}

/** By the output o: symbols, then numbers, and the value, before it is divided by how many the mean is over. */
interface Slope {
  readonly symbols: string;
  readonly numbers: string;
  readonly value: number;
}

const O = bound("o", "o");
const Y = bound("y", "y");
const P = bound("p", "p");

/**
 * The derivative of the mean over the batch by output number `unit` of this sample, without the result: symbols and numbers, with what the mean
 * divides by. Undefined where the numbers do not give it.
 */
export function lossSlopeTex(
  answer: UpdateAnswer,
  { loss }: Experiment,
  { unit, gradient }: { readonly unit: number; readonly gradient: number },
  format: Format,
): readonly [symbols: string, numbers: string] | undefined {
  const { outputs, samples } = answer;
  // What is a mean over elements has as many terms as there are outputs and samples.
  const terms = loss.type === "cross_entropy" ? samples : samples * outputs.length;
  const slope = slopeOf(answer, loss, unit, format);
  if (slope === undefined) return undefined;
  const { symbols, numbers, value } = slope;
  // Numbers of 32 bits.
  const isIt = Math.abs(value / terms - gradient) <= 1e-4 * Math.max(1e-3, Math.abs(gradient));
  if (!isIt) return undefined;
  const mean = (tex: string) => (terms === 1 ? tex : `\\frac{${tex}}{${format.integer(terms)}}`);
  return [mean(symbols), mean(numbers)];
}

function slopeOf(
  { outputs, targets, predictions }: UpdateAnswer,
  loss: Experiment["loss"],
  unit: number,
  format: Format,
): Slope | undefined {
  const [o = Number.NaN, p = Number.NaN] = [outputs[unit], predictions[unit]];
  const isNumber = loss.type === "cross_entropy" && targets.length === 1;
  const y = isNumber ? Number(targets[0] === unit) : (targets[unit] ?? Number.NaN);
  const write = (key: string, value: number) => bound(key, factorTex(value, format));
  const [writtenO, writtenY, writtenP] = [write("o", o), write("y", y), write("p", p)];
  const difference = `${O}-${Y}`;
  const differenceOf = `${writtenO}-${writtenY}`;
  const r = o - y;
  switch (loss.type) {
    case "mse":
      return loss.half
        ? { symbols: difference, numbers: differenceOf, value: r }
        : { symbols: `2\\,(${difference})`, numbers: `2\\,(${differenceOf})`, value: 2 * r };
    case "mae":
      return {
        symbols: `\\operatorname{sign}(${difference})`,
        numbers: `\\operatorname{sign}(${differenceOf})`,
        value: Math.sign(r),
      };
    case "huber":
    case "smooth_l1": {
      const [limit, scale] = loss.type === "huber" ? [loss.delta, 1] : [1, loss.beta];
      const limitTex = numberTex(limit, format);
      const clipped = (of: string) =>
        `\\min(${limitTex},\\,\\max(-${limitTex},\\,${scale === 1 ? of : `(${of})/${numberTex(scale, format)}`}))`;
      return {
        symbols: clipped(difference),
        numbers: clipped(differenceOf),
        value: Math.min(limit, Math.max(-limit, r / scale)),
      };
    }
    case "hinge":
      // The corner is another matter: which side it counts to is told by the line.
      return y * o < 1
        ? { symbols: `-${Y}`, numbers: `-${writtenY}`, value: -y }
        : { symbols: "0", numbers: `{0}`, value: 0 };
    case "squared_hinge":
      return {
        symbols: `-2\\,${Y}\\max(0,\\,1-${Y}\\,${O})`,
        numbers: `-2\\cdot ${writtenY}\\cdot\\max(0,\\,1-${writtenY}\\cdot ${writtenO})`,
        value: -2 * y * Math.max(0, 1 - y * o),
      };
    case "bce_logits":
      return { symbols: `${P}-${Y}`, numbers: `${writtenP}-${writtenY}`, value: p - y };
    case "bce":
      return {
        symbols: `\\frac{${difference}}{${O}\\,(1-${O})}`,
        numbers: `\\frac{${differenceOf}}{${writtenO}\\,(1-${writtenO})}`,
        value: r / (o * (1 - o)),
      };
    case "cross_entropy": {
      const smoothing = loss.label_smoothing;
      const truth = smoothing / outputs.length + (1 - smoothing) * y;
      return {
        symbols: "p_j-q_j",
        numbers: `${factorTex(p, format)}-${factorTex(truth, format)}`,
        value: p - truth,
      };
    }
    default:
      return undefined;
  }
}
