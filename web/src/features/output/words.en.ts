// SPDX-License-Identifier: Apache-2.0
export const en = {
  map: "Map",
  valueMap: "Predicted values",
  confusionMatrix: "Confusion matrix",
  curve: "Fitted curve",
  confusion: "Confusion",
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
  confusionSays: "blue: right · orange: taken for another class",
  confusionCorner: "true\u00a0↓ said\u00a0→",
  noPicture: (features: string) =>
    `${features} features have no flat picture: the loss tells how the fit goes.`,

  // One unit
  unit: (layer: string, number: string) => `${layer}, unit ${number}`,
  unitShort: (number: string) => `Unit ${number}`,
  channelShort: (number: string) => `Channel ${number}`,
  inputShort: (number: string) => `Number ${number}`,
  pixel: (row: string, column: string) => `row ${row}, column ${column}`,
  backToOutput: "Back to the output",
  from: (layer: string) => `From ${layer}`,
  leadsTo: (layer: string) => `To ${layer}`,
  bias: "Bias",
  moreWeights: (shown: string) => `and ${shown} smaller ones`,
  unitMapSays: "Its answer wherever the point lies: low where it is blue, high where it is orange.",
  unitWeightsSay:
    "The weights that it looks with. Orange: ink here raises its answer. Blue: ink here lowers it.",
  filterSays:
    "Its filter, which is moved over the picture; one square for each channel that it sees.",
};
