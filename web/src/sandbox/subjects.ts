// SPDX-License-Identifier: Apache-2.0
/** What students may write. */
export const SUBJECTS = ["optimizer", "schedule", "activation", "loss", "dataset"] as const;
export type Subject = (typeof SUBJECTS)[number];
