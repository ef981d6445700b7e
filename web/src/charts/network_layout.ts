// SPDX-License-Identifier: Apache-2.0
/** Where the units and connections of a network are drawn, and which parameters each shows. */

import type { Description, LayerSummary, Summary } from "../engine/api.ts";
import { hasColumn, isPooling, isSpatial } from "../engine/layer_kinds.ts";
import { inputCount } from "../engine/network_inputs.ts";

/** Below this side a picture in a unit tells nothing. In pixels, as everything here. */
const SMALLEST_TILE = 20;
const LARGEST_TILE = 54;
const GAP = 7;
/** Between a tile and the edge of its column, where the lines need room. */
const COLUMN_MARGIN = 22;
/** From the tile of a feature to the next, where its name stands. */
const NAME = 20;
/** Half of the widest line around a tile. */
const EDGE = 1.5;
const DOT = 9;
const DOT_MARGIN = 20;

/** Where the incoming weights of one unit lie in the flat block: every `stride` numbers from `start`, and its bias, where it has one. */
export interface Incoming {
  readonly start: number;
  readonly stride: number;
  readonly count: number;
  readonly bias: number | undefined;
}

type Layers = Pick<Description, "experiment" | "summary">;

export interface UnitColumn {
  /** Number of the layer in the document; -1 for the input. */
  readonly layer: number;
  /** Units, channels, or inputs. */
  readonly size: number;
  /** Numbers of the units that are drawn, from top to bottom. */
  readonly units: readonly number[];
  /** How many are not. */
  readonly left: number;
  /** Height and width of what enters as one picture and is drawn as one. */
  readonly picture: readonly [height: number, width: number] | undefined;
  /** Inputs that have no picture: a dot each, and their names beside it. */
  readonly dots: boolean;
}

export interface Connection {
  readonly from: readonly [column: number, row: number];
  readonly to: readonly [column: number, row: number];
  /** Number of the weight in the flat block of parameters; undefined where many weights are one line. */
  readonly parameter: number | undefined;
}

/** Centre and side of a square. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

const product = (shape: readonly number[]): number => shape.reduce((size, side) => size * side, 1);

/** Of a convolution or pooling each output channel is a unit. */
export const unitCount = (layer: Pick<LayerSummary, "type" | "output">): number =>
  isSpatial(layer) ? (layer.output[0] ?? 0) : product(layer.output);

/** As many units as have room one below the other, with a place for what is left over. */
export function mostUnits(height: number): number {
  return Math.max(2, Math.floor((height + GAP) / (SMALLEST_TILE + GAP)));
}

function column(layer: number, size: number, most: number): UnitColumn {
  const drawn = size <= most ? size : most - 1;
  return {
    layer,
    size,
    units: Array.from({ length: drawn }, (_, unit) => unit),
    left: size - drawn,
    picture: undefined,
    dots: false,
  };
}

/** Height and width of the samples, where they are pictures. */
export function pictureShape({
  layers,
}: Pick<Summary, "layers">):
  | readonly [channels: number, height: number, width: number]
  | undefined {
  const [channels, height, width] = layers[0]?.input ?? [];
  if (channels === undefined || height === undefined || width === undefined) return undefined;
  return height > 1 && width > 1 ? [channels, height, width] : undefined;
}

/** The input and every layer with units, or maps, of its own; activations and the like have no column. */
export function columnsOf(summary: Summary, most: number): UnitColumn[] {
  const picture = pictureShape(summary);
  const named = Math.max(2, Math.floor((most * (SMALLEST_TILE + GAP)) / (SMALLEST_TILE + NAME)));
  const inputs = column(-1, inputCount(summary), summary.features === 2 ? named : most);
  const input: UnitColumn =
    picture === undefined
      ? { ...inputs, dots: summary.features !== 2 }
      : { ...inputs, units: [0], left: 0, picture: [picture[1], picture[2]] };
  const layers = summary.layers.flatMap((layer, index) =>
    hasColumn(layer) ? [column(index, unitCount(layer), most)] : [],
  );
  return [input, ...layers];
}

