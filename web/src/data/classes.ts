// SPDX-License-Identifier: Apache-2.0
/** The different texts of a column, numbered. */
import { numberOf } from "./cell.ts";
import type { Column } from "./column.ts";
import type { Row } from "./csv_text.ts";
import { fault, quoted } from "./fault.ts";

export interface Classes {
  /** Sorted: as numbers where all are, else by their characters. */
  readonly names: readonly string[];
  /** By the rows that were given. */
  readonly numbers: Int32Array;
}

/** @throws ExperimentError where there are more than `most`. */
export function classesOf(
  rows: readonly Row[],
  { name: column, index, stray }: Column,
  decimalComma: boolean,
  most: number,
): Classes {
  // 1, 1.0 and 01 are one class, where all are numbers.
  const value = (cell: string) => numberOf(cell, decimalComma);
  const isNumeric = rows.every(({ cells }) => value(cells[index] ?? "") !== undefined);
  const text = (cell: string) => (isNumeric ? String(value(cell)) : cell.trim());
  const found = new Map<string, number>();
  const order = new Int32Array(rows.length);
  rows.forEach(({ cells }, place) => {
    const name = text(cells[index] ?? "");
    let number = found.get(name);
    if (number === undefined) {
      number = found.size;
      found.set(name, number);
    }
    order[place] = number;
  });
  if (found.size > most) throw tooMany(column, found.size, most, stray);
  const names = [...found.keys()].sort(isNumeric ? (a, b) => Number(a) - Number(b) : byCharacters);
  const rank = new Map(names.map((name, number) => [found.get(name), number]));
  return { names, numbers: order.map((number) => rank.get(number) ?? 0) };
}

/** The same everywhere, whatever the language of the machine. */
function byCharacters(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function tooMany(column: string, size: number, most: number, stray: Column["stray"]) {
  const slip =
    stray === undefined
      ? { en: "", zh: "" }
      : {
          en: ` The first that is no number is "${quoted(stray.text)}" in row ${stray.row}; if all should be numbers, mend it.`,
          zh: `第一个不是数的是第 ${stray.row} 行的“${quoted(stray.text)}”；如果整列都应是数，请改正。`,
        };
  return fault(
    { column },
    {
      en: `has ${size} different values, more than the ${most} a column of classes may have. Ignore it, or make groups of them.${slip.en}`,
      zh: `有 ${size} 个不同的值，超过类别列允许的 ${most} 个。请忽略该列，或将值归并成组。${slip.zh}`,
    },
  );
}
