// SPDX-License-Identifier: Apache-2.0
/** Typed columns as the table of numbers that the trainer takes; classes among the features become columns of 0 and 1. */
import { packNumbers } from "../engine/base64.ts";
import { isMissing, numberOf } from "./cell.ts";
import { type Classes, classesOf } from "./classes.ts";
import { allMissing, type Column } from "./column.ts";
import type { Row } from "./csv_text.ts";
import { madeUnique } from "./header.ts";
import { MAXIMUM_CLASSES, MAXIMUM_DISTINCT } from "./limits.ts";
import { checkNames, checkSize, checkTarget, checkText } from "./table_checks.ts";
import type { TableData } from "./table_data.ts";
import type { ColumnReport } from "./table_report.ts";

export interface Filled {
  readonly data: TableData;
  readonly columns: readonly ColumnReport[];
}

/**
 * The numbers of all rows, column by column. What is missing in a column of numbers becomes its mean.
 * @throws ExperimentError where the table would be larger than the trainer takes.
 */
export function fillTable(
  rows: readonly Row[],
  features: readonly Column[],
  target: Column,
  decimalComma: boolean,
): Filled {
  const classes = new Map<Column, Classes>();
  for (const column of [...features, target]) {
    if (column.type !== "class") continue;
    const most = column === target ? MAXIMUM_CLASSES : MAXIMUM_DISTINCT;
    classes.set(column, classesOf(rows, column, decimalComma, most));
  }
  const wanted = features.flatMap((column) => columnNames(column, classes.get(column)));
  // `a=b` may be a column of its own beside a class `a`.
  const names = madeUnique([...wanted, target.name]);
  const classNames = classes.get(target)?.names ?? [];
  checkTarget(target, classNames);
  checkNames(names, classNames, target);
  checkSize(rows.length, names);
  const values = new Float32Array(rows.length * names.length);
  const reports: ColumnReport[] = [];
  let offset = 0;
  for (const column of [...features, target]) {
    const into = { values, width: names.length, offset };
    const found = classes.get(column);
    const base = { name: column.name, missing: column.missing };
    const role = column === target ? "target" : "feature";
    const stray = column.stray === undefined ? {} : { stray: column.stray };
    if (found === undefined) {
      const { mean, ...facts } = fillNumbers(rows, column, decimalComma, into);
      const means = facts.filled > 0 ? { mean } : {};
      reports.push({ ...base, role, type: "number", ...facts, ...means });
      offset += 1;
    } else {
      if (role === "target") fillClassNumbers(found, into);
      else fillOneHot(found, into);
      const constant = found.names.length === 1;
      reports.push({
        ...base,
        role,
        type: "class",
        filled: 0,
        values: found.names,
        constant,
        ...stray,
      });
      offset += role === "target" ? 1 : found.names.length;
    }
  }
  const data: TableData = {
    type: "table",
    columns: names,
    values: packNumbers(values),
    class_names: classNames,
  };
  checkText(data);
  return { data, columns: reports };
}

/** Where a column goes in the table: `values[row * width + offset]`. */
interface Into {
  readonly values: Float32Array;
  readonly width: number;
  readonly offset: number;
}

function fillNumbers(
  rows: readonly Row[],
  { name, index }: Column,
  decimalComma: boolean,
  { values, width, offset }: Into,
): Pick<ColumnReport, "filled" | "constant" | "merged"> & { readonly mean: number } {
  const empty: number[] = [];
  const exact = new Float64Array(rows.length);
  let mean = 0;
  let count = 0;
  rows.forEach(({ cells }, row) => {
    const cell = cells[index] ?? "";
    const value = isMissing(cell) ? undefined : numberOf(cell, decimalComma);
    if (value === undefined) {
      empty.push(row);
      return;
    }
    exact[count] = value;
    count += 1;
    mean += (value - mean) / count;
    values[row * width + offset] = value;
  });
  // Other columns may have had the rows with its values dropped.
  if (count === 0) throw allMissing(name);
  for (const row of empty) values[row * width + offset] = mean;
  const first = values[offset];
  const constant = rows.every((_, row) => values[row * width + offset] === first);
  return { filled: empty.length, mean, constant, ...mergedOf(exact.subarray(0, count)) };
}

/** A share of the different values that may fall together without a word: any thousands of decimals have a few such pairs. */
const MERGED_UNSAID = 0.01;

function mergedOf(values: Float64Array): Pick<ColumnReport, "merged"> {
  const to = new Set(Float32Array.from(values)).size;
  if (to === values.length) return {};
  const from = new Set(values).size;
  return from - to > MERGED_UNSAID * from ? { merged: { from, to } } : {};
}

function fillClassNumbers({ numbers }: Classes, { values, width, offset }: Into): void {
  numbers.forEach((number, row) => {
    values[row * width + offset] = number;
  });
}

function fillOneHot({ numbers }: Classes, { values, width, offset }: Into): void {
  numbers.forEach((number, row) => {
    values[row * width + offset + number] = 1;
  });
}

/** `age`, or `colour=blue`, `colour=red`. */
function columnNames({ name }: Column, classes: Classes | undefined): string[] {
  return classes === undefined ? [name] : classes.names.map((value) => `${name}=${value}`);
}
