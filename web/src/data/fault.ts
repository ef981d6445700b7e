// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a table, said with its place, `row 12, column "age": ...`, and what cures it. */
import type { Text } from "../engine/api.ts";
import { ExperimentError, type Refusal } from "../engine/contract/experiment_error.ts";
import { quoted } from "./shown.ts";

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
  | { readonly option: "delimiter" | "header" | "noHeader" | "missing" | "output" }
  /** The likely one, where the bytes show it. */
  | { readonly option: "encoding"; readonly is?: string }
  | { readonly option: "decimalComma"; readonly is: readonly boolean[] }
  /** All that cells say that are none. */
  | { readonly option: "missingWords"; readonly words: readonly string[] }
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
