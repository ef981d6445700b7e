// SPDX-License-Identifier: Apache-2.0
export const en = {
  title: "Data",
  groups: {
    two_classes: "Two classes",
    several: "Several",
    numbers: "Numbers",
    pictures: "Pictures",
    tables: "Tables",
    more: "More data",
    yours: "Yours",
  },
  draw: "Draw points",
  drawn: "Drawn points",
  drawHelp: "Draw data by mouse, finger or keys while the network learns from them",
  files: "CSV, table, pictures …",
  filesHelp: "Your own table or pictures: they stay on this machine",
  onlyHere:
    "This browser keeps no files of this page: its storage is full or not allowed. The table is lost when the page is closed; make room or allow storage, and give it again.",
  features: (shown: string) => `${shown} features`,
  toTrain: "to train",
  toValidate: "to validate",
  toTest: "to test",
  drawing: {
    pad: "Drawing pad",
    kind: "What is drawn",
    kinds: { classes: "Classes", values: "Values" },
    classes: "Class to draw",
    classOf: (number: string) => `Class ${number}`,
    value: "Value",
    brush: "Brush",
    tools: { point: "Point", spray: "Spray", erase: "Erase" },
    undo: "Undo the last stroke",
    clear: "Clear",
    empty: "Draw here: each point is one sample",
    begin: (data: string) => `Begin with ${data}`,
    keysClasses:
      "Arrows move the cross, with Shift a little. Space draws, 1 to 6 choose the class, Delete erases.",
    keysValues:
      "Arrows move the cross, with Shift a little. Space draws, + and − change the value, Delete erases.",
    points: (shown: string, count: number) => (count === 1 ? "1 point." : `${shown} points.`),
    lacks: {
      more: "Four are needed for training to begin.",
      classes: "Now choose another class and draw some of it.",
      places: "They lie on one line along an axis: draw beside it too.",
    },
    goesOn: "Training goes on with the weights that it had.",
    anew: "Training has begun with new weights.",
    still: "Press play, and draw on while it learns.",
    full: (most: string) =>
      `${most} points are as many as a link can carry. Erase some for others.`,
    cleared: "The network keeps the points from before until there are new ones.",
  },
};
