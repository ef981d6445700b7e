// SPDX-License-Identifier: Apache-2.0
/** Who has come lower: the score is the loss. */
import type { Measured } from "../../app/loss_of_two.ts";

export type Verdict = "ahead" | "behind" | "even" | "diverged";

/** Closer than this share of the larger loss is even. */
const EVEN = 0.01;

/** `descent` is shorter than `way` where it broke. */
export function verdictOf(way: readonly Measured[], descent: readonly Measured[]): Verdict {
  const mine = way.at(-1)?.loss ?? Number.POSITIVE_INFINITY;
  const its = descent.at(-1)?.loss ?? Number.POSITIVE_INFINITY;
  if (descent.length < way.length || !Number.isFinite(its)) return "diverged";
  const apart = Math.abs(mine - its);
  if (Number.isFinite(mine) && apart <= EVEN * Math.max(Math.abs(mine), Math.abs(its))) {
    return "even";
  }
  return mine < its ? "ahead" : "behind";
}
