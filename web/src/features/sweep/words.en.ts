// SPDX-License-Identifier: Apache-2.0
export const en = {
  intro:
    "The same run, from the very same weights, at several values of one number. You will see six small loss curves on one scale, and can make one of them the experiment.",
  begin: "Train them",
  of: "Of what",
  comma: ", ",
  nothingToSweep: "This experiment has no number that could be swept.",
  strip: "The same run at several values",
  picture: (name: string) => `The loss at ${name}. Its end stands below.`,
  ended: (measure: string, value: string) => `${measure} ${value}`,
  broke: "diverged",
  best: (name: string, measure: string, value: string) => `Best at ${name}: ${measure} ${value}.`,
  use: (name: string) => `Make ${name} the value of the experiment`,
  scale:
    "All pictures have one logarithmic scale. Solid: training loss, dashed: validation loss. One seed each: another one may choose otherwise.",
};
