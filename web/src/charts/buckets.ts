// SPDX-License-Identifier: Apache-2.0
/** A curve as it is drawn: neighbouring points in one bucket, each with its smallest, its largest and its mean value. */

export interface Buckets {
  readonly count: number;
  /** Mean position of the points of each bucket. */
  readonly x: Float64Array;
  readonly minimum: Float64Array;
  readonly maximum: Float64Array;
  readonly mean: Float64Array;
}

/** Whether some bucket has more than one value in it: else its extremes and its mean are one line. */
export function haveBand({ count, minimum, maximum }: Buckets): boolean {
  for (let at = 0; at < count; at += 1) {
    if ((minimum[at] ?? 0) < (maximum[at] ?? 0)) return true;
  }
  return false;
}

/** The bucket that lies closest; -1 where there is none. */
export function nearest({ x, count }: Pick<Buckets, "x" | "count">, place: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  const before = low - 1;
  if (before < 0 || count === 0) return count === 0 ? -1 : 0;
  return place - (x[before] ?? 0) <= (x[low] ?? 0) - place ? before : low;
}
