// SPDX-License-Identifier: Apache-2.0
const count = (value: number, one: string, many: string) => (value === 1 ? one : many);

export const en = {
  title: "Network",
  parameters: (shown: string, value: number) =>
    `${shown} ${count(value, "parameter", "parameters")}`,
  unitsOf: (layer: string) => `Units of ${layer}`,
  fewerUnits: (layer: string) => `One unit fewer in ${layer}`,
  moreUnits: (layer: string) => `One unit more in ${layer}`,
  channelsOf: (layer: string) => `Channels of ${layer}`,
  fewerChannels: (layer: string) => `One channel fewer in ${layer}`,
  moreChannels: (layer: string) => `One channel more in ${layer}`,
  activationOf: (layer: string) => `Activation of ${layer}`,
  editLayer: (layer: string) => `Settings of ${layer}`,
  dragHelp: "Drag to move the layer, or Alt with an arrow key",
  chooseInputs: "Choose what enters the network",
  inputsSay:
    "Touch to feed the network something, or no longer. Each picture shows what it is over the plane.",
  lastInput: "One input must stay",
  scrolled: "The network and its layers",
  addLayer: "Add a layer",
  addAfter: "Add after it",
  removeLayer: "Remove",
  moveEarlier: "Move left",
  moveLater: "Move right",
  layerType: "Kind of layer",
  derivedUnits: "The size of the output follows from the data and the loss.",
  moreLeft: (shown: string) => `+${shown} more`,
  hint: "Each square is a unit: its answer wherever the point lies. Touch one to see it large, with its weights.",
  hintWeights:
    "Each square is a unit: the weights it looks with. Touch one to see it large, with its weights.",
  hintPictures:
    "What the network makes of the sample on the left: after a convolution or pooling a feature map, its filter in the corner; in a dense layer the answer of each unit as a bar or a colour. Touch one to see it large.",
  shownSample: {
    train: (number: string) => `Training sample ${number}`,
    validation: (number: string) => `Validation sample ${number}`,
    test: (number: string) => `Test sample ${number}`,
  },
  anotherSample: "Touch it, or use the arrow keys, for another sample",
  networkSays: (sizes: string, parameters: string) =>
    `Network with layers of ${sizes} units and ${parameters} parameters. Lines: orange and whole for positive weights, blue and dashed for negative ones, the thicker the larger.`,
};
