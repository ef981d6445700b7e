// SPDX-License-Identifier: Apache-2.0
/** What one cell says: nothing, a number, or a text. */

/**
 * How a missing value is written, if the cell is not empty: as pandas writes and reads it, and the ? of the UCI tables. The letters
 * are as they stand here, for Na may be sodium and none an answer. Neither is - among them, which may be a class, as in + and -.
 */
export const MISSING_WORDS: readonly string[] =
  "NA N/A n/a #N/A <NA> NaN nan null NULL None ?".split(" ");

const MISSING: ReadonlySet<string> = new Set(["", ...MISSING_WORDS]);

export function isMissing(cell: string): boolean {
  return MISSING.has(cell.trim());
}

const WITH_POINT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const WITH_COMMA = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;

/** The number of a cell, not always a finite one (`inf`, `1e999`); undefined where it is none. No separators of thousands. */
export function numberOf(cell: string, decimalComma: boolean): number | undefined {
  const text = cell.trim();
  if ((decimalComma ? WITH_COMMA : WITH_POINT).test(text)) {
    return Number(decimalComma ? text.replace(",", ".") : text);
  }
  if (!INFINITE.test(text)) return undefined;
  return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
