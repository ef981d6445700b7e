// SPDX-License-Identifier: Apache-2.0
/** The plane or the line on which one walks: a square around the start, or its lower edge, and what of it is seen in the fog. */
import type { Place, Surface } from "../../charts/contour_scale.ts";

/** Points of the grid along each axis. */
const GRID = 33;
const LINE = 129;
/** In the fog one sees so far, as a share of the square's side: the slope under one's feet, and no valley. */
const SIGHT = 0.11;
/** A place at the edge is not in sight of the picture. */
const EDGE = 0.98;

export interface Axes {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** `reach` to each side; of one parameter along x alone, and finer. */
export function axesAround({ x, y }: Place, reach: number, parameters = 2): Axes {
  const count = parameters === 1 ? LINE : GRID;
  const axis = (middle: number) =>
    Array.from({ length: count }, (_, at) => middle + reach * ((2 * at) / (count - 1) - 1));
  return { x: axis(x), y: parameters === 1 ? [y] : axis(y) };
}

/** Nothing is seen yet. */
export const unseen = ({ x, y }: Axes): Surface => ({
  x,
  y,
  values: y.map(() => x.map(() => null)),
});

export function inFog({ x, y, values }: Surface, visited: readonly Place[]): Surface {
  const sight = SIGHT * ((x.at(-1) ?? 1) - (x[0] ?? 0));
  const isSeen = (left: number, below: number) =>
    visited.some((place) => Math.hypot(place.x - left, place.y - below) <= sight);
  return {
    x,
    y,
    values: values.map((row, up) =>
      row.map((height, right) => (isSeen(x[right] ?? 0, y[up] ?? 0) ? height : null)),
    ),
  };
}

/** The reach with which a place is in the picture: doubled until it is. */
export function reachFor(start: Place, reach: number, place: Place): number {
  const far = Math.max(Math.abs(place.x - start.x), Math.abs(place.y - start.y));
  let wide = reach;
  while (far > EDGE * wide && Number.isFinite(far)) wide *= 2;
  return wide;
}
