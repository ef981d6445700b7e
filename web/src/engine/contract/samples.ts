// SPDX-License-Identifier: Apache-2.0
/** The samples of a part of the data, in original units. */
export interface Samples {
  /** How many there are. */
  readonly count: number;
  /** Sample by sample, `summary.features` numbers each. */
  readonly features: Float32Array;
  /** The same of the targets: values, or one class number each. */
  readonly targets: Float32Array;
}
