// SPDX-License-Identifier: Apache-2.0
/** The words of the player. */
export const en = {
  player: "A neural network that learns",
  which: "What is shown",
  nothingToShow: (part: string) => `${part}: of this experiment there is nothing to show.`,
  noSetting: (path: string) => `view.show: this experiment has no setting ${path}.`,
  notFirst:
    "view.predict: frames of one run (view.run) train together, so that none waits for a prediction.",
  asks: "The address asks for what there is not:",
  more: "More",
  shared: "Shared trainer",
  back: "Start again",
  backHelp: "Back to the experiment as its author made it",
  open: "Open in Downhill",
  openHelp: "This experiment with everything that can be changed, in a new tab",
  touch: "Click to read and to choose",
  altOf: (title: string) => `A neural network that learns: ${title}.`,
  altStands: (epochs: string, loss: string) => `After ${epochs} the training loss is ${loss}.`,
  trainLoss: "Training loss",
  validationLoss: "Validation loss",
  trainAccuracy: "Training accuracy",
  validationAccuracy: "Validation accuracy",
  altRight: (share: string) => `${share} of what it was not trained on is answered rightly.`,
};
