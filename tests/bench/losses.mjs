// SPDX-License-Identifier: Apache-2.0
/** Whether two programs that began with the same weights and were given the same batches have come to the same loss. */

/** Half the distance of neighbouring 32-bit numbers around 1. */
const UNIT_ROUNDOFF = 2 ** -24;

/** What else is rounded on the way of a sum: activation, loss, optimizer; each a few operations. */
const OTHERS = 16;

/** Approximations of exp and tanh are off by a few units in the last place, and are met in every step. */
const FUNCTIONS = 4;

/**
 * A sum of n terms is off by at most n u of its size (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 3.1), on the way forward
 * and backward of each layer; a step hands its error on to the next one.
 * @param {{steps: number, longest: number, layers: number}} run longest: terms of the longest sum
 * @returns {number} the largest share by which losses may differ
 */
export const tolerance = ({ steps, longest, layers }) =>
  UNIT_ROUNDOFF * (steps + 1) * (2 * layers * FUNCTIONS + longest + OTHERS);

/** @returns {{ours: number, theirs: number, difference: number, tolerance: number, agrees: boolean}} difference: as a share of the first loss */
export function compare(ours, theirs, run) {
  const difference = Math.abs(ours - theirs) / Math.max(Math.abs(run.first), Math.abs(ours));
  const allowed = tolerance(run);
  return { ours, theirs, difference, tolerance: allowed, agrees: difference <= allowed };
}
