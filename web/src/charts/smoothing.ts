// SPDX-License-Identifier: Apache-2.0
/** The trend of a curve that jitters. */

/**
 * The exponentially weighted mean of all values so far; the weights of those that there are add up to 1, so that it begins at the first.
 * `weight`: of the past, from 0 (nothing is smoothed) to below 1. Gaps stay gaps, and count for nothing.
 */
export function smoothed(values: ArrayLike<number>, count: number, weight: number): Float64Array {
  const trend = new Float64Array(count);
  let sum = 0;
  let share = 0;
  for (let at = 0; at < count; at += 1) {
    const value = values[at] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      trend[at] = Number.NaN;
      continue;
    }
    sum = weight * sum + (1 - weight) * value;
    share = weight * share + (1 - weight);
    trend[at] = sum / share;
  }
  return trend;
}
