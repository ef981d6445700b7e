// SPDX-License-Identifier: Apache-2.0
/** As the notation has them. */
interface Symbols {
  readonly loss: string;
  readonly derivative: string;
}

export const en = {
  waiting: "Laying the next update open …",
  tooLarge: (parameters: string) =>
    `An update of ${parameters} parameters is too much to lay open. At most 20,000 parameters, of dense layers, and a smaller batch can be shown number by number.`,
  noUnits: "There is no dense layer whose numbers could be shown one by one.",
  ended:
    "The run is at its end: there is no further update to lay open. Reset it, or train longer.",
  of: (update: string, samples: string) =>
    `Update ${update}, of ${samples} ${samples === "1" ? "sample" : "samples"}.`,
  pauseToRead: "Pause to read in peace; then each step shows the next update.",
  sample: "Sample",
  sampleOf: (sample: string, samples: string) => `${sample} of ${samples}`,
  fewer: "The sample before",
  more: "The next sample",
  layer: "Layer",
  unit: "Unit",
  notation: "Symbols",
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
  /** Where the batch has more than one sample. */
  share: (samples: string) =>
    `The loss that comes back is the mean over the ${samples} samples of the batch, so what this sample adds to it is divided by how many there are.`,
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
  fill: {
    begin: "Fill in a number",
    title: "Fill in the number",
    end: "Close",
    intro:
      "One number is hidden everywhere here. Work it out from the others; a thousandth more or less is right.",
    pause: "Pause: numbers that move cannot be worked out.",
    nothing:
      "Nothing here is large enough to be asked for. Choose another sample or unit, or make a step.",
    asks: {
      output: () => "The output a of this unit",
      loss: (_weight: string, { loss }: Symbols) => `The loss ${loss} of this sample`,
      gradient: (weight: string, { derivative }: Symbols) =>
        `${derivative} of this sample, its share in the mean, for the weight from ${weight}`,
      batch_gradient: (weight: string) =>
        `The gradient g of the batch, for the weight from ${weight}`,
      weight: (weight: string) => `The weight from ${weight}, after the update`,
    },
    where: (unit: string, sample: string, samples: string) =>
      `${unit}, sample ${sample} of ${samples}`,
    back: "Show its place",
    label: "Your number",
    check: "Check",
    show: "Show it",
    next: "Next number",
    noNumber: "Type a number, such as -0.25.",
    right: (value: string) => `Right: ${value}.`,
    shown: (value: string) => `It is ${value}.`,
    row: (count: string) => `${count} right in a row`,
    off: (by: string) => `Not yet: off by ${by}.`,
    slips: {
      sign: "The size is right, the sign is not.",
      double: "That is twice as much. Is there a ½, or did a 2 come in twice?",
      half: "That is half of it. The derivative of a square brings a factor of 2 with it.",
      no_mean: (samples: string) =>
        `The mean is missing: the loss of the batch is divided by its ${samples} samples, and so is every gradient.`,
      batch_loss: "That is the mean over the batch. Asked for is the loss of this one sample.",
      one_sample: "That is the share of the sample in sight. The batch adds up the shares of all.",
      no_activation: "That is the sum z. The activation is still to be applied to it.",
      no_bias: "The bias is missing in the sum.",
      not_squared: "That is the error itself. This loss squares it.",
      decimal_logarithm: "That is the logarithm to base 10. Here it is the natural one, ln.",
      other_class: "That would be the loss if the sample were of the other class.",
      no_input:
        "That is δ, the derivative by the sum z. By the weight it is still to be multiplied by the input.",
      weight_for_input:
        "You multiplied by the weight. The derivative of weight times input by the weight is the input.",
      old_weight: "That is the weight before the update. The step is still to be added.",
      uphill: "That is uphill: the step goes against the gradient, so that its sign turns.",
      step_alone: "That is the step alone. It is added to the weight before.",
      no_rate: "The learning rate is missing: the step is rate times gradient.",
    },
  },
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
