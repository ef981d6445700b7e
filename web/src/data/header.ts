// SPDX-License-Identifier: Apache-2.0
/** The names of the columns: from the first row, or made up. */
import { numberOf } from "./cell.ts";
import type { Row } from "./csv_text.ts";
import { fault, quoted } from "./fault.ts";
import { LONGEST_NAME } from "./limits.ts";

/** A name that was empty or given twice. */
export interface Renamed {
  /** From 1. */
  readonly column: number;
  /** Empty where the header gave none. */
  readonly from: string;
  readonly to: string;
}

export interface Header {
  /** All different, none empty. */
  readonly names: readonly string[];
  readonly renamed: readonly Renamed[];
}

/** A header is a first row without any number. A table of texts alone is taken to have one. */
export function looksLikeHeader(first: Row, decimalComma: boolean): boolean {
  return first.cells.every((cell) => numberOf(cell, decimalComma) === undefined);
}

/** `column_1`, `column_2`, ... for a table without a header. */
export function madeUpHeader(width: number): Header {
  return { names: Array.from({ length: width }, (_, index) => `column_${index + 1}`), renamed: [] };
}

/** @throws ExperimentError where a name is longer than the trainer takes. */
export function readHeader({ number: row, cells }: Row): Header {
  const given = cells.map((cell) => cell.trim().replace(/\s+/g, " "));
  given.forEach((name, index) => {
    checkName(name, { row, column: `${index + 1}` });
  });
  const names = madeUnique(given);
  const renamed = names.flatMap((to, index) => {
    const from = given[index] ?? "";
    return to === from ? [] : [{ column: index + 1, from, to }];
  });
  return { names, renamed };
}

/** Each once and none empty. What is given once keeps its name, wherever it stands. */
export function madeUnique(given: readonly string[]): string[] {
  const taken = new Set(given);
  const seen = new Set<string>();
  /** The number that was tried last behind a name. */
  const tried = new Map<string, number>();
  return given.map((name, index) => {
    if (name !== "" && !seen.has(name)) {
      seen.add(name);
      return name;
    }
    const base = name === "" ? `column_${index + 1}` : name;
    let count = tried.get(base) ?? 1;
    let other = name === "" ? base : `${base}_${++count}`;
    while (taken.has(other)) other = `${base}_${++count}`;
    tried.set(base, count);
    taken.add(other);
    return other;
  });
}

const encoder = new TextEncoder();

/** @throws ExperimentError where the trainer would not take it. */
export function checkName(name: string, place: { row?: number; column: string }): void {
  if (name.length <= LONGEST_NAME / 3) return;
  const bytes = encoder.encode(name).length;
  if (bytes <= LONGEST_NAME) return;
  throw fault(place, {
    en: `the name "${quoted(name)}" has ${bytes} bytes, more than ${LONGEST_NAME}. Shorten it.`,
    zh: `名称“${quoted(name)}”有 ${bytes} 字节，超过 ${LONGEST_NAME} 字节。请缩短。`,
  });
}
