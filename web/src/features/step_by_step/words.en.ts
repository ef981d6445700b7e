// SPDX-License-Identifier: Apache-2.0
export const en = {
  waiting: "Laying the next update open …",
  tooLarge: (parameters: string) =>
    `An update of ${parameters} parameters is too much to lay open. At most 20,000 parameters, of dense layers, and a smaller batch can be shown number by number.`,
  noUnits: "There is no dense layer whose numbers could be shown one by one.",
  ended:
    "The run is at its end: there is no further update to lay open. Reset it, or train longer.",
  of: (update: string, samples: string) => `Update ${update}, of ${samples} samples.`,
  pauseToRead: "Pause to read in peace; then each step shows the next update.",
  sample: "Sample",
  sampleOf: (sample: string, samples: string) => `${sample} of ${samples}`,
  fewer: "The sample before",
  more: "The next sample",
  layer: "Layer",
  unit: "Unit",
  parts: {
    forward: "Forward",
    loss: "Loss",
    backward: "Backward",
    update: "Update",
  },
  says: {
    forward: "Each input times its weight, and the bias, make a sum; the activation bends it.",
    loss: "How far the output is from the target, for this sample.",
    backward:
      "The loss comes back: how much it would change with the output, the sum, and the weight. The gradient of the batch adds up all its samples.",
    update: "The optimizer moves the weight against its gradient.",
  },
  changed:
    "g̃ is the gradient as the optimizer gets it: with the penalty on the weights, or clipped.",
  batchLoss: (loss: string, samples: string) => `Mean over the ${samples} samples: ${loss}.`,
  table: "Every incoming weight of this unit",
  liveliest: (shown: string, all: string) => `The ${shown} with the largest gradient, of ${all}.`,
  columns: {
    from: "From",
    input: "Input",
    weight: "Weight",
    product: "Product",
    sample: "Gradient, sample",
    batch: "Gradient, batch",
    memory: "Remembered",
    update: "Update",
    after: "Weight after",
  },
  bias: "Bias",
  unitNumber: (number: string) => `Unit ${number}`,
  choose: (name: string) => `Follow the weight from ${name}`,
  check: "Check the gradient",
  checkHelp: "Compares it with finite differences, here where the run stands.",
  checking: "Comparing with finite differences …",
  agrees: (checked: string, difference: string, update: string) =>
    `The gradient agrees with finite differences: ${checked} parameters checked after update ${update}, the largest relative difference is ${difference}.`,
  disagrees: (layer: string, difference: string) =>
    `In ${layer} the gradient differs from finite differences by ${difference}: this must not be. Please report it with the link to this experiment.`,
  refused: "The gradient of this experiment could not be checked.",
  verdicts: {
    agrees: "agrees",
    kink: "has a kink there, as ReLU at 0",
    unclear: "too small to tell",
    disagrees: "differs",
  },
  checkTable: "The gradient check, layer by layer",
  checkColumns: {
    layer: "Layer",
    checked: "Checked",
    difference: "Largest difference",
    verdict: "Verdict",
  },
};
