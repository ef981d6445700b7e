// SPDX-License-Identifier: Apache-2.0
/** Where a run stood, kept beside it in the trainer. */

/** Of a network with more numbers to learn none are kept but those that snapshot() asks for. */
export const MOST_KEPT = 250_000;

export interface Snapshot {
  /** For restore(). */
  readonly mark: number;
  readonly step: number;
  readonly epoch: number;
  readonly train_loss: number | null;
  readonly bytes: number;
}
