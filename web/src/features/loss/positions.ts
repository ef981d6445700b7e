// SPDX-License-Identifier: Apache-2.0
/** Where the recorded points of a run, and its single updates, lie on the x axis: by updates, or by epochs. */
import { nearest } from "../../charts/buckets.ts";
import type { RunHistory } from "../../sessions/history.ts";

export type Unit = "epoch" | "step";

/** Of each bucket. */
export const positionsOf = ({ curves }: RunHistory, unit: Unit): Float64Array => curves[unit].mean;

/**
 * Of an update, recorded or not. Between two recorded points it lies as far as its updates say, for those of an epoch may have become
 * more or fewer. `perEpoch`: they are so many now.
 */
export function positionOf(
  step: number,
  history: RunHistory,
  unit: Unit,
  perEpoch: number,
): number {
  if (unit === "step") return step;
  const { mean, count } = history.curves.step;
  const { mean: x } = history.curves.epoch;
  if (count === 0) return step / perEpoch;
  const at = nearest({ x: mean, count }, step);
  const [near, place] = [mean[at] ?? 0, x[at] ?? 0];
  if (near === step) return place;
  const other = near < step ? at + 1 : at - 1;
  const [next, there] = [mean[other], x[other]];
  const known = other >= 0 && other < count && next !== undefined && there !== undefined;
  return known
    ? place + ((there - place) * (step - near)) / (next - near)
    : place + (step - near) / perEpoch;
}
