// SPDX-License-Identifier: Apache-2.0
/** What happened in a run, as it is marked on its curve. */
import type { Experiment, RunState } from "../../engine/api.ts";
import type { CurveName, RunHistory } from "../../sessions/history.ts";

export type Happening =
  | { readonly kind: "best"; readonly bucket: number; readonly value: number }
  | { readonly kind: "rate"; readonly bucket: number; readonly value: number }
  | { readonly kind: "diverged"; readonly step: number }
  | { readonly kind: "stopped"; readonly step: number; readonly reason: string };

/** A loss is best where it is lowest, an accuracy where it is highest. Nothing before something was learnt: the start is no best. */
export function bestOf(
  history: RunHistory,
  curve: CurveName,
  highest: boolean,
): Happening | undefined {
  const { minimum, maximum, count } = history.curves[curve];
  const values = highest ? maximum : minimum;
  let bucket = -1;
  for (let at = 0; at < count; at += 1) {
    const value = values[at] ?? Number.NaN;
    const best = values[bucket] ?? Number.NaN;
    const better = highest ? value > best : value < best;
    if (Number.isFinite(value) && (bucket < 0 || better)) bucket = at;
  }
  const value = values[bucket];
  return bucket > 0 && value !== undefined ? { kind: "best", bucket, value } : undefined;
}

/** Where a schedule that learns from the losses has taken the rate down: training stood still. */
export function plateausOf(history: RunHistory): Happening[] {
  const { mean, count } = history.curves.learning_rate;
  const found: Happening[] = [];
  for (let bucket = 1; bucket < count; bucket += 1) {
    const [before, value] = [mean[bucket - 1] ?? Number.NaN, mean[bucket] ?? Number.NaN];
    if (value < before * (1 - 1e-9)) found.push({ kind: "rate", bucket, value });
  }
  return found;
}

/** How the run ended, where it was not simply done. */
export function endOf(state: RunState | undefined): Happening | undefined {
  if (state?.status === "diverged") {
    return { kind: "diverged", step: state.diverged?.step ?? state.step };
  }
  const { reason } = state ?? {};
  if (state?.status !== "finished" || reason === undefined) return undefined;
  if (reason === "epochs" || reason === "steps") return undefined;
  return { kind: "stopped", step: state.step, reason };
}

/** Whether the rate will change by its schedule: known before it does. */
export const hasSchedule = ({ schedule }: Pick<Experiment, "schedule">): boolean =>
  schedule.type !== "constant" || Number(schedule.warmup_steps) > 0;

/** Whether the rate has changed on the way, be it by its schedule. */
export function rateVaries({ curves }: RunHistory): boolean {
  const { minimum, maximum, count } = curves.learning_rate;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at += 1) {
    low = Math.min(low, minimum[at] ?? low);
    high = Math.max(high, maximum[at] ?? high);
  }
  return high > low * (1 + 1e-9);
}
