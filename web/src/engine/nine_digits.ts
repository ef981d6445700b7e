// SPDX-License-Identifier: Apache-2.0

/** A 32-bit number in the nine digits that bring it back, as short as it is read. Whole ones need no text for that. */
export function nineDigits(value: number): number {
  // Of zero only one is written.
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return value + 0;
  return Number(value.toPrecision(9));
}
