// SPDX-License-Identifier: Apache-2.0
export const en = {
  what: "What is shown",
  views: {
    exact: "The two parameters",
    path: "Along the path",
    random: "Random directions",
    descent: "Test function",
  },
  intro: {
    exact:
      "This network has two parameters, so its whole loss can be drawn: every point is a pair of them, every line joins pairs of equal loss. You will see the way that the training took down to the minimum.",
    path: "The weights of a network are a point in a space of many dimensions, and training moves it. You will see the loss on the plane that holds most of that path: valleys, walls, and the way between them.",
    random:
      "Two random directions, as long as the weights of each unit, show how wide or how sharp the valley is around the trained network.",
    descent:
      "A function of two numbers instead of a network: choose a start, and watch how an optimizer finds its way down.",
  },
  measure: "Measure the landscape",
  work: (epochs: string, points: string) =>
    `One training of ${epochs}, then the loss at ${points} points.`,
  principal: ["Main direction of the path", "Second direction"] as const,
  random: ["Random direction 1", "Random direction 2"] as const,
  weightOf: (name: string) => `Weight of ${name}`,
  weightOfLayer: (number: string) => `Weight of layer ${number}`,
  bias: "Bias",
  parameter: (number: string) => `Parameter ${number}`,
  says: (x: string, y: string) =>
    `Lines of equal loss over ${x} and ${y}. The path stands in the table.`,
  rest: "What the plane does not hold goes into directions that no picture shows.",
  notInThem: (share: string) =>
    `The path is not in this picture: two random directions hold only ${share} of its movement. What you see is the surroundings of its end.`,
  marks: "The ring is the start, the line the path, the dot the place of the slider.",
  ring: "The ring is the trained network.",
  diamond: "The diamond is the run on the page, now.",
  past: "The run on the page has gone past the end of this path. Measure again to see how far it is.",
  another:
    "The run on the page has other settings, or its learning rate was changed on the way: this path is not its own.",
  along: "Place on the path",
  play: "Go along the path",
  pause: "Stand still",
  tell: (step: string, last: string, height: string, value: string) =>
    `Update ${step} of ${last} · ${height} ${value}`,
  more: "Start, steps and schedule",
  setOff: "Set off",
  updates: (shown: string) => `${shown} updates on a function of two numbers.`,
  value: "Value",
  saysFunction: (name: string) =>
    `Lines of equal height of the function ${name}, and the way down. The path stands in the table.`,
  pickHelp:
    "Click or tap for another start. Arrow keys move it, with Shift finely; Enter goes down from it.",
  crosses:
    "The ring is the start, the crosses are all local minima, the dot is the place of the slider.",
  tenth: (rate: string) => `Try a rate of ${rate}`,
  keep: "Keep this path",
  kept: "Paths on this function",
  newest: "the newest",
  forget: (name: string) => `Take away ${name}`,
  update: "Update",
  table: "The path as a table",
};
