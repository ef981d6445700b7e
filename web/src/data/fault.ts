// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a table, said with its place: `row 12, column "age": ...`. */
import type { Text } from "../engine/api.ts";
import { ExperimentError, type Refusal } from "../engine/contract/experiment_error.ts";
import type { CsvOptions } from "./csv.ts";

export interface Place {
  /** From 1, counted as a spreadsheet counts: the header and empty rows too. */
  readonly row?: number;
  readonly column?: string;
}

/** An option that may cure a table, noHeader for one without: each face of the program spells it in its own way. */
export type Cure = Exclude<keyof CsvOptions, "target" | "classes"> | "noHeader";

/** A table that is refused. */
export class TableError extends ExperimentError {
  constructor(
    refusal: Refusal,
    readonly option?: Cure,
  ) {
    super(refusal);
  }
}

/** The path is the place in English; the Chinese sentence begins with it, so that it stands on its own. */
export function fault({ row, column }: Place, { en, zh }: Text, option?: Cure): TableError {
  const place = [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(column === undefined ? [] : [`column "${column}"`]),
  ];
  const ort = `${row === undefined ? "" : `第 ${row} 行`}${column === undefined ? "" : `“${column}”列`}`;
  const message = { message: en, zh: ort === "" ? zh : `${ort}：${zh}` };
  return new TableError({ path: place.join(", "), ...message }, option);
}

/** The text of a cell as it is quoted in a sentence. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
