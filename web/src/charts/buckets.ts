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
