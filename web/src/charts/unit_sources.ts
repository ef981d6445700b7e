// SPDX-License-Identifier: Apache-2.0
/** Where the weights of a unit come from, and which weights lead on from it. */

import type { Description } from "../engine/api.ts";
import { hasColumn, isSpatial } from "../engine/layer_kinds.ts";
import { incomingOf, pictureShape, unitCount, weightShape } from "./network_layout.ts";

/** Layer and unit, as in app/attention.ts. */
interface Place {
  readonly layer: number;
  readonly unit: number;
}

export type Source =
  | { readonly kind: "input"; readonly input: number }
  | { readonly kind: "unit"; readonly place: Place }
  /** Of a picture that enters, or of the window of a convolution. */
  | {
      readonly kind: "pixel";
      readonly channel: number;
      readonly row: number;
      readonly column: number;
    }
  /** What has no name: a number of what comes in. */
  | { readonly kind: "number"; readonly number: number };

type Layers = Pick<Description, "experiment" | "summary">;

const product = (shape: readonly number[]): number => shape.reduce((size, side) => size * side, 1);

/** The last layer with units before this one; -1 for the data themselves. */
export const layerBefore = ({ summary }: Pick<Layers, "summary">, layer: number): number =>
  summary.layers.slice(0, layer).findLastIndex(hasColumn);

/** The layer before this one, where what comes in is its units one by one; -1 for the data themselves. */
function feeding({ summary }: Layers, layer: number): number | undefined {
  const before = layerBefore({ summary }, layer);
  const between = summary.layers.slice(before + 1, layer);
  const place = summary.layers[before];
  const single =
    !(place !== undefined && isSpatial(place)) &&
    between.every(({ input, output }) => product(input) === product(output));
  return single ? before : undefined;
}

/** For each incoming weight of a unit, in their order, what it looks at. */
export function sourcesOf(description: Layers, layer: number): Source[] {
  const { summary } = description;
  const { count } = incomingOf(description, layer, 0);
  const from = feeding(description, layer);
  const window =
    weightShape(description, layer) ?? (from === -1 ? pictureShape(summary) : undefined);
  return Array.from({ length: count }, (_, index): Source => {
    if (window !== undefined) {
      const [, height, width] = window;
      const within = index % (height * width);
      return {
        kind: "pixel",
        channel: Math.floor(index / (height * width)),
        row: Math.floor(within / width),
        column: within % width,
      };
    }
    if (from === undefined) return { kind: "number", number: index };
    return from === -1
      ? { kind: "input", input: index }
      : { kind: "unit", place: { layer: from, unit: index } };
  });
}

/** The weights that lead from a unit to those of the next layer; none where they are not told apart. */
export function outgoingOf(
  description: Layers,
  { layer, unit }: Place,
): readonly { readonly place: Place; readonly parameter: number }[] {
  const { layers } = description.summary;
  const next = layers.findIndex(({ type }, index) => index > layer && type === "dense");
  const place = layers[next];
  if (place === undefined || feeding(description, next) !== layer) return [];
  return Array.from({ length: unitCount(place) }, (_, to) => {
    const { start, stride } = incomingOf(description, next, to);
    return { place: { layer: next, unit: to }, parameter: start + unit * stride };
  });
}
