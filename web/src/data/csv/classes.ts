// SPDX-License-Identifier: Apache-2.0
/** Texts as classes: which are the same, and in which order they are numbered. */
import { plain, UNSEEN } from "./cells.ts";

/** The different texts of a column, numbered. */
export interface Classes {
  /** Sorted: as numbers where all are, else by their characters. */
  readonly names: readonly string[];
  /** By the rows. */
  readonly numbers: Int32Array;
}

const WHOLE = /^[+-]?\d{1,30}$/;
const WITH_ZEROS = /^([+-]?\d{1,30})\.0{1,30}$/;

/**
 * 1 and 1.0 are one class where all are whole; 1.1 and 1.10, 1 and 01 are two.
 * @param textAt of a row from 0, without blanks around it
 */
export function classesOf(rows: number, textAt: (row: number) => string): Classes {
  const found = new Map<string, number>();
  const order = new Int32Array(rows);
  const numbered = (name: string) => {
    let number = found.get(name);
    if (number === undefined) {
      number = found.size;
      found.set(name, number);
    }
    return number;
  };
  // The same text is looked at once.
  const known = new Map<string, number>();
  for (let row = 0; row < rows; row += 1) {
    const text = textAt(row);
    let number = known.get(text);
    if (number === undefined) {
      number = numbered(className(text));
      known.set(text, number);
    }
    order[row] = number;
  }
  const written = [...found.keys()];
  const areWhole = written.every((text) => WHOLE.test(text) || WITH_ZEROS.test(text));
  if (areWhole && written.some((text) => text.includes("."))) {
    const bare = written.map(withoutZeros);
    found.clear();
    const merged = bare.map(numbered);
    order.forEach((number, row) => {
      order[row] = merged[number] ?? 0;
    });
  }
  const values = new Map([...found.keys()].map((name) => [name, Number(plain(name))]));
  const areNumbers = [...values.values()].every((value) => !Number.isNaN(value));
  const byValue = (a: string, b: string) =>
    (values.get(a) ?? 0) - (values.get(b) ?? 0) || byCharacters(a, b);
  const names = [...found.keys()].sort(areNumbers ? byValue : byCharacters);
  const rank = new Int32Array(names.length);
  names.forEach((name, number) => {
    rank[found.get(name) ?? 0] = number;
  });
  return { names, numbers: order.map((number) => rank[number] ?? 0) };
}

/** Spaces that do not break, signs that nobody sees, and letters that are composed in two ways, make no other class. */
export function className(cell: string): string {
  return cell
    .replaceAll(/[\u00a0\u2007\u202f]/g, " ")
    .replace(UNSEEN, "")
    .normalize("NFC");
}

/** `1` of `1.0`. */
export const withoutZeros = (name: string): string => WITH_ZEROS.exec(name)?.[1] ?? name;

/** The same everywhere, whatever the language of the machine. */
function byCharacters(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
