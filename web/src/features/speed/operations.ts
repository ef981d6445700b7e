// SPDX-License-Identifier: Apache-2.0
/** How many multiplications and additions a network takes, so that speeds can be held against what the machine can do. */
import type { Description, LayerSummary } from "../../engine/api.ts";

const product = (sizes: readonly number[]) => sizes.reduce((all, one) => all * one, 1);

/** Of one layer and one sample on its way forward; what is not a product of weights is not counted. */
function multiplyAdds({ type, output, parameters }: LayerSummary, bias: boolean): number {
  const units = output[0] ?? 0;
  const weights = parameters - (bias ? units : 0);
  if (type === "dense") return weights;
  // Each weight is met once for every output pixel.
  return type === "conv2d" ? (weights * product(output)) / units : 0;
}

/**
 * Floating-point operations of training on one sample: a product forward, one for the gradient of the weights, and one for the gradient of
 * the input, which the first layer with weights does not need. Counted by the mathematics, whatever the program does.
 */
export function operationsPerSample({ summary, experiment }: Description): number {
  const layers = summary.layers
    .map((layer, at) => {
      const written = experiment.model.layers[at];
      return multiplyAdds(layer, written !== undefined && "bias" in written && written.bias);
    })
    .filter((count) => count > 0);
  return layers.reduce((all, count, at) => all + 2 * count * (at === 0 ? 2 : 3), 0);
}
