// SPDX-License-Identifier: Apache-2.0
/** A number as people write it in a text: `.5`, `5.`, `+0.5` and `1e-3` too, which JSON does not have or writes otherwise. */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Undefined where it is none, as `0x10`, `Infinity` and `1,5` are. */
export function numberIn(text: string): number | undefined {
  const number = Number(text);
  return NUMBER.test(text) && Number.isFinite(number) ? number : undefined;
}
