// SPDX-License-Identifier: Apache-2.0
/** A derivative that somebody has worked out, beside the differences of the function itself. */

export interface Slope {
  /** What may be the derivative: one number, or at a kink all between the slopes on its two sides. */
  readonly low: number;
  readonly high: number;
  /** How far they are known. */
  readonly tolerance: number;
}

/** The cube root of 2^-52: where rounding and the bend of the function spoil a central difference equally. */
const WIDTH = Math.cbrt(Number.EPSILON);

/**
 * Central differences of two widths, h and 2h. Their distance bounds the part of the third derivative (it makes 1 unit of error in the one and 4
 * in the other); what rounding does is 2^-52 over h, of the values or of what they are made of (1 + erf(x) is a small number made of two that are
 * not, and so is x times it), some 32 times because a series rounds at each of its terms.
 */
export function slopeAt(f: (x: number) => number, x: number): Slope {
  const h = WIDTH * Math.max(1, Math.abs(x));
  const [far, left, here, right, beyond] = [x - 2 * h, x - h, x, x + h, x + 2 * h].map(f) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const near = (right - left) / (2 * h);
  const wide = (beyond - far) / (4 * h);
  const size = Math.max(1, ...[x, far, left, here, right, beyond].map(Math.abs));
  const rounding = (32 * Number.EPSILON * size) / h;
  const [before, after] = [(here - left) / h, (right - here) / h];
  const bend = Math.abs(after - before);
  // A smooth function bends by its second derivative times h: more of it is a kink, where each slope between the two is right.
  const smooth =
    Math.abs((here - far) / (2 * h) - before) + Math.abs((beyond - here) / (2 * h) - after);
  if (bend > 100 * (h + smooth + rounding)) {
    return {
      low: Math.min(before, after),
      high: Math.max(before, after),
      // A one-sided difference is off by as much as it changes with twice the width.
      tolerance: rounding + 2 * smooth,
    };
  }
  return { low: near, high: near, tolerance: rounding + 2 * Math.abs(near - wide) + h * WIDTH };
}

/** Whether it can be the derivative there. */
export function agrees(given: number, { low, high, tolerance }: Slope): boolean {
  return given >= low - tolerance && given <= high + tolerance;
}
