// SPDX-License-Identifier: Apache-2.0
/** Lines where a field on a grid crosses zero: marching squares with straight pieces. */

/** Pieces as x1, y1, x2, y2 in grid units; a grid point's number is its place, so (0, 0) is the first pixel's centre. */
export type Pieces = number[];

/** Where the edge from a to b crosses zero, as a share of its length. */
const crossing = (a: number, b: number): number => a / (a - b);

export function zeroContour(width: number, height: number, at: (index: number) => number): Pieces {
  const pieces: Pieces = [];
  const cell = new Cell();
  for (let y = 0; y + 1 < height; y += 1) {
    for (let x = 0; x + 1 < width; x += 1) {
      const corner = y * width + x;
      cell.a = at(corner);
      cell.b = at(corner + 1);
      cell.c = at(corner + width + 1);
      cell.d = at(corner + width);
      cell.cross(pieces, x, y);
    }
  }
  return pieces;
}

/** Four neighbours on the grid, clockwise from the top left. One for all: a picture has thousands, many times a second. */
class Cell {
  a = 0;
  b = 0;
  c = 0;
  d = 0;

  cross(pieces: Pieces, x: number, y: number): void {
    const { a, b, c, d } = this;
    const kind = (a > 0 ? 1 : 0) | (b > 0 ? 2 : 0) | (c > 0 ? 4 : 0) | (d > 0 ? 8 : 0);
    if (kind === 0 || kind === 15) return;
    const top = x + crossing(a, b);
    const bottom = x + crossing(d, c);
    const left = y + crossing(a, d);
    const right = y + crossing(b, c);
    switch (kind < 8 ? kind : 15 - kind) {
      case 1:
        pieces.push(x, left, top, y);
        break;
      case 2:
        pieces.push(top, y, x + 1, right);
        break;
      case 3:
        pieces.push(x, left, x + 1, right);
        break;
      case 4:
        pieces.push(x + 1, right, bottom, y + 1);
        break;
      case 6:
        pieces.push(top, y, bottom, y + 1);
        break;
      case 7:
        pieces.push(x, left, bottom, y + 1);
        break;
      default: {
        // Saddle (5 or 10): the mean of the corners tells which of them hang together.
        const joined = a + b + c + d > 0 === (kind === 5);
        if (joined) pieces.push(x, left, bottom, y + 1, top, y, x + 1, right);
        else pieces.push(x, left, top, y, x + 1, right, bottom, y + 1);
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
