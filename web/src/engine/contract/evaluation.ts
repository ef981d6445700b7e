// SPDX-License-Identifier: Apache-2.0
/** How good a network is on a part of the data. */

export const PARTS = ["train", "validation", "test"] as const;

export type Part = (typeof PARTS)[number];

/** Of one class, seen as the one to find; null where nothing was predicted, or nothing is of it. */
export interface ClassMetrics {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Samples of this class. */
  readonly support: number;
}

/** How good the network is on one part; an empty object for a part without samples. */
export interface Evaluation {
  /** Of standardized targets, where the experiment standardizes them. */
  readonly loss: number;
  readonly accuracy?: number;
  readonly classes?: readonly ClassMetrics[];
  /** The pair of classes that is confused most often, by number. */
  readonly top_confusion?: {
    readonly truth: number;
    readonly predicted: number;
    readonly count: number;
  };
  /** Regression: 1 - residual / spread, the mean over the outputs; null where a target does not vary. */
  readonly r2?: number | null;
  /** Regression: the mean absolute error, in original units. */
  readonly mae?: number;
}