/** Weights lie input by input: those of one input to all units stand together; the biases come after all weights. */
export function incomingOf({ experiment, summary }: Layers, layer: number, unit: number): Incoming {
  const place = summary.layers[layer];
  if (place === undefined) return { start: 0, stride: 1, count: 0, bias: undefined };
  const written: unknown = experiment.model.layers[layer];
  const biased = isBiased(written);
  const stride = unitCount(place);
  const count = place.parameters / stride - (biased ? 1 : 0);
  return {
    start: place.offset + unit,
    stride,
    count,
    bias: biased ? place.offset + count * stride + unit : undefined,
  };
}

const isBiased = (layer: unknown): boolean =>
  typeof layer === "object" && layer !== null && "bias" in layer && layer.bias === true;

/** Where the weights of a unit are a picture of their own: of the input that it sees, or the window of a convolution. */
export function weightShape(
  { experiment, summary }: Layers,
  layer: number,
): readonly [channels: number, height: number, width: number] | undefined {
  const place = summary.layers[layer];
  const written = experiment.model.layers[layer];
  if (place === undefined || written === undefined) return undefined;
  if (written.type === "conv2d") {
    const [height = 1, width = height] = written.kernel;
    return [place.input[0] ?? 1, height, width];
  }
  const [channels, height, width] = place.input;
  const seen = written.type === "dense" && height !== undefined && width !== undefined;
  return seen && height > 1 && width > 1 ? [channels ?? 1, height, width] : undefined;
}

/** Lines between the drawn units of neighbouring columns. */
export function connectionsOf(summary: Summary, columns: readonly UnitColumn[]): Connection[] {
  return columns.slice(1).flatMap((to, index) => {
    const from = columns[index];
    const layer = summary.layers[to.layer];
    if (from === undefined || layer === undefined) return [];
    // Of pictures and maps many weights lead from one to the other.
    const between = summary.layers.slice(from.layer + 1, to.layer);
    const before = summary.layers[from.layer];
    const single =
      from.picture === undefined &&
      layer.type === "dense" &&
      !(before !== undefined && isSpatial(before)) &&
      between.every(({ input, output }) => product(input) === product(output));
    return from.units.flatMap((input, fromRow) =>
      to.units.flatMap((unit, toRow): Connection[] => {
        // Pooling makes each map smaller by itself.
        if (isPooling(layer) && from.picture === undefined && unit !== input) return [];
        const parameter = single ? layer.offset + input * to.size + unit : undefined;
        return [{ from: [index, fromRow], to: [index + 1, toRow], parameter }];
      }),
    );
  });
}

/** For every column the tiles of its units, and where there are more, the place of the sentence that says so. */
export function tilesOf(
  columns: readonly UnitColumn[],
  width: number,
  height: number,
): { readonly tiles: readonly Tile[][]; readonly more: readonly (Tile | undefined)[] } {
  const room = width / Math.max(1, columns.length);
  const wide = Math.max(SMALLEST_TILE, room - 2 * COLUMN_MARGIN);
  // Half of the line around a tile lies outside of it.
  const high = height - 2 * EDGE;
  const tiles: Tile[][] = [];
  const more: (Tile | undefined)[] = [];
  for (const [index, { layer, units, left, picture, dots }] of columns.entries()) {
    const rows = units.length + (left > 0 ? 1 : 0);
    // Above each there is its name.
    const isNamed = layer === -1 && !dots && picture === undefined;
    const fitting = isNamed ? high / rows - NAME : (high + GAP) / rows - GAP;
    const side = dots
      ? DOT
      : picture === undefined
        ? Math.max(SMALLEST_TILE, Math.min(LARGEST_TILE, wide, fitting))
        : Math.min(2 * LARGEST_TILE, room - COLUMN_MARGIN, high);
    const widest = dots
      ? SMALLEST_TILE + GAP
      : Math.max(side * 1.5, layer === -1 ? side + NAME : 0);
    const pitch = Math.min(widest, (high - side) / Math.max(1, rows - 1));
    const x = dots ? (index + 1) * room - DOT_MARGIN : (index + 0.5) * room;
    const free = (height - (rows - 1) * pitch - side) / 2;
    const middle = height / 2 + (isNamed ? Math.max(0, NAME - free) : 0);
    const at = (row: number): Tile => ({ x, y: middle + (row - (rows - 1) / 2) * pitch, side });
    tiles.push(units.map((_, row) => at(row)));
    more.push(left > 0 ? at(rows - 1) : undefined);
  }
  return { tiles, more };
}
