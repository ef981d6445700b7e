// SPDX-License-Identifier: Apache-2.0
/** What the answers to samples are worth: right or wrong for classes, how far off for numbers. */
import type { Description, Samples } from "../../engine/api.ts";
import { predictedClass } from "../../engine/predicted_class.ts";

/** What the network makes of one sample, where there are classes. */
export interface Verdict {
  /** Of the sample in its part, from 0. */
  readonly index: number;
  /** Numbers of classes. */
  readonly truth: number;
  readonly said: number;
  /** The probability that it gives to what it says; undefined where its outputs are no probabilities. */
  readonly sure: number | undefined;
}

type Judged = Pick<Description, "summary" | "experiment">;

/** The probabilities of all classes; undefined for margins and the like. */
export function probabilitiesOf(
  { summary, experiment }: Judged,
  outputs: ArrayLike<number>,
): readonly number[] | undefined {
  const isMargin = experiment.loss.type === "hinge" || experiment.loss.type === "squared_hinge";
  if (isMargin || summary.task === "regression") return undefined;
  if (outputs.length > 1) return Array.from(outputs);
  const [second = Number.NaN] = Array.from(outputs);
  return summary.classes === 2 ? [1 - second, second] : undefined;
}

export function verdictOf(
  description: Judged,
  index: number,
  truth: number,
  outputs: ArrayLike<number>,
): Verdict {
  const said = predictedClass(outputs, description.summary, description.experiment.loss.type);
  return { index, truth, said, sure: probabilitiesOf(description, outputs)?.[said] };
}

export function verdictsOf(
  description: Judged,
  samples: Samples,
  predictions: Float32Array,
): Verdict[] {
  const { outputs } = description.summary;
  return Array.from({ length: samples.count }, (_, index) =>
    verdictOf(
      description,
      index,
      Math.round(samples.targets[index] ?? 0),
      predictions.subarray(index * outputs, (index + 1) * outputs),
    ),
  );
}

/** The cell of the confusion matrix whose samples are looked at. */
export interface Cell {
  readonly truth: number;
  readonly said: number;
}

/** All mistakes, the surest first; or all of one cell, of which right ones come with the least sure first. */
export function listedVerdicts(
  verdicts: readonly Verdict[],
  cell: Cell | undefined,
): readonly Verdict[] {
  const wanted = verdicts.filter(({ truth, said }) =>
    cell === undefined ? truth !== said : truth === cell.truth && said === cell.said,
  );
  const sign = cell !== undefined && cell.truth === cell.said ? 1 : -1;
  return wanted.sort((one, other) => sign * ((one.sure ?? 0) - (other.sure ?? 0)));
}

/** How well numbers are predicted, in the units of the target. */
export interface Fit {
  /** 1 - residual / spread; undefined where the target does not vary. */
  readonly r2: number | undefined;
  /** Mean absolute error. */
  readonly mae: number;
  /** Root of the mean squared error. */
  readonly rmse: number;
}

/** Of output number `output` of `outputs`; targets and predictions sample by sample. */
export function fitOf(
  targets: Float32Array,
  predictions: Float32Array,
  outputs = 1,
  output = 0,
): Fit | undefined {
  const count = Math.floor(Math.min(targets.length, predictions.length) / outputs);
  if (count === 0) return undefined;
  let mean = 0;
  for (let at = output; at < count * outputs; at += outputs) mean += (targets[at] ?? 0) / count;
  let [absolute, residual, spread] = [0, 0, 0];
  for (let at = output; at < count * outputs; at += outputs) {
    const target = targets[at] ?? 0;
    const off = (predictions[at] ?? 0) - target;
    absolute += Math.abs(off);
    residual += off ** 2;
    spread += (target - mean) ** 2;
  }
  return {
    r2: spread > 0 ? 1 - residual / spread : undefined,
    mae: absolute / count,
    rmse: Math.sqrt(residual / count),
  };
}
