// SPDX-License-Identifier: Apache-2.0
/** Ends of a vertical axis from the data, robust against what training can produce. */
import type { Buckets } from "./buckets.ts";

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Below it a float32 loss is noise; the axis does not follow it further. */
const SMALLEST = 1e-12;
const MAXIMUM_DECADES = 12;

const EVERYWHERE: Range = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

function* drawn(all: readonly Buckets[], { min, max }: Range): Generator<number> {
  for (const { x, count, minimum, maximum } of all) {
    for (let at = 0; at < count; at += 1) {
      const place = x[at] ?? Number.NaN;
      if (place < min || place > max) continue;
      yield minimum[at] ?? Number.NaN;
      yield maximum[at] ?? Number.NaN;
    }
  }
}

/** Whole powers of ten around all positive values; `over`: of this part of the x axis. */
export function decades(all: readonly Buckets[], over = EVERYWHERE): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of drawn(all, over)) {
    if (!Number.isFinite(value) || value <= 0) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high === 0) return { min: 0.1, max: 1 };
  const top = Math.ceil(Math.log10(high) + 1e-9);
  const bottom = Math.floor(Math.log10(Math.max(low, SMALLEST)));
  return { min: 10 ** Math.max(Math.min(bottom, top - 1), top - MAXIMUM_DECADES), max: 10 ** top };
}

/** From 0 (or the smallest value, where there are negative ones) to a little above the largest. */
export function linearRange(all: readonly Buckets[], over = EVERYWHERE): Range {
  let low = 0;
  let high = 0;
  for (const value of drawn(all, over)) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? { min: low, max: high + 0.06 * (high - low) } : { min: 0, max: 1 };
}
