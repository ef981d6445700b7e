// SPDX-License-Identifier: Apache-2.0
/**
 * A curve of any length in a bounded number of buckets, each with the smallest, the largest and the mean value.
 * While a bucket holds one point the curve is exact; at the limit neighbours are joined and buckets become twice as wide.
 */

/** As many as a chart on a wide screen has columns; Chart.js draws this in a few milliseconds. */
export const BUCKET_LIMIT = 1_000;

export class ThinnedCurve {
  readonly x: Float64Array;
  readonly minimum: Float64Array;
  readonly maximum: Float64Array;
  readonly mean: Float64Array;
  count = 0;
  /** Points in a full bucket. */
  width = 1;
  /** Points taken in, drawable or not. */
  points = 0;

  /** Points and drawable values of each bucket. */
  private readonly taken: Float64Array;
  private readonly finite: Float64Array;

  constructor(private readonly limit = BUCKET_LIMIT) {
    this.x = new Float64Array(limit);
    this.minimum = new Float64Array(limit);
    this.maximum = new Float64Array(limit);
    this.mean = new Float64Array(limit);
    this.taken = new Float64Array(limit);
    this.finite = new Float64Array(limit);
  }

  clear(): void {
    this.count = 0;
    this.width = 1;
    this.points = 0;
  }

  /** Becomes like another one of the same limit. */
  take(other: ThinnedCurve): void {
    for (const column of ["x", "minimum", "maximum", "mean", "taken", "finite"] as const) {
      this[column].set(other[column]);
    }
    this.count = other.count;
    this.width = other.width;
    this.points = other.points;
  }

  /** Adds a point to the right. A value that is not finite leaves a gap unless its bucket has others. */
  push(x: number, y: number): void {
    if (this.count === 0 || this.taken[this.count - 1] === this.width) this.open();
    const at = this.count - 1;
    const taken = (this.taken[at] ?? 0) + 1;
    this.taken[at] = taken;
    this.points += 1;
    this.x[at] = mix(this.x[at], x, 1 / taken);
    if (!Number.isFinite(y)) return;
    const finite = (this.finite[at] ?? 0) + 1;
    this.finite[at] = finite;
    this.minimum[at] = finite === 1 ? y : Math.min(this.minimum[at] ?? y, y);
    this.maximum[at] = finite === 1 ? y : Math.max(this.maximum[at] ?? y, y);
    this.mean[at] = finite === 1 ? y : mix(this.mean[at], y, 1 / finite);
  }

  private open(): void {
    if (this.count === this.limit) this.halve();
    // After halving the last bucket may be half full: it takes the next point.
    if (this.count > 0 && (this.taken[this.count - 1] ?? 0) < this.width) return;
    const at = this.count;
    this.count += 1;
    this.taken[at] = 0;
    this.finite[at] = 0;
    this.x[at] = 0;
    this.minimum[at] = Number.NaN;
    this.maximum[at] = Number.NaN;
    this.mean[at] = Number.NaN;
  }

  private halve(): void {
    const half = Math.ceil(this.count / 2);
    for (let to = 0; to < half; to += 1) this.join(to, 2 * to, 2 * to + 1);
    this.count = half;
    this.width *= 2;
  }

  private join(to: number, left: number, right: number): void {
    const alone = right >= this.count;
    const all = (column: Float64Array) => (column[left] ?? 0) + (alone ? 0 : (column[right] ?? 0));
    const taken = all(this.taken);
    const finite = all(this.finite);
    const other = alone ? 0 : (this.taken[right] ?? 0);
    const otherFinite = alone ? 0 : (this.finite[right] ?? 0);
    const half = finite > 0 ? otherFinite / finite : 0;
    this.x[to] = mix(this.x[left], this.x[alone ? left : right] ?? 0, other / taken);
    this.mean[to] = pick(this.mean[left], this.mean[right], half, (a, b) => mix(a, b, half));
    this.minimum[to] = pick(this.minimum[left], this.minimum[right], half, Math.min);
    this.maximum[to] = pick(this.maximum[left], this.maximum[right], half, Math.max);
    this.taken[to] = taken;
    this.finite[to] = finite;
  }
}

const mix = (a = 0, b = 0, share: number): number => a + (b - a) * share;

/** The left value, the right one, or both joined, by the share of drawable values on the right. */
function pick(
  left = Number.NaN,
  right = Number.NaN,
  share: number,
  both: (a: number, b: number) => number,
): number {
  if (share === 0) return left;
  return share === 1 ? right : both(left, right);
}
