// SPDX-License-Identifier: Apache-2.0
/** What is found of a run, and what helps, in English: the doctor says it, and so do the panels that show why. */

export const diagnosis = {
  layer: (number: string) => `layer ${number}`,
  outputLayer: "the output layer",

  findings: {
    diverged: (update: string, layer: string, rate: string) =>
      `Diverged at update ${update}: the numbers broke in ${layer}. With a learning rate of ${rate} each update overshoots further than the one before.`,
    divergedBy: (update: string, layer: string, cause: string) =>
      `Diverged at update ${update}: the numbers broke in ${layer}. ${cause}`,
    alike: (layer: string) =>
      `All units of ${layer} begin alike, get the same gradient, and stay alike: the layer is worth one unit.`,
    unscaled: (reach: string) =>
      `The inputs reach up to ${reach}; a network learns best from numbers around −1 to 1.`,
    risen: (start: string, loss: string, rate: string) =>
      `The loss went up from ${start} to ${loss}: with a learning rate of ${rate} every update leaps across the valley.`,
    exploding: (times: string, layer: string) =>
      `The first update was ${times} times as large as the weights of ${layer}: the numbers grow from layer to layer, and the gradient explodes.`,
    overfitting: (best: string, when: string, now: string) =>
      `It learns its samples by heart (overfitting): the validation loss was ${best} after ${when} and is ${now} now, while the training loss falls on.`,
    dead: (dead: string, units: string, layer: string) =>
      `${dead} of the ${units} units of ${layer} are dead: no sample moves them, so they get no gradient.`,
    vanishing: (loss: string, layer: string, share: string, last: string) =>
      `The loss stands still at ${loss}: ${layer} gets ${share} of the gradient of ${last}.`,
    saturated: (loss: string, layer: string, share: string) =>
      `The loss stands still at ${loss}: ${share} of the outputs of ${layer} are saturated, where the slope is nearly 0.`,
    straight: (loss: string) =>
      `The loss stands still at ${loss}: without a layer that bends, this network draws nothing but straight lines.`,
    jumping: (low: string, high: string, rate: string) =>
      `The loss jumps between ${low} and ${high}: with a learning rate of ${rate} the updates go over the valley, from side to side.`,
    batches: (optimizer: string) =>
      `${optimizer} compares the loss of one update with the next, and each has other samples: it needs all of them at once.`,
    stuck: (loss: string, length: string) =>
      `The loss has stood still at ${loss} for ${length}: this optimizer or this network gets no further.`,
    slow: (share: string, times: string) =>
      `Each update changes the weights by ${share} of their size at most, ${times} times less than usual.`,
  },

  cures: {
    rate: (rate: string) => `Use a learning rate of ${rate}`,
    rateAgain: (rate: string) => `Try again with a learning rate of ${rate}`,
    clip: "Clip the gradient to a length of 1",
    standardize: "Standardize the inputs",
    standardize_target: "Standardize the targets",
    relu: "Use ReLU",
    leaky: "Use leaky ReLU",
    linear: "Leave the activation out",
    initializer: "Draw initial weights that fit the layers",
    hidden_layer: "Add a hidden layer",
    more_units: "Double the units",
    remove_layer: "Remove the layer",
    adam: "Use Adam",
    all_samples: "Use all samples for each update",
    early_stopping: "Stop where validation is best",
    longer: "Train longer",
    longerTo: (end: string) => `Train on to ${end}`,
    default: "Back to the default",
  },
};
