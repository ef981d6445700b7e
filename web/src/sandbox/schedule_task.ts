// SPDX-License-Identifier: Apache-2.0
/** `schedule(t, steps, rate)`: the learning rate of each step, t = 0, 1, .., beside a built-in schedule. */
import type { Program } from "./program.ts";

export const SCHEDULE = { name: "schedule", call: "schedule(t, steps, rate)" } as const;

export interface ScheduleTask {
  readonly type: "schedule";
  /** The rate that it varies. */
  readonly rate: number;
  /** The built-in one's, one a step. */
  readonly ours: readonly number[];
}

export interface ScheduleAnswer {
  readonly type: "schedule";
  readonly first:
    | { readonly step: number; readonly yours: number; readonly ours: number }
    | undefined;
  readonly rates: readonly number[];
}

/** Both calculate with 64 bits: a power of t multiplies t roundings, and two ways to write a cosine differ by a few. */
const tolerance = (t: number, rate: number, ours: number): number =>
  (t + 64) * Number.EPSILON * Math.max(Math.abs(rate), Math.abs(ours));

export function performSchedule(
  task: ScheduleTask,
  program: Program,
): Omit<ScheduleAnswer, "type"> {
  program.find(SCHEDULE.name, SCHEDULE.call);
  const { ours, rate } = task;
  const rates = ours.map((_, t) =>
    program.number(SCHEDULE.name, [t, ours.length, rate], { name: "t", value: t }),
  );
  const at = rates.findIndex(
    (own, t) => !(Math.abs(own - (ours[t] ?? Number.NaN)) <= tolerance(t, rate, ours[t] ?? 0)),
  );
  const first =
    at < 0 ? undefined : { step: at, yours: rates[at] ?? Number.NaN, ours: ours[at] ?? Number.NaN };
  return { first, rates };
}
