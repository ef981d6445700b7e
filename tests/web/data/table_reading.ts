// SPDX-License-Identifier: Apache-2.0
/** A table that was read, as tests look at it. */
import { tableFromCsv } from "../../../web/src/data/csv/csv.ts";
import type { CsvOptions } from "../../../web/src/data/csv/options.ts";
import { reportSentences } from "../../../web/src/data/csv/sentences.ts";
import { TableError } from "../../../web/src/data/fault.ts";
import { decodeBase64 } from "../../../web/src/engine/base64.ts";

export function readTable(source: string | Uint8Array, options: Partial<CsvOptions> = {}) {
  const { data, report } = tableFromCsv(source, { target: "y", ...options });
  const numbers = [...new Float32Array(decodeBase64(data.values).buffer)];
  const width = data.columns.length;
  const rows = Array.from({ length: numbers.length / width }, (_, row) =>
    numbers.slice(row * width, (row + 1) * width),
  );
  /** The numbers of one column of the table. */
  const column = (name: string) => rows.map((row) => row[data.columns.indexOf(name)]);
  const said = [...reportSentences(report)].map(({ en }) => en).join(" ");
  return { data, report, rows, column, said };
}

export function refusal(
  source: string | Uint8Array,
  options: Partial<CsvOptions> = {},
): TableError {
  try {
    tableFromCsv(source, { target: "y", ...options });
  } catch (error) {
    if (error instanceof TableError) return error;
    throw error;
  }
  throw new Error("was accepted");
}
