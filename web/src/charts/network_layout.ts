// SPDX-License-Identifier: Apache-2.0
/** Where the units and connections of a network are drawn, and which parameter each connection shows. */
import type { LayerSummary, Summary } from "../engine/api.ts";

/** More units than this are drawn as some of them and dots. */
export const DRAWN_UNITS = 16;

export interface UnitColumn {
  /** Number of the layer in the document; -1 for the input. */
  readonly layer: number;
  readonly size: number;
  /** Unit numbers from top to bottom; an undefined one is the dots. */
  readonly units: readonly (number | undefined)[];
}

export interface Connection {
  readonly from: readonly [column: number, row: number];
  readonly to: readonly [column: number, row: number];
  /** Number of the weight in the flat block of parameters. */
  readonly parameter: number;
}

const product = (shape: readonly number[]): number => shape.reduce((size, side) => size * side, 1);

function drawnUnits(size: number): (number | undefined)[] {
  if (size <= DRAWN_UNITS) return Array.from({ length: size }, (_, unit) => unit);
  const first = Array.from({ length: DRAWN_UNITS - 2 }, (_, unit) => unit);
  return [...first, undefined, size - 1];
}

const isDense = (layer: LayerSummary): boolean => layer.type === "dense";

/** The input and every layer with units of its own; activations and the like change no sizes and have no column. */
export function columnsOf({ features, layers }: Summary): UnitColumn[] {
  const input = { layer: -1, size: features, units: drawnUnits(features) };
  const dense = layers.flatMap((layer, index) => {
    const size = product(layer.output);
    return isDense(layer) ? [{ layer: index, size, units: drawnUnits(size) }] : [];
  });
  return [input, ...dense];
}

/** Lines between the drawn units of neighbouring columns. The weights of a dense layer lie input by input: all of one input together. */
export function connectionsOf(summary: Summary, columns: readonly UnitColumn[]): Connection[] {
  return columns.slice(1).flatMap((column, index) => {
    const before = columns[index];
    const layer = summary.layers[column.layer];
    if (before === undefined || layer === undefined) return [];
    // A convolution or pooling between the two: no unit of one is an input of the other.
    const between = summary.layers.slice(before.layer + 1, column.layer);
    if (between.some(({ input, output }) => product(input) !== product(output))) return [];
    return before.units.flatMap((input, fromRow) =>
      column.units.flatMap((unit, toRow) => {
        if (input === undefined || unit === undefined) return [];
        const parameter = layer.offset + input * column.size + unit;
        return [{ from: [index, fromRow], to: [index + 1, toRow], parameter } as const];
      }),
    );
  });
}
