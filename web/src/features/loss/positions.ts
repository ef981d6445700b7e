// SPDX-License-Identifier: Apache-2.0
/** Where the recorded points of a run, and its single updates, lie on the x axis: by updates, or by epochs. */
import { nearest } from "../../charts/line_marks.ts";
import type { RunHistory } from "../../sessions/history.ts";

export type Unit = "epoch" | "step";

/** Of each bucket. `perEpoch`: updates of an epoch. */
export function positionsOf(history: RunHistory, unit: Unit, perEpoch: number): Float64Array {
  const { step, train_loss } = history.curves;
  if (unit === "step") return step.mean;
  return history.unit === "epoch" ? train_loss.x : step.mean.map((one) => one / perEpoch);
}

/** Of an update, recorded or not. Between two recorded epochs it lies as far as its updates say, for their number may have changed. */
export function positionOf(
  step: number,
  history: RunHistory,
  unit: Unit,
  perEpoch: number,
): number {
  if (unit === "step") return step;
  const { mean, count } = history.curves.step;
  const { x } = history.curves.train_loss;
  if (history.unit === "step" || count === 0) return step / perEpoch;
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
