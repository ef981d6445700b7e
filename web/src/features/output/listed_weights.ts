// SPDX-License-Identifier: Apache-2.0
/** Which weights of a unit are written out, and in which order. */

/** So many keep the order of what they look at; of more the largest come first. */
const IN_ORDER = 8;
const MOST = 40;

/** Numbers of the weights to write, and how many are left out. */
export function listed(weights: ArrayLike<number>): {
  readonly shown: readonly number[];
  readonly left: number;
} {
  const all = Array.from({ length: weights.length }, (_, index) => index);
  if (all.length <= IN_ORDER) return { shown: all, left: 0 };
  const size = (index: number) => Math.abs(weights[index] ?? 0) || 0;
  const shown = all.sort((one, other) => size(other) - size(one)).slice(0, MOST);
  return { shown, left: all.length - shown.length };
}
