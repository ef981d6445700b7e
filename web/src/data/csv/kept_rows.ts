// SPDX-License-Identifier: Apache-2.0
/** Which rows stay: where values are missing a row goes, or is refused. */
import { fault, type TableError } from "../fault.ts";
import { listed, quoted } from "../shown.ts";
import type { Column } from "./columns.ts";
import type { MissingPolicy } from "./options.ts";
import type { Row } from "./scan.ts";

/** @throws TableError at the first missing value, where they are refused, and where no row stays. */
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
  const lacks = (row: Row) =>
    needed.find(({ index, absent }) => absent.at(row.text, row.begin(index), row.end(index)));
  const kept: Row[] = [];
  for (const row of rows) {
    const column = lacks(row);
    if (column === undefined) kept.push(row);
    else if (policy === "refuse") throw refused(row, column);
  }
  if (kept.length === 0) throw nothingLeft(needed);
  return kept;
}

function refused(row: Row, column: Column): TableError {
  const text = row.cell(column.index);
  const [en, zh] =
    text === ""
      ? ["", ""]
      : [` (${quoted(text)} counts as missing)`, `（${quoted(text)} 视为缺失）`];
  return fault(
    { row: row.number, column: column.name },
    {
      en: `the value is missing${en}. Fill it in, ignore the column, or have such rows dropped or filled with the mean.`,
      zh: `缺少数值${zh}。请补上，忽略该列，或选择删除这样的行、用均值填充。`,
    },
    { option: "missing" },
  );
}

function nothingLeft(columns: readonly Column[]): TableError {
  return fault(
    {},
    {
      en: `every row lacks a value, so none is left. Ignore the columns with many missing values: ${listed(columns.map(({ name }) => name))}.`,
      zh: `每一行都有缺失值，没有剩下任何行。请忽略缺失值多的列：${listed(columns.map(({ name }) => name))}。`,
    },
    { option: "ignore", columns: [mostMissing(columns)] },
  );
}

function mostMissing(columns: readonly Column[]): Column {
  return columns.reduce((most, column) => (column.missing > most.missing ? column : most));
}
