// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a table, said with its place: `row 12, column "age": ...`, and texts of strangers as they stand in a sentence. */
import type { Text } from "../engine/api.ts";
import { ExperimentError, type Refusal } from "../engine/contract/experiment_error.ts";

export interface Place {
  /** From 1, counted as a spreadsheet counts: the header and empty rows too. */
  readonly row?: number;
  readonly column?: string;
}

/** A column of the file, for a cure that names it. */
export interface ColumnPlace {
  readonly name: string;
  /** From 1. */
  readonly position: number;
}

/** What a column may be read as, whatever it looks like: see `CsvOptions.as`. */
export const COLUMN_READINGS = [
  "number",
  "whole",
  "class",
  "days",
  "day_first",
  "month_first",
] as const;
export type ColumnReading = (typeof COLUMN_READINGS)[number];

/** An option that cures a table, and what it has to say: each face of the program spells it in its own way. */
export type Cure =
  | { readonly option: "delimiter" | "header" | "noHeader" | "missing" | "encoding" }
  | { readonly option: "decimalComma"; readonly is: readonly boolean[] }
  | { readonly option: "ignore"; readonly columns: readonly ColumnPlace[] }
  | {
      readonly option: "as";
      readonly column: ColumnPlace;
      readonly readings: readonly ColumnReading[];
    };

/** A table that is refused. */
export class TableError extends ExperimentError {
  constructor(
    refusal: Refusal,
    readonly cures: readonly Cure[],
  ) {
    super(refusal);
  }
}

/** The path is the place in English; the Chinese sentence begins with it, so that it stands on its own. */
export function fault({ row, column }: Place, { en, zh }: Text, ...cures: Cure[]): TableError {
  const name = column === undefined ? undefined : quoted(column);
  const place = [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(name === undefined ? [] : [`column "${name}"`]),
  ];
  const where = `${row === undefined ? "" : `第 ${row} 行`}${name === undefined ? "" : `“${name}”列`}`;
  const message = { message: en, zh: where === "" ? zh : `${where}：${zh}` };
  return new TableError({ path: place.join(", "), ...message }, cures);
}

const MOST_SHOWN = 40;

/** Signs that a terminal or a page obeys instead of showing: controls, and marks that turn the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A text from outside as it stands in a sentence: on one line, its control characters visible, and cut where it is long. */
export function quoted(text: string, most = MOST_SHOWN): string {
  // So much and no more is looked at: each sign may be a pair of surrogates, and blanks fall together.
  const line = text.slice(0, 8 * most).replace(/\s+/g, " ");
  const visible = line.replace(
    OBEYED,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  const signs = [...visible];
  const isWhole = signs.length <= most && text.length <= 8 * most;
  return isWhole ? visible : `${signs.slice(0, most - 1).join("")}…`;
}

/** As many names as a sentence bears. */
const NAMES_SHOWN = 12;

export function listed(names: readonly string[], most = NAMES_SHOWN): string {
  const shown = names
    .slice(0, most)
    .map((name) => quoted(name))
    .join(", ");
  return names.length > most ? `${shown}, … (${names.length})` : shown;
}
