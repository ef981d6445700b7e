// SPDX-License-Identifier: Apache-2.0
export const en = {
  intro:
    "Settings are drawn at random from the ranges and lists beside, trained, and ranked. You will see which of them decide, and which hardly matter.",
  begin: "Start the search",
  setting: "Setting",
  way: "Drawn from",
  from: { range: "Range", list: "List" },
  minimum: "From",
  maximum: "To",
  logarithmic: "log",
  logarithmicHelp: "Drawn by powers of ten",
  values: "Values, parted by commas",
  add: "Add a setting",
  remove: (name: string) => `Leave ${name} as it is`,
  leaveOut: (name: string) => `Leave out ${name}`,
  takeIn: "Take in another one",
  more: "more …",
  tooManyNetworks: (networks: string, most: string) =>
    `The lists for the hidden layers make ${networks} networks together. A search takes at most ${most}: shorten the lists.`,
  halving: (trials: string, factor: string, epochs: string) =>
    `${trials} trials begin; after each round one in ${factor} goes on, the last ones to ${epochs}.`,
  over: "Over",
  whole: "Trained to the end",
  cut: "Stopped early",
  now: "now",
  trial: "Trial",
  best: (number: string, differences: string) => `The best is trial ${number}: ${differences}.`,
  bestIsNow: (number: string) => `The best is trial ${number}, which is as the experiment is.`,
  insteadOf: (name: string, found: string, now: string) => `${name} ${found} instead of ${now}`,
  between: ", ",
  use: (number: string) => `Make trial ${number} the experiment`,
  table: "The trials, best first",
  rest: (count: string) => `${count} more are worse than these.`,
  says: (measure: string, setting: string) =>
    `${measure} of each trial over ${setting}. The numbers stand in the table.`,
};
