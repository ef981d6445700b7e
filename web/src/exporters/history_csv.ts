// SPDX-License-Identifier: Apache-2.0
/** Recorded points as lines of CSV. Numbers keep all their digits. */
import { HISTORY_COLUMNS } from "../engine/api.ts";

export const HEADER = `${HISTORY_COLUMNS.join(",")}\n`;

/** A whole history as a file. `rows`: point after point, HISTORY_COLUMNS wide. */
export const historyCsv = (rows: Float64Array): string => HEADER + csvLines(rows);

export function csvLines(rows: Float64Array): string {
  const width = HISTORY_COLUMNS.length;
  let text = "";
  for (let row = 0; row < rows.length; row += width) {
    text += `${Array.from(rows.subarray(row, row + width), cell).join(",")}\n`;
  }
  return text;
}

/** The shortest digits that read back as the same number; nothing where a column does not apply. */
function cell(value: number): string {
  return Number.isNaN(value) ? "" : String(value);
}
