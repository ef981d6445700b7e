// SPDX-License-Identifier: Apache-2.0
export const en = {
  intro:
    "Say what the loss will do before it does it: draw the curve that you expect, or only its end. Then it is locked, and the run answers.",
  notReady: "The trainer is on its way.",
  noLogarithm: "This loss is not above zero at the start, so that its curve cannot be drawn here.",
  begun: "This run has begun. A prediction speaks of a run from its start.",
  back: "Back to the start",
  of: "Curve",
  kinds: { train_loss: "Training loss", validation_loss: "Validation loss" },
  length: "Of the next",
  padHelp:
    "Draw from left to right. By keys: the arrows to the left and right go from place to place, those up and down set the loss, Delete takes it away.",
  scale: "Each line is a tenth of the one above. The upper edge also means: it breaks.",
  end: (epoch: string) => `Or only the end: the loss after epoch ${epoch}`,
  noNumber: (low: string, high: string) =>
    `A loss is a number above zero; here from ${low} to ${high}.`,
  clear: "Clear",
  lock: "Lock it and run",
  skip: "Without a prediction",
  /** Where nothing trains before it. */
  first: "Say first what you expect: then it trains.",
  runs: "Your prediction is locked. The run is on its way.",
  left: "The experiment was changed, or the run went back, before it had answered: this prediction belongs to a run that is no more.",
  again: "Predict again",
  legend: { predicted: "Your prediction", run: "The run" },
  verdicts: {
    exact: "You saw it coming.",
    close: "Close.",
    roughly: "The direction is right, the numbers are not.",
    surprised: "A surprise: worth a second look.",
  },
  factor: (factor: string) => `On average your curve is off by a factor of ${factor}.`,
  exactly: "On average your curve is off by less than a tenth.",
  lower: "The loss fell lower than you expected.",
  higher: "The loss stayed higher than you expected.",
  spread: "Sometimes it lay above your curve, sometimes below.",
  last: (epoch: string, predicted: string, loss: string) =>
    `After epoch ${epoch} you said ${predicted}; it was ${loss}.`,
  broke: "The run broke: its loss grew beyond every bound.",
  endedBefore: "The run ended before the first place of which you spoke.",
  furthest: (epoch: string) => `Furthest apart: after epoch ${epoch}.`,
  each: "Each place as a number",
  columns: {
    epoch: "After epoch",
    predicted: "Predicted",
    loss: "The run",
    factor: "Factor",
  },
  seen: "What did you see?",
  seenPlaceholder: "One sentence",
  before: "Your predictions so far",
  one: (title: string, factor: string) => `${title}: factor ${factor}`,
};
