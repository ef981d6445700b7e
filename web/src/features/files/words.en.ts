// SPDX-License-Identifier: Apache-2.0
export const en = {
  file: "File",
  open: "Open …",
  openHelp: "An experiment, a model, a table or pictures; or drop them anywhere on the page",
  examples: "Examples …",
  save: "Save",
  experiment: "Experiment",
  model: "Trained network, to go on with",
  picture: "Picture of how it stands",
  history: "Loss history",
  elsewhere: "Use the network elsewhere",
  formats: {
    onnx: "ONNX",
    pytorch: "PyTorch script",
    python: "Python, no library",
    javascript: "JavaScript module",
    safetensors: "Weights (safetensors)",
  },
  making: "Writing the file …",
  written: (name: string) => `${name} is written.`,
  noTrainer:
    "The trainer has stopped, so there is no network to write. Press play to start it again.",
  dropHere: "Drop to open",
  dropHelp: "An experiment, a model, a table (CSV) or pictures",
  after: (epochs: string, loss: string) => `After ${epochs}: training loss ${loss}`,
  loss: "Loss",
};
