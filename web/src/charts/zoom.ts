// SPDX-License-Identifier: Apache-2.0
/** Which part of an axis is shown: zoomed, panned, chosen by dragging. Pure functions. */
import type { Range } from "./axis_range.ts";

/** A part that follows the end of the axis moves on with it. */
export interface Part extends Range {
  readonly follows: boolean;
}

/** The smallest part of the axis that can be shown. */
const SMALLEST_SHARE = 1 / 1000;

/** What is shown of `whole`; undefined shows all of it. */
export function visible(part: Part | undefined, whole: Range): Range {
  if (part === undefined) return whole;
  const width = Math.min(part.max - part.min, whole.max - whole.min);
  const max = part.follows ? whole.max : Math.min(part.max, whole.max);
  const min = Math.max(whole.min, max - width);
  return { min, max: min + width };
}

/** Closer by `factor` (below 1) or further away, with `at` where it is. */
export function zoomed(shown: Range, whole: Range, at: number, factor: number): Part | undefined {
  const least = SMALLEST_SHARE * (whole.max - whole.min);
  const width = Math.max(least, (shown.max - shown.min) * factor);
  const share = (at - shown.min) / (shown.max - shown.min);
  return within(at - share * width, width, whole);
}

/** Moved along the axis by `by`, as far as it goes. */
export function panned(shown: Range, whole: Range, by: number): Part | undefined {
  return within(shown.min + by, shown.max - shown.min, whole);
}

/** From one place to another, whichever comes first. */
export function chosen(one: number, other: number, whole: Range): Part | undefined {
  const least = SMALLEST_SHARE * (whole.max - whole.min);
  return within(Math.min(one, other), Math.max(least, Math.abs(other - one)), whole);
}

function within(min: number, width: number, whole: Range): Part | undefined {
  if (width >= whole.max - whole.min) return undefined;
  const from = Math.min(Math.max(min, whole.min), whole.max - width);
  // A part that reaches the end was wanted with the end.
  const follows = from + width >= whole.max - 1e-9 * (whole.max - whole.min);
  return { min: from, max: from + width, follows };
}
