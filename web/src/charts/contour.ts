// SPDX-License-Identifier: Apache-2.0
/** Lines where a field on a grid crosses zero: marching squares with straight pieces. */

/** Pieces as x1, y1, x2, y2 in grid units; a grid point's number is its place, so (0, 0) is the first pixel's centre. */
export type Pieces = number[];

/** Where the edge from a to b crosses zero, as a share of its length. */
const crossing = (a: number, b: number): number => a / (a - b);

export function zeroContour(width: number, height: number, at: (index: number) => number): Pieces {
  const pieces: Pieces = [];
  for (let y = 0; y + 1 < height; y += 1) {
    for (let x = 0; x + 1 < width; x += 1) {
      const corner = y * width + x;
      const a = at(corner);
      const b = at(corner + 1);
      const c = at(corner + width + 1);
      const d = at(corner + width);
      const kind = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
      if (kind !== 0 && kind !== 15) cell(pieces, kind, [x, y], [a, b, c, d]);
    }
  }
  return pieces;
}

type Point = readonly [number, number];

/** Corners clockwise from the top left: a b c d. */
function cell(
  pieces: Pieces,
  kind: number,
  [x, y]: Point,
  [a, b, c, d]: readonly [number, number, number, number],
): void {
  const top = (): Point => [x + crossing(a, b), y];
  const right = (): Point => [x + 1, y + crossing(b, c)];
  const bottom = (): Point => [x + crossing(d, c), y + 1];
  const left = (): Point => [x, y + crossing(a, d)];
  const add = (from: Point, to: Point) => pieces.push(...from, ...to);
  switch (kind < 8 ? kind : 15 - kind) {
    case 1:
      return void add(left(), top());
    case 2:
      return void add(top(), right());
    case 3:
      return void add(left(), right());
    case 4:
      return void add(right(), bottom());
    case 6:
      return void add(top(), bottom());
    case 7:
      return void add(left(), bottom());
    default: {
      // Saddle (5 or 10): the mean of the corners tells which of them hang together.
      const joined = a + b + c + d > 0 === (kind === 5);
      if (joined) {
        add(left(), bottom());
        add(top(), right());
      } else {
        add(left(), top());
        add(right(), bottom());
      }
    }
  }
}

/** Zero where one class takes over from another; the last class needs no lines of its own. */
export function classContours(
  width: number,
  height: number,
  values: Float32Array,
  classes: number,
): Pieces {
  const pieces: Pieces = [];
  for (let own = 0; own < classes - 1; own += 1) {
    const lead = (index: number): number => {
      let rival = Number.NEGATIVE_INFINITY;
      for (let other = 0; other < classes; other += 1) {
        if (other !== own) rival = Math.max(rival, values[index * classes + other] ?? 0);
      }
      return (values[index * classes + own] ?? 0) - rival;
    };
    for (const number of zeroContour(width, height, lead)) pieces.push(number);
  }
  return pieces;
}
