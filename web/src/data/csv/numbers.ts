// SPDX-License-Identifier: Apache-2.0
/** A column of numbers as 32-bit arithmetic takes it. */
import { type ColumnPlace, fault, type TableError } from "../fault.ts";
import { quoted } from "../shown.ts";
import { LARGEST_VALUE } from "../table.ts";
import { plain } from "./cells.ts";
import { type Column, numberIn, takesPlain } from "./columns.ts";
import type { Row } from "./scan.ts";
import type { Spot } from "./survey.ts";
import { PlainNumber } from "./written_number.ts";

/** A number that may say that there is none. */
export interface Outlier {
  /** As it stands in the file. */
  readonly text: string;
  readonly count: number;
}

/** The numbers of a column in the rows that stayed, and what is to be said of them. */
export interface Numbers {
  readonly exact: Float64Array;
  /** Cells without a value: filled with the mean. */
  readonly filled: number;
  readonly mean?: number;
  readonly range: { readonly least: number; readonly most: number };
  /** The same 32-bit number in every row. */
  readonly constant: boolean;
  /** How many different values the file has, and how many of 32 bits became of them, where not a few fell together. */
  readonly merged?: { readonly from: number; readonly to: number };
  readonly outlier?: Outlier;
}

/** With the mean where a value is missing. @throws TableError where a number is too large. */
export function numbersOf(rows: readonly Row[], column: Column): Numbers {
  const { index, absent, reader } = column;
  const exact = new Float64Array(rows.length);
  const empty: number[] = [];
  let [mean, count, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const written = new PlainNumber();
  let decimals = 0;
  const numberAt = (row: Row): number | undefined => {
    const begin = row.begin(index);
    const end = row.end(index);
    if (reader === undefined || absent.at(row.text, begin, end)) return undefined;
    if (written.read(row.text, begin, end) && takesPlain(reader, written)) {
      decimals = Math.max(decimals, written.decimals);
      return written.value;
    }
    decimals = Number.POSITIVE_INFINITY;
    return numberIn(row.cell(index), reader);
  };
  rows.forEach((row, place) => {
    const value = numberAt(row);
    if (value === undefined) {
      empty.push(place);
      return;
    }
    // A comparison that NaN would fail, too.
    if (!(Math.abs(value) <= LARGEST_VALUE))
      throw notFinite(column, { row: row.number, text: row.cell(index) });
    exact[place] = value;
    count += 1;
    mean += (value - mean) / count;
    least = Math.min(least, value);
    most = Math.max(most, value);
  });
  // Other columns may have had the rows with its values dropped.
  if (count === 0) throw noValueLeft(column);
  for (const place of empty) exact[place] = mean;
  // Numbers of so few decimals lie farther apart than floats of that size.
  const step = 10 ** -decimals;
  const areApart = empty.length === 0 && step > Math.max(-least, most) * 2 ** -22;
  const merged = areApart ? undefined : mergedOf(rows, column, exact);
  const outlier = outlierOf(rows, column, exact, { least, most });
  const constant = exact.every((value) => Math.fround(value) === Math.fround(exact[0] ?? 0));
  return {
    exact,
    filled: empty.length,
    range: { least, most },
    constant,
    ...(empty.length > 0 ? { mean } : {}),
    ...(merged === undefined ? {} : { merged }),
    ...(outlier === undefined ? {} : { outlier }),
  };
}

/** -9, 99, -999 and so on: what people write where they have no value. */
const STAND_INS: ReadonlySet<number> = new Set(
  [2, 3, 4, 5, 6].flatMap((digits) => [10 ** digits - 1, 1 - 10 ** digits]),
);

function outlierOf(
  rows: readonly Row[],
  { index }: Column,
  values: Float64Array,
  { least, most }: { least: number; most: number },
): Outlier | undefined {
  for (const value of [least, most]) {
    if (!STAND_INS.has(value)) continue;
    const others = values.filter((other) => other !== value);
    const count = values.length - others.length;
    if (count < 2 || others.length < 3) continue;
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const other of others) {
      low = Math.min(low, other);
      high = Math.max(high, other);
    }
    const distance = value < low ? low - value : value - high;
    if (high === low || distance < 3 * (high - low)) continue;
    return { text: rows[values.indexOf(value)]?.cell(index) ?? String(value), count };
  }
  return undefined;
}

/** A share of the different values that may fall together without a word: any thousands of decimals have a few such pairs. */
const MERGED_UNSAID = 0.01;

function mergedOf(rows: readonly Row[], { index, absent }: Column, values: Float64Array) {
  // In order, so that equal numbers stand side by side.
  const sorted = values.slice().sort();
  let [doubles, to] = [0, 0];
  sorted.forEach((value, at) => {
    const before = sorted[at - 1] ?? Number.NaN;
    doubles += value === before ? 0 : 1;
    to += Math.fround(value) === Math.fround(before) ? 0 : 1;
  });
  if (to === values.length) return undefined;
  // Above this, what is written differently may be one number to JavaScript too.
  const isLarge = Math.max(-(sorted[0] ?? 0), sorted.at(-1) ?? 0) > Number.MAX_SAFE_INTEGER;
  const texts = () => rows.map((row) => plain(row.cell(index))).filter((text) => !absent.has(text));
  const from = isLarge ? new Set(texts()).size : doubles;
  return from - to > MERGED_UNSAID * from ? { from, to } : undefined;
}

function noValueLeft(column: ColumnPlace): TableError {
  return fault(
    { column: column.name },
    {
      en: "has no value in any of the rows that stay. Ignore it.",
      zh: "留下的行中都没有值。请忽略该列。",
    },
    { option: "ignore", columns: [column] },
  );
}

function notFinite(column: Column, { row, text }: Spot): TableError {
  return fault(
    { row, column: column.name },
    {
      en: `${quoted(text)} is too large for 32-bit arithmetic. Use finite numbers up to ${LARGEST_VALUE}, or leave the cell empty.`,
      zh: `${quoted(text)} 超出 32 位运算的范围。请使用绝对值不超过 ${LARGEST_VALUE} 的有限数，或留空。`,
    },
    { option: "ignore", columns: [column] },
  );
}
