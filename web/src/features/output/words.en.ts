// SPDX-License-Identifier: Apache-2.0
export const en = {
  valueMap: "Predicted values",
  mapOf: (data: string) => `Decision map of ${data}`,
  mapSaysAccuracy: (epochs: string, train: string, validation: string) =>
    `After ${epochs} ${train} of the training points and ${validation} of the validation points are on the right side.`,
  mapSaysLoss: (epochs: string, train: string) => `After ${epochs} the training loss is ${train}.`,
  mapTable: "Show the map as a table",
  mapTableHelp:
    "What the network says at places spread evenly: the class, the share of the second of two classes, or the value.",
  curveTable: "Show the curve as a table",
  prediction: "Prediction",
  className: (name: string) => `class ${name}`,
  heldOut: "held out",
  part: "Part of the data",
  parts: { train: "Training", validation: "Validation", test: "Test" },
  confusionCorner: "true\u00a0↓ said\u00a0→",

  // One unit
  unitShort: (number: string) => `Unit ${number}`,
  windowShort: (channel: string, row: string, column: string) =>
    `Ch. ${channel}: ${row}, ${column}`,
  inputShort: (number: string) => `Number ${number}`,
  pixel: (row: string, column: string) => `row ${row}, column ${column}`,
  backToOutput: "Back to the output",
  from: (layer: string) => `From ${layer}`,
  leadsTo: (layer: string) => `To ${layer}`,
  weightOf: (name: string) => `Weight of ${name}`,
  editWeight: "Another number, and Enter: the network goes on from there",
  bias: "Bias",
  weightChange: (from: string, to: string, before: string, after: string) =>
    `Weight ${from} → ${to}: ${before} → ${after}`,
  biasChange: (unit: string, before: string, after: string) =>
    `Bias of ${unit}: ${before} → ${after}`,
  moreWeights: (shown: string) => `and ${shown} smaller ones`,
  unitMapSays: "Its answer wherever the point lies: low where it is blue, high where it is orange.",
  unitWeightsSay:
    "The weights that it looks with. Orange: ink here raises its answer. Blue: ink here lowers it.",
  filterSays:
    "Its filter, which is moved over the picture; one square for each channel that it sees.",
  mapAndFilterSay: (sample: string) =>
    `${sample}: its feature map above, and below it its filter, one square for each channel that it sees.`,
  poolingSays: (sample: string) => `${sample}: its feature map, made smaller.`,
  unitAnswers: (sample: string, value: string) => `${sample}: it answers ${value}.`,

  // Pictures
  views: {
    map: "Map",
    curve: "Curve",
    fit: "Predicted / true",
    confusion: "Mistakes",
    space: "Space",
    draw: "Draw",
  },
  curve: "Fitted curve",
  confusionMatrix: "Confusion matrix",
  mapOptions: "What of the map is shown",
  mapParts: {
    axes: "Axes",
    line: "Decision boundary",
    test: "Test points",
    discrete: "Discretized: only the answer",
  },

  // Samples
  pickSamples: "Samples: touch one, or go from one to the next with the arrow keys",
  sample: "Sample",
  sampleOf: {
    train: (number: string) => `Training sample ${number}`,
    validation: (number: string) => `Validation sample ${number}`,
    test: (number: string) => `Test sample ${number}`,
  },
  saliencySays: (name: string) =>
    `What its answer depends on: more ink on orange makes it surer of ${name}, on blue less sure`,
  unmark: "Leave this sample",
  trueClass: "true",
  saidClass: "said",
  trueValue: "True",
  saidValue: "predicted",
  offBy: (shown: string) => `off by ${shown}`,
  verdictSays: (number: string, truth: string, said: string, sure: string) =>
    `Sample ${number}: true ${truth}, said ${said} ${sure}`,

  // Mistakes
  wrongOf: (wrong: string, all: string) => `${wrong} of ${all} wrong`,
  cellSays: (truth: string, said: string, shown: string) => `True ${truth}, said ${said}: ${shown}`,
  samplesListed: "Samples",
  allMistakes: "The surest mistakes first",
  showAll: "All mistakes",
  noneListed: "None.",
  moreListed: (shown: string) => `and ${shown} more`,

  // Predicted against true
  trueOf: (target: string) => `True ${target}`,
  saidOf: (target: string) => `Predicted ${target}`,
  mae: "Mean error",
  maeHelp: "Mean absolute error, in the units of the target",
  rmse: "RMSE",
  rmseHelp: "Root of the mean squared error, in the units of the target",
  fitSays: (r2: string, mae: string) =>
    `Predicted against true: R² ${r2}, mean absolute error ${mae}. On the dashed line a prediction is right.`,

  // Pad
  padHelp:
    "Pad to draw a digit on, by mouse or finger; or with the arrow keys, the space bar puts the pen down and lifts it, Backspace takes a stroke back, Delete clears",
  padHint: "Draw a digit here",
  padKeys: "arrows move · space: pen down or up",
  padSees: "What the network sees: as large and as far in the middle as the digits it learned from",
  padWaits: "Its answer comes while you draw.",
  padUndo: "Take back",
  padClear: "Clear",
  probabilities: "Probabilities",

  // Space
  spaceLayer: "Layer whose space is shown",
  spaceSays: (layer: string) => `The plane as ${layer} sees it, its grid bent`,
  samplesSay: (layer: string) => `The samples where ${layer} puts them`,
  turn: "Turn",
};
