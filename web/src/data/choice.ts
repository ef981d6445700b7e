// SPDX-License-Identifier: Apache-2.0
/** Which columns are taken: the target, and the features that are not ignored. */
import type { ExperimentError } from "../engine/contract/experiment_error.ts";
import { fault, quoted } from "./fault.ts";

/** A column by its name, or by its number from 1; a text that is no name may be a number too. */
export type ColumnChoice = string | number;

export interface Chosen {
  /** Indices from 0, in the order of the file. */
  readonly features: readonly number[];
  readonly target: number;
  readonly ignored: readonly number[];
}

/**
 * `taken`: the cells of a first row that was taken for data without anybody saying so.
 * @throws ExperimentError where there is no such column, or nothing to learn from.
 */
export function choose(
  names: readonly string[],
  target: ColumnChoice,
  ignore: readonly ColumnChoice[],
  taken: readonly string[] = [],
): Chosen {
  if (names.length < 2) throw oneColumn();
  const find = (choice: ColumnChoice): number => {
    const index = indexOf(names, choice);
    if (index !== undefined) return index;
    const isTaken = taken.some((cell) => cell.trim() === String(choice).trim());
    throw isTaken ? inFirstRow(choice) : noSuchColumn(names, choice);
  };
  const targetIndex = find(target);
  const ignored = [...new Set(ignore.map(find))].sort((a, b) => a - b);
  if (ignored.includes(targetIndex)) {
    throw fault(
      { column: names[targetIndex] ?? "" },
      {
        en: "is the target and ignored at once. Keep one of the two.",
        zh: "既是目标又被忽略。请二者取一。",
      },
    );
  }
  const leftOut = new Set([...ignored, targetIndex]);
  const features = [...names.keys()].filter((index) => !leftOut.has(index));
  if (features.length === 0) {
    throw fault(
      {},
      {
        en: "every column but the target is ignored. Leave one to learn from.",
        zh: "除目标外的列都被忽略了。请至少保留一列用于学习。",
      },
    );
  }
  return { features, target: targetIndex, ignored };
}

function indexOf(names: readonly string[], choice: ColumnChoice): number | undefined {
  const byName = typeof choice === "string" ? names.indexOf(choice.trim()) : -1;
  if (byName >= 0) return byName;
  const number = typeof choice === "number" || /^\d+$/.test(choice) ? Number(choice) : 0;
  return Number.isInteger(number) && number >= 1 && number <= names.length ? number - 1 : undefined;
}

function inFirstRow(choice: ColumnChoice): ExperimentError {
  return fault(
    { column: quoted(String(choice)) },
    {
      en: "stands in the first row, which was taken for data because it has numbers. Say that there is a header.",
      zh: "出现在第一行，而第一行含有数，被当作了数据。请指定有表头。",
    },
    "header",
  );
}

function noSuchColumn(names: readonly string[], choice: ColumnChoice): ExperimentError {
  const shown = names.slice(0, 10).map((name) => quoted(name));
  const more = names.length > shown.length ? ", …" : "";
  return fault(
    { column: quoted(String(choice)) },
    {
      en: `there is no such column. Give one of ${shown.join(", ")}${more}, or its number from 1 to ${names.length}.`,
      zh: `没有这一列。请使用以下列名之一：${shown.join("、")}${more === "" ? "" : "……"}，或 1 到 ${names.length} 的列号。`,
    },
  );
}

function oneColumn(): ExperimentError {
  return fault(
    {},
    {
      en: "the table has one column, and a feature and a target are needed. Check the delimiter.",
      zh: "表格只有一列，而至少需要一个特征和一个目标。请检查分隔符。",
    },
    "delimiter",
  );
}
