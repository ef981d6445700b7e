// SPDX-License-Identifier: Apache-2.0
export const en = {
  intro:
    "The learning rate rises from tiny to huge, one update at each, until the loss breaks. You will see where the loss falls fastest: that is the rate to begin with.",
  begin: "Find the rate",
  noRate: (optimizer: string) =>
    `${optimizer} chooses its steps itself and has no learning rate to look for. Choose another optimizer.`,
  updates: (shown: string) => `${shown} updates of one training.`,
  rate: "Learning rate",
  loss: "Loss of the batch",
  smoothed: "Smoothed",
  single: "Batch by batch",
  suggestion: "suggested",
  lowest: "lowest loss",
  now: "now",
  chosen: "chosen",
  what: "Rate",
  pickHelp: "Click on the curve for another rate.",
  use: (rate: string) => `Make ${rate} the learning rate`,
  table: "Learning rates and the loss at each",
  says: (low: string, high: string) =>
    `The loss over learning rates from ${low} to ${high}. The numbers stand in the table.`,
  meaning: {
    suggestion: "The loss falls fastest",
    lowest: "The loss is lowest; too late to begin with",
    chosen: "Chosen on the curve",
    now: "As it is now",
  },
  every: "The sweep as a table",
};
