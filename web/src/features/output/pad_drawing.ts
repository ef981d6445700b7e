// SPDX-License-Identifier: Apache-2.0
/** What was drawn as the pixels that a network knows: as large, as thick and in the middle as the digits that it was trained on. */
import { pictureShape } from "../../charts/network_layout.ts";
import type { Summary } from "../../engine/api.ts";

/** x and y in turn, from 0 to 1, from the upper left corner. */
export type Stroke = readonly number[];

/** How a collection of digits was brought to one form. In pixels of its pictures. */
export interface Form {
  /** Of both sides. */
  readonly size: number;
  /** The square that the ink fills, one side of it whole. */
  readonly box: number;
  /** What lies in the middle: the centre of mass of the ink, or of its edges. */
  readonly centre: "mass" | "edges";
  /** Of the pen. */
  readonly thickness: number;
}

/** Alpaydin & Kaynak 1998: 32 x 32 bitmaps that the digit fills, in blocks of 4 x 4. */
const SMALL: Form = { size: 8, box: 8, centre: "edges", thickness: 1.7 };
/** LeCun, Cortes & Burges: fitted into 20 x 20, its centre of mass in the middle of 28 x 28. */
const LARGE: Form = { size: 28, box: 20, centre: "mass", thickness: 2.8 };

const DIGITS = "0123456789";
/** Along a side of a pixel: how fine its edge is. */
const FINENESS = 4;
/** A dot is no digit: it is not made as large as one. */
const MOST_ENLARGED = 4;

/** Of an experiment whose samples are handwritten digits; undefined of all others. */
export function formOf(summary: Summary): Form | undefined {
  const [channels, height, width] = pictureShape(summary) ?? [];
  if (channels !== 1 || summary.class_names.join("") !== DIGITS) return undefined;
  return [SMALL, LARGE].find(({ size }) => size === height && size === width);
}

/** Ink of each pixel, from 0 to 1, row by row. */
export function rasterised(strokes: readonly Stroke[], form: Form): Float32Array {
  const { size, box, thickness } = form;
  const edges = edgesOf(strokes);
  if (edges === undefined) return new Float32Array(size * size);
  const wide = edges.right - edges.left;
  const high = edges.bottom - edges.top;
  const scale = Math.min((box - thickness) / Math.max(wide, high, 1e-9), MOST_ENLARGED * size);
  const x = (edges.left + edges.right) / 2;
  const y = (edges.top + edges.bottom) / 2;
  const drawn = (right: number, down: number) =>
    inked(strokes, form, (at, isX) =>
      isX ? (at - x) * scale + size / 2 + right : (at - y) * scale + size / 2 + down,
    );
  const first = drawn(0, 0);
  if (form.centre === "edges") return first;
  const mass = massOf(first, size);
  return drawn(size / 2 - mass.x, size / 2 - mass.y);
}

function edgesOf(strokes: readonly Stroke[]) {
  const all = strokes.flat();
  if (all.length < 2) return undefined;
  const xs = all.filter((_, at) => at % 2 === 0);
  const ys = all.filter((_, at) => at % 2 === 1);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

/** Centre of mass, in pixels from the upper left corner. */
export function massOf(
  ink: Float32Array,
  size: number,
): { readonly x: number; readonly y: number } {
  let [mass, x, y] = [0, 0, 0];
  for (const [at, amount] of ink.entries()) {
    mass += amount;
    x += amount * ((at % size) + 0.5);
    y += amount * (Math.floor(at / size) + 0.5);
  }
  return mass > 0 ? { x: x / mass, y: y / mass } : { x: size / 2, y: size / 2 };
}

/** Of a round pen that is led along all strokes. `place`: from the drawing to pixels. */
function inked(
  strokes: readonly Stroke[],
  { size, thickness }: Form,
  place: (at: number, isX: boolean) => number,
): Float32Array {
  const fine = size * FINENESS;
  const wet = new Uint8Array(fine * fine);
  const radius = (thickness / 2) * FINENESS;
  for (const stroke of strokes) {
    const points = stroke.map((at, index) => FINENESS * place(at, index % 2 === 0));
    for (let at = 0; at + 1 < points.length; at += 2) {
      const [x1 = 0, y1 = 0] = points.slice(at, at + 2);
      // A stroke of one point is a dot.
      const [x2 = x1, y2 = y1] = points.slice(at + 2, at + 4);
      wetLine(wet, fine, [x1, y1, x2, y2], radius);
    }
  }
  const ink = new Float32Array(size * size);
  for (let row = 0; row < fine; row += 1) {
    for (let column = 0; column < fine; column += 1) {
      const pixel = Math.floor(row / FINENESS) * size + Math.floor(column / FINENESS);
      ink[pixel] = (ink[pixel] ?? 0) + (wet[row * fine + column] ?? 0) / FINENESS ** 2;
    }
  }
  return ink;
}

function wetLine(
  wet: Uint8Array,
  fine: number,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  radius: number,
): void {
  const clamp = (value: number) => Math.max(0, Math.min(fine - 1, Math.floor(value)));
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const bottom = clamp(Math.max(y1, y2) + radius);
  const right = clamp(Math.max(x1, x2) + radius);
  for (let row = clamp(Math.min(y1, y2) - radius); row <= bottom; row += 1) {
    for (let column = clamp(Math.min(x1, x2) - radius); column <= right; column += 1) {
      const [x, y] = [column + 0.5 - x1, row + 0.5 - y1];
      const along = length === 0 ? 0 : (x * (x2 - x1) + y * (y2 - y1)) / length;
      const share = Math.max(0, Math.min(1, along));
      const away = Math.hypot(x - share * (x2 - x1), y - share * (y2 - y1));
      if (away <= radius) wet[row * fine + column] = 1;
    }
  }
}
