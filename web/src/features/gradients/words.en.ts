// SPDX-License-Identifier: Apache-2.0
export const en = {
  waiting: "Looking into the layers …",
  ended:
    "The run is at its end: there is no further update to look at. Reset it to watch from the start.",
  notes: "What the gradients say",
  less: (layer: string, share: string, last: string) =>
    `Weight for weight, ${layer} gets ${share} of the gradient of ${last}: it learns that much slower.`,
  more: (layer: string, times: string, last: string) =>
    `Weight for weight, ${layer} gets ${times} times the gradient of ${last}: it grows on its way back.`,
  even: (times: string) =>
    `Every layer gets its part of the gradient: weight for weight the largest is ${times} times the smallest.`,
  update: (share: string) =>
    `An update changes the weights of a layer by up to ${share} of their size; about 1/1,000 is usual.`,
  dead: (dead: string, units: string, layer: string) =>
    `${dead} of the ${units} units of ${layer} are dead: no sample of the batch moves them, so they learn nothing.`,
  saturated: (share: string, layer: string) =>
    `${share} of the outputs of ${layer} are saturated, where the slope is nearly 0.`,
  show: "Over the updates",
  quantities: {
    gradient: "Gradient",
    weights: "Weights",
    update: "Update",
    ratio: "Update / weights",
    dead: "Dead units",
    saturated: "Saturated",
  },
  /** What each of them is. */
  means: {
    gradient: "How large the gradient is, per weight: its L2 norm over the root of their number.",
    weights: "How large the weights are: their L2 norm over the root of their number.",
    update: "How far one update moves each weight: the L2 norm over the root of their number.",
    ratio: "The norm of the update over the norm of the weights: about 1/1,000 is usual.",
    dead: "The share of units whose slope is 0 for every sample of the batch.",
    saturated: "The share of outputs, over units and samples, with a slope below 0.01.",
  },
  usual: "usual",
  says: (quantity: string, layers: string) =>
    `${quantity} over the updates, a curve for each layer: ${layers}. The table holds the newest numbers.`,
  table: "The newest look into the layers",
  layer: "Layer",
  outputs: "Outputs",
  histogram: (what: string, low: string, high: string) => `${what}: from ${low} to ${high}`,
  step: (update: string) => `update ${update}`,
  coming: (update: string) => `the coming update, ${update}`,
};
