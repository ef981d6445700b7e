// SPDX-License-Identifier: Apache-2.0
/** What is drawn inside a unit. */
import type { Description, InputSummary, Summary } from "../engine/api.ts";
import { inputValue } from "../engine/network_inputs.ts";
import type { Field, Scale } from "./field_image.ts";
import type { Incoming } from "./network_layout.ts";

/** A unit that answers nothing has a picture too: an empty one. */
const NOTHING = 1e-6;

/** Numbers of all maps of a layer, at most: they come as text. */
const MOST_NUMBERS = 60_000;
const SMALLEST_SIZE = 8;

/** The pixels along each side of the maps of so many units. */
export function mapSize(units: number, wished: number): number {
  const affordable = Math.floor(Math.sqrt(MOST_NUMBERS / Math.max(1, units)));
  return Math.max(SMALLEST_SIZE, Math.min(wished, affordable));
}

/** Whether the units of this layer are functions of the plane. */
export const isMapped = ({ summary }: Pick<Description, "summary">, layer: number): boolean =>
  summary.features === 2 && summary.layers[layer]?.type === "dense";

/** Which answers get the two end colours; without a word on the layer, as far as the unit goes to either side of 0. */
export function scaleOfUnit(
  { experiment }: Pick<Description, "experiment">,
  layer: number,
  values: ArrayLike<number>,
): Scale {
  const written = experiment.model.layers[layer];
  const activation =
    written !== undefined && "activation" in written ? written.activation.type : "";
  // From 0 to 1: undecided is what lies in the middle.
  if (activation === "sigmoid") return { low: 0, high: 1 };
  let most = NOTHING;
  for (let at = 0; at < values.length; at += 1) most = Math.max(most, Math.abs(values[at] ?? 0));
  return { low: -most, high: most };
}

/** An input over the plane of the features, from -1 to 1; undefined where there is no plane. */
export function inputMap(
  { range }: Pick<Summary, "range">,
  input: InputSummary | undefined,
  size: number,
): Field | undefined {
  if (range === undefined || input === undefined) return undefined;
  const { x_min, x_max, y_min, y_max } = range;
  const along = (low: number, high: number, pixel: number) =>
    low + ((pixel + 0.5) / size) * (high - low);
  const values = Float32Array.from({ length: size * size }, (_, pixel) => {
    const fromBelow = size - 1 - Math.floor(pixel / size);
    return inputValue(input, [along(x_min, x_max, pixel % size), along(y_min, y_max, fromBelow)]);
  });
  const most = values.reduce((top, value) => Math.max(top, Math.abs(value)), NOTHING);
  return { width: size, height: size, values: values.map((value) => value / most) };
}

/** The weights that lead to one unit, input by input. */
export function weightsOf(
  parameters: Float32Array,
  { start, stride, count }: Incoming,
): Float32Array {
  const weights = new Float32Array(count);
  for (let at = 0; at < count; at += 1) weights[at] = parameters[start + at * stride] ?? 0;
  return weights;
}
