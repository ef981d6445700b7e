// SPDX-License-Identifier: Apache-2.0
/** One number of the flat block of parameters changed: as the trainer takes it, block by block. */
import type { Description } from "../engine/api.ts";
import { incomingOf } from "./network_layout.ts";

export interface ParameterBlock {
  /** As in a saved model: `layers[0].weight`. */
  readonly name: string;
  /** Column by column. */
  readonly values: Float32Array;
}

/** The block of a layer with units in which parameter number `index` lies, with `value` in its place. */
export function blockWith(
  description: Pick<Description, "experiment" | "summary">,
  parameters: Float32Array,
  layer: number,
  index: number,
  value: number,
): ParameterBlock {
  const { start, stride, count } = incomingOf(description, layer, 0);
  const biases = start + count * stride;
  const isBias = index >= biases;
  const [begin, end] = isBias ? [biases, biases + stride] : [start, biases];
  const values = parameters.slice(begin, end);
  values[index - begin] = value;
  return { name: `layers[${layer}].${isBias ? "bias" : "weight"}`, values };
}
