// SPDX-License-Identifier: Apache-2.0
/** The network's outputs over the plane as pixels: a look-up table for one output, the leading class's colour for several. */
import { mix, type Palette, type Rgb } from "./palette.ts";

/** Outputs at pixel centres, pixel-major, top row first. */
export interface Field {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/** Which outputs get the two end colours; the middle of the scale is half way. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

/** Points in the full colour must stand out from the map below them. */
const STRENGTH = 0.72;
/** Below 1: what is nearly undecided is already tinted. */
const GAMMA = 0.85;
const TABLE_SIZE = 512;

const pack = ([red, green, blue]: Rgb): number =>
  ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

const tint = (share: number): number => STRENGTH * share ** GAMMA;

/** Colours from low over the middle to high, as little-endian RGBA words. */
export function divergingTable({ low, middle, high }: Palette, size = TABLE_SIZE): Uint32Array {
  return Uint32Array.from({ length: size }, (_, index) => {
    const position = (2 * index) / (size - 1) - 1;
    return pack(mix(middle, position < 0 ? low : high, tint(Math.abs(position))));
  });
}

/** One output per pixel, coloured by the table. A value that is not a number stays clear. */
export function paintScalar(
  field: Field,
  scale: Scale,
  table: Uint32Array,
  pixels: Uint32Array,
): void {
  const { values } = field;
  const last = table.length - 1;
  const factor = last / (scale.high - scale.low);
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    const index = Math.round(((values[pixel] ?? Number.NaN) - scale.low) * factor);
    pixels[pixel] = Number.isNaN(index) ? 0 : (table[Math.min(last, Math.max(0, index))] ?? 0);
  }
}

/** For each class the colours from undecided to certain. */
export function classTables(palette: Palette, classes: number, size = 64): Uint32Array[] {
  return Array.from({ length: classes }, (_, index) => {
    const colour = palette.classRgb[index % palette.classRgb.length] ?? palette.middle;
    return Uint32Array.from({ length: size }, (_, step) =>
      pack(mix(palette.middle, colour, tint(step / (size - 1)))),
    );
  });
}

/** Several outputs per pixel, shares of the classes: the leading one's colour, the stronger the clearer it leads. */
export function paintClasses(
  field: Field,
  tables: readonly Uint32Array[],
  pixels: Uint32Array,
): void {
  const classes = tables.length;
  const { values } = field;
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    let best = 0;
    for (let output = 1; output < classes; output += 1) {
      if ((values[pixel * classes + output] ?? 0) > (values[pixel * classes + best] ?? 0)) {
        best = output;
      }
    }
    const table = tables[best];
    if (table === undefined) continue;
    const lead = ((values[pixel * classes + best] ?? 0) * classes - 1) / (classes - 1);
    pixels[pixel] = table[Math.round(Math.min(1, Math.max(0, lead)) * (table.length - 1))] ?? 0;
  }
}
