// SPDX-License-Identifier: Apache-2.0
/** What a column holds, by its content: numbers, or classes. */
import type { ExperimentError } from "../engine/contract/experiment_error.ts";
import { isMissing, numberOf } from "./cell.ts";
import type { Row } from "./csv_text.ts";
import { fault, quoted } from "./fault.ts";
import { LARGEST_VALUE } from "./limits.ts";

/** A column is a number where every cell that is not missing is one. */
export type ColumnType = "number" | "class";

export interface Column {
  readonly name: string;
  /** From 0, in the file. */
  readonly index: number;
  readonly type: ColumnType;
  /** Cells without a value, over all rows. */
  readonly missing: number;
  /** Of a class with numbers among its cells: the first one that is none. It may be a slip of the pen. */
  readonly stray?: { readonly row: number; readonly text: string };
}

export interface TypeOptions {
  readonly decimalComma: boolean;
  /** Numbers too are classes. */
  readonly forceClass: boolean;
}

/** @throws ExperimentError where a column is empty, or holds numbers that are too large or written with another decimal mark. */
export function readColumn(
  rows: readonly Row[],
  name: string,
  index: number,
  { decimalComma, forceClass }: TypeOptions,
): Column {
  let missing = 0;
  let numbers = 0;
  let withOtherMark = 0;
  let text: { readonly row: number; readonly text: string } | undefined;
  let tooLarge: { readonly row: number; readonly text: string } | undefined;
  for (const { number: row, cells } of rows) {
    const cell = cells[index] ?? "";
    if (isMissing(cell)) {
      missing += 1;
      continue;
    }
    const value = numberOf(cell, decimalComma);
    if (value === undefined) {
      text ??= { row, text: cell.trim() };
      if (numberOf(cell, !decimalComma) !== undefined) withOtherMark += 1;
    } else {
      numbers += 1;
      // A comparison that NaN would fail, too.
      if (!(Math.abs(value) <= LARGEST_VALUE)) tooLarge ??= { row, text: cell.trim() };
    }
  }
  const present = rows.length - missing;
  if (present === 0) throw allMissing(name);
  // All numbers, but some only by the other decimal mark.
  if (text !== undefined && withOtherMark > 0 && numbers + withOtherMark === present) {
    throw otherMark(name, text, decimalComma);
  }
  if (text === undefined && tooLarge !== undefined) throw notFinite(name, tooLarge);
  const type = text === undefined && !forceClass ? "number" : "class";
  const stray = text !== undefined && numbers > 0 ? { stray: text } : {};
  return { name, index, type, missing, ...stray };
}

export function allMissing(column: string): ExperimentError {
  return fault(
    { column },
    {
      en: "has no value in any of the rows. Ignore it.",
      zh: "每一行都没有值。请忽略该列。",
    },
    "ignore",
  );
}

function notFinite(column: string, { row, text }: { row: number; text: string }) {
  return fault(
    { row, column },
    {
      en: `${quoted(text)} is too large for 32-bit arithmetic. Use finite numbers up to ${LARGEST_VALUE}, or leave the cell empty.`,
      zh: `${quoted(text)} 超出 32 位运算的范围。请使用绝对值不超过 ${LARGEST_VALUE} 的有限数，或留空。`,
    },
  );
}

function otherMark(
  column: string,
  { row, text }: { row: number; text: string },
  decimalComma: boolean,
) {
  return fault(
    { row, column },
    decimalComma
      ? {
          en: `${quoted(text)} has a point, and decimal commas were announced. Announce none, or ignore the column.`,
          zh: `${quoted(text)} 含有小数点，而已指定小数逗号。请不要指定小数逗号，或忽略该列。`,
        }
      : {
          en: `${quoted(text)} has a comma. If it is a decimal comma, say so; if it parts thousands, remove it; or ignore the column.`,
          zh: `${quoted(text)} 含有逗号。如果是小数逗号，请指定；如果是千位分隔符，请去掉；也可忽略该列。`,
        },
    "decimalComma",
  );
}
