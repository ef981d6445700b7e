// SPDX-License-Identifier: Apache-2.0
/** The recorded points of a run. */

/** Columns of one history row, in order; NaN where a column does not apply. */
export const HISTORY_COLUMNS = [
  "step",
  "epoch",
  "learning_rate",
  "train_loss",
  "validation_loss",
  "train_accuracy",
  "validation_accuracy",
  "gradient_norm",
] as const;
