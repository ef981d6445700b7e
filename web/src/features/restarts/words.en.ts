// SPDX-License-Identifier: Apache-2.0
export const en = {
  intro:
    "The same experiment from several random starts. You will see how far apart they end: how much of a result is the setting, and how much is luck.",
  begin: "Try several starts",
  start: "Start, best first",
  mean: "mean",
  each: "A start",
  use: (seed: string) => `Make the start of seed ${seed} the experiment`,
  table: "The starts, best first",
  says: (low: string, high: string) => `How the starts ended, from ${low} to ${high}.`,
};
