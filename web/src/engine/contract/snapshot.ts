// SPDX-License-Identifier: Apache-2.0
/** Where a run stood, kept beside it in the trainer. */

export interface Snapshot {
  /** For restore(). */
  readonly mark: number;
  readonly step: number;
  readonly epoch: number;
  readonly train_loss: number | null;
  readonly bytes: number;
}
