// SPDX-License-Identifier: Apache-2.0
/** Rows with missing values: refused, dropped, or kept to be filled. */
import { isMissing } from "./cell.ts";
import type { Column } from "./column.ts";
import type { Row } from "./csv_text.ts";
import { fault } from "./fault.ts";

/**
 * "refuse": a missing value is a fault. "drop": its row is left out. "mean": a feature that is a number gets the mean of its column
 * over the rows that stay; rows whose target or whose class is missing are left out, because a mean of those says nothing.
 */
export const MISSING_POLICIES = ["refuse", "drop", "mean"] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

/** @throws ExperimentError at the first missing value, where they are refused, and where no row stays. */
export function rowsKept(
  rows: readonly Row[],
  features: readonly Column[],
  target: Column,
  policy: MissingPolicy,
): readonly Row[] {
  const fillable = (column: Column) =>
    policy === "mean" && column !== target && column.type === "number";
  const needed = [...features, target].filter((column) => column.missing > 0 && !fillable(column));
  if (needed.length === 0) return rows;
  const lacks = (row: Row) => needed.find(({ index }) => isMissing(row.cells[index] ?? ""));
  const kept: Row[] = [];
  for (const row of rows) {
    const column = lacks(row);
    if (column === undefined) kept.push(row);
    else if (policy === "refuse") throw refused(row.number, column.name);
  }
  if (kept.length === 0) throw nothingLeft();
  return kept;
}

function refused(row: number, column: string) {
  return fault(
    { row, column },
    {
      en: "the value is missing. Fill it in, ignore the column, or have such rows dropped or filled with the mean.",
      zh: "缺少数值。请补上，忽略该列，或选择删除这样的行、用均值填充。",
    },
    "missing",
  );
}

function nothingLeft() {
  return fault(
    {},
    {
      en: "every row lacks a value, so none is left. Ignore the columns with many missing values.",
      zh: "每一行都有缺失值，没有剩下任何行。请忽略缺失值多的列。",
    },
    "ignore",
  );
}
