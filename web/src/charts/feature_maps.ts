// SPDX-License-Identifier: Apache-2.0
/** What the layers make of one sample, unit by unit: feature maps of convolutions and pooling, single answers of dense layers. */

import type { ActivationsAnswer, Description } from "../engine/api.ts";
import { isSpatial } from "../engine/layer_kinds.ts";
import type { Field, Scale } from "./field_image.ts";
import { scaleOfUnit } from "./unit_picture.ts";

/** Numbers of all layers together that are looked at while it trains: they come as text. */
const MOST_ACTIVATIONS = 40_000;

export interface UnitAnswer {
  /** A single number is a field of one pixel. */
  readonly field: Field;
  /** Of all units of the layer, so that what answers strongly stands out. */
  readonly scale: Scale;
}

const product = (shape: readonly number[]): number => shape.reduce((size, side) => size * side, 1);

/** Whether so much can be looked at for one sample, many times a second. */
export function isLookedThrough({ summary }: Pick<Description, "summary">): boolean {
  const numbers = summary.layers.reduce((sum, { output }) => sum + product(output), 0);
  return numbers <= MOST_ACTIVATIONS;
}

/** Of the first of the samples; undefined where the answer is of another network. */
export function answerOf(
  description: Pick<Description, "experiment" | "summary">,
  activations: ActivationsAnswer | undefined,
  { layer, unit }: { readonly layer: number; readonly unit: number },
): UnitAnswer | undefined {
  const place = description.summary.layers[layer];
  const known = activations?.layers.find((one) => one.layer === layer);
  const values = known?.values[0];
  if (place === undefined || values?.length !== product(place.output)) return undefined;
  const [, height = 1, width = 1] = isSpatial(place) ? place.output : [];
  const area = height * width;
  return {
    field: { width, height, values: values.slice(unit * area, (unit + 1) * area) },
    scale: scaleOfUnit(description, layer, values),
  };
}
