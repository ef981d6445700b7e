// SPDX-License-Identifier: Apache-2.0
/** What the files of all peers need: scripts, the parameters layer by layer, and the losses by their definition. */

export const packages = new URL("../../node_modules/", import.meta.url).href;

/** A library that leaves a global behind. */
export function script(path) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = packages + path;
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${path} could not be loaded`));
    document.head.append(element);
  });
}

/**
 * All layers; those that learn with their parameters: `weight[unit + units * input]`, where the inputs of a convolution are numbered channel by
 * channel and row by row, and `bias[unit]`.
 */
export function layersOf(task) {
  return task.layers.map((layer) => {
    if (layer.parameters === 0) return layer;
    const units = layer.output[0];
    const inputs = (layer.parameters - units) / units;
    const weight = task.parameters.subarray(layer.offset, layer.offset + units * inputs);
    const bias = task.parameters.subarray(layer.offset + units * inputs).subarray(0, units);
    return { ...layer, activation: layer.activation.type, units, inputs, weight, bias };
  });
}

/** Those that learn, in their order. */
export const learning = (task) => layersOf(task).filter(({ parameters }) => parameters > 0);

/** Batch by batch, as they follow each other; what is left over is no whole batch. */
export function batchesOf({ features, targets, batch }) {
  const count = Math.floor(targets.length / batch);
  const width = features.length / targets.length;
  return Array.from({ length: count }, (_, at) => ({
    features: features.subarray(at * batch * width, (at + 1) * batch * width),
    targets: targets.subarray(at * batch, (at + 1) * batch),
  }));
}

/** The samples as arrays of arrays. */
export function samplesOf({ features, targets }) {
  const width = features.length / targets.length;
  return Array.from(targets, (target, at) => ({
    input: Array.from(features.subarray(at * width, (at + 1) * width)),
    target,
  }));
}

/** Of one sample with raw outputs. */
const LOSSES = {
  mse: ([output], target) => (output - target) ** 2,
  bce_logits: ([o], target) => Math.max(o, 0) - o * target + Math.log1p(Math.exp(-Math.abs(o))),
  cross_entropy(outputs, target) {
    const top = Math.max(...outputs);
    const sum = outputs.reduce((all, one) => all + Math.exp(one - top), 0);
    return Math.log(sum) + top - outputs[target];
  },
};

/** The mean over all samples. `outputs`: of one sample. */
export function meanLoss({ loss, evaluation }, outputs) {
  const samples = samplesOf(evaluation);
  const sum = samples.reduce(
    (all, { input, target }) => all + LOSSES[loss.type](outputs(input), target),
    0,
  );
  return sum / samples.length;
}
