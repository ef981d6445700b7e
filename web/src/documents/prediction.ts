// SPDX-License-Identifier: Apache-2.0
/**
 * What somebody expects of a loss before the run, as plain data, and how far the run was from it. A whole curve is its loss at some
 * epochs; where only its end is told, that is a curve of one point.
 */

import { between } from "./between.ts";
import { isObject } from "./path.ts";

export const PREDICTED = ["train_loss", "validation_loss"] as const;

export interface Prediction {
  readonly of: (typeof PREDICTED)[number];
  /** How long a run is spoken of. */
  readonly epochs: number;
  /**
   * The lowest and the highest loss that could be told, both positive. What lies beyond counts as its edge; so the upper one also says
   * that the run breaks.
   */
  readonly range: readonly [low: number, high: number];
  /** By ascending epoch, each once. */
  readonly points: readonly LossPoint[];
}

export interface LossPoint {
  /** From 0, where nothing is trained yet; with fractions. */
  readonly epoch: number;
  readonly loss: number;
}

/** What a run recorded. */
export interface RecordedLoss {
  /** Ascending, of equal length. A loss that is not finite has broken. */
  readonly epochs: ArrayLike<number>;
  readonly losses: ArrayLike<number>;
  /** Whether it broke at its end: all that comes later is beyond every loss. */
  readonly diverged: boolean;
}

export interface Comparison {
  /** Of those that the run reached: what it had there, within the range. */
  readonly points: readonly (LossPoint & { readonly predicted: number })[];
  /** The mean of |log10(predicted) - log10(recorded)| over the points. 10 to this power is the factor by which it was off. */
  readonly decades: number;
  /** The same with its sign: above zero the run stayed below what was predicted. */
  readonly lean: number;
}

/** As it is kept with its run. */
export interface AnsweredPrediction {
  readonly prediction: Prediction;
  /** As in `Comparison`; absent where the run reached none of the points. */
  readonly decades?: number;
  /** What somebody saw, in their own words. */
  readonly seen: string;
}

export const factorOf = (decades: number): number => 10 ** decades;

/** Of `seen`, in signs. */
export const LONGEST_SEEN = 200;
const MOST_POINTS = 1_000;

/** What a file or a receipt has, whoever has written it; undefined where it is none. */
export function checkedAnswer(given: unknown): AnsweredPrediction | undefined {
  if (!isObject(given)) return undefined;
  const prediction = checkedPrediction(given.prediction);
  const { decades, seen } = given;
  return (
    prediction && {
      prediction,
      ...(isNumber(decades) && decades >= 0 && { decades }),
      seen: typeof seen === "string" ? seen.slice(0, LONGEST_SEEN) : "",
    }
  );
}

export function checkedPrediction(given: unknown): Prediction | undefined {
  if (!isObject(given)) return undefined;
  const of = PREDICTED.find((one) => one === given.of);
  const { epochs } = given;
  const [low, high] = Array.isArray(given.range) ? (given.range as unknown[]) : [];
  if (of === undefined || !isPositive(epochs)) return undefined;
  if (!isPositive(low) || !isPositive(high) || low >= high) return undefined;
  if (!Array.isArray(given.points) || given.points.length > MOST_POINTS) return undefined;
  const points = given.points.flatMap((point): LossPoint[] => {
    const { epoch, loss } = isObject(point) ? point : {};
    return isNumber(epoch) && epoch >= 0 && isPositive(loss) ? [{ epoch, loss }] : [];
  });
  const isWhole = points.length > 0 && points.length === given.points.length;
  const ascends = points.every(({ epoch }, at) => epoch > (points[at - 1]?.epoch ?? -1));
  return isWhole && ascends ? { of, epochs, range: [low, high], points } : undefined;
}

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);
const isPositive = (value: unknown): value is number => isNumber(value) && value > 0;

/** @returns undefined where the run reached none of the points */
export function compared(prediction: Prediction, recorded: RecordedLoss): Comparison | undefined {
  const { range, points } = prediction;
  const reached = points.flatMap(({ epoch, loss }) => {
    const there = lossAt(recorded, epoch);
    const predicted = inside(loss, range);
    return there === undefined ? [] : [{ epoch, loss: inside(there, range), predicted }];
  });
  if (reached.length === 0) return undefined;
  const off = reached.map(({ loss, predicted }) => Math.log10(predicted) - Math.log10(loss));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return { points: reached, decades: mean(off.map(Math.abs)), lean: mean(off) };
}

/**
 * The loss of a run at an epoch; between two records on a straight line of its logarithm. Infinity where it has broken, undefined where
 * it has not come so far.
 */
export function lossAt(
  { epochs, losses, diverged }: RecordedLoss,
  epoch: number,
): number | undefined {
  const last = epochs.length - 1;
  const end = epochs[last];
  if (end === undefined || epoch < (epochs[0] ?? 0)) return undefined;
  if (epoch > end) return diverged ? Number.POSITIVE_INFINITY : undefined;
  const { after, share } = between(epochs, epoch);
  const y1 = losses[after] ?? Number.NaN;
  if (!Number.isFinite(y1)) return Number.POSITIVE_INFINITY;
  if (share === 1) return y1;
  const y0 = losses[after - 1] ?? Number.NaN;
  // Test functions have losses below zero.
  if (!(y0 > 0 && y1 > 0)) return y0 + (y1 - y0) * share;
  return y0 * (y1 / y0) ** share;
}

/** Five decades, the upper edge at least three times what the run begins with. `start`: above zero. */
export function rangeFrom(start: number): readonly [low: number, high: number] {
  const top = Math.ceil(Math.log10(3 * start) - 1e-9);
  return [powerOfTen(top - 5), powerOfTen(top)];
}

/** As it is written: 10 ** -4 is a little less than 0.0001. */
const powerOfTen = (exponent: number): number => Number(`1e${exponent}`);

const inside = (loss: number, [low, high]: Prediction["range"]): number =>
  Number.isNaN(loss) ? high : Math.min(high, Math.max(low, loss));
