// SPDX-License-Identifier: Apache-2.0
export const en = {
  what: "What is shown",
  views: {
    exact: "The two parameters",
    path: "Along the path",
    weights: "Two weights",
    random: "Random directions",
    descent: "Test function",
  },
  intro: {
    exact:
      "This network has two parameters, so its whole loss can be drawn: every point is a pair of them, every line joins pairs of equal loss. You will see the way that the training took down to the minimum.",
    path: "The weights of a network are a point in a space of many dimensions, and training moves it. You will see the loss on the plane that holds most of that path: valleys, walls, and the way between them.",
    weights:
      "Two weights that you choose, with all others as they were at the end of the training: how the loss hangs on them, and the way that the two of them took.",
    random:
      "Two random directions, as long as the weights of each unit, show how wide or how sharp the valley is around the trained network.",
    descent:
      "A function of two numbers instead of a network: choose a start, and watch how an optimizer finds its way down.",
  },
  measure: "Measure the landscape",
  work: (epochs: string, points: string) =>
    `One training of ${epochs}, then the loss at ${points} points.`,
  each: (trainings: string, epochs: string) => `${epochs} for each of ${trainings} racers`,
  axis: ["Across", "Up"] as const,
  weightInput: "What the weight leads from",
  weightLayer: "Its layer",
  weightUnit: "Its unit",
  unit: (number: string) => `Unit ${number}`,
  input: (number: string) => `Number ${number}`,
  pixel: (channel: string, row: string, column: string) =>
    `Channel ${channel}, row ${row}, column ${column}`,
  together: (count: string) => `The paths of all ${count} racers of the race`,
  raceFirst: "After a race the paths of all its contestants can be drawn here.",
  racers: "Racers",
  racersMarks:
    "Each line is the path of a racer, each dot where it is at the same update. The plane goes through the end of the first.",
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
  notItsPath: {
    another:
      "The run on the page has other settings by now: this path is not its own. Measure again.",
    carried:
      "The run on the page began with carried weights, and the path is that of a training from the start of the experiment: it is not its own.",
    edited:
      "In the run on the page weights were set by hand, or a setting was changed on the way. Training anew cannot follow that: the path is the one that the experiment takes without it.",
  },
  along: "Place on the path",
  play: "Go along the path",
  pause: "Stand still",
  tell: (step: string, last: string, height: string, value: string) =>
    `Update ${step} of ${last} · ${height} ${value}`,
  tellStep: (step: string, last: string) => `Update ${step} of ${last}`,
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
