// SPDX-License-Identifier: Apache-2.0
/** What one cell says: nothing, a number, or a text. */

const MISSING = new Set(["", "NA", "NaN", "nan", "null", "NULL", "?"]);

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
