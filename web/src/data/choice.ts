// SPDX-License-Identifier: Apache-2.0
/** Which columns are taken: the target, and the features that are not ignored. */
import { fault, listed, quoted, type TableError } from "./fault.ts";
import { nameOf } from "./layout.ts";

/** A column by its name, or by its place from 1: as a number, `#3`, or `3` where no column is called so. */
export type ColumnChoice = string | number;

export interface Chosen {
  /** Indices from 0, in the order of the file. */
  readonly features: readonly number[];
  readonly target: number;
  readonly ignored: readonly number[];
}

/**
 * `taken`: the cells of a first row that was taken for data without anybody saying so.
 * @throws TableError where there is no such column, or nothing to learn from.
 */
export function choose(
  names: readonly string[],
  target: ColumnChoice,
  ignore: readonly ColumnChoice[],
  taken: readonly string[] = [],
): Chosen {
  if (names.length < 2) throw oneColumn();
  const targetIndex = columnOf(names, target, taken);
  const ignored = [...new Set(ignore.flatMap((choice) => columnsOf(names, choice, taken)))];
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
  return { features, target: targetIndex, ignored: ignored.sort((a, b) => a - b) };
}

/** @throws TableError where there is no such column. */
export function columnOf(
  names: readonly string[],
  choice: ColumnChoice,
  taken: readonly string[],
): number {
  const index = indexOf(names, choice);
  if (index !== undefined) return index;
  const isTaken = taken.some((cell) => nameOf(cell) === nameOf(String(choice)));
  throw isTaken ? inFirstRow(choice) : noSuchColumn(names, choice);
}

/** One column; or several with commas between, each the longest name that fits, or its place, or a range of places, `#3-#9`. */
function columnsOf(
  names: readonly string[],
  choice: ColumnChoice,
  taken: readonly string[],
): number[] {
  const whole = indexOf(names, choice);
  if (whole !== undefined) return [whole];
  const pieces = String(choice).split(",");
  const most = 1 + names.reduce((count, name) => Math.max(count, name.split(",").length), 0);
  const found: number[] = [];
  for (let begin = 0; begin < pieces.length; ) {
    let end = Math.min(pieces.length, begin + most);
    const part = () => pieces.slice(begin, end).join(",");
    while (end > begin + 1 && indexOf(names, part()) === undefined) end -= 1;
    if (part().trim() !== "" || pieces.length === 1) {
      found.push(...(rangeOf(part(), names.length) ?? [columnOf(names, part(), taken)]));
    }
    begin = end;
  }
  return found;
}

function rangeOf(text: string, most: number): number[] | undefined {
  const [, first, last] = /^ ?#(\d{1,6})-#?(\d{1,6}) ?$/.exec(text) ?? [];
  const [begin, end] = [Number(first), Number(last)];
  if (!(begin >= 1 && begin <= end && end <= most)) return undefined;
  return Array.from({ length: end - begin + 1 }, (_, index) => begin - 1 + index);
}

function indexOf(names: readonly string[], choice: ColumnChoice): number | undefined {
  const byName = typeof choice === "string" ? names.indexOf(nameOf(choice)) : -1;
  if (byName >= 0) return byName;
  const [, digits] = /^#?(\d{1,6})$/.exec(String(choice).trim()) ?? [];
  const place = Number(digits);
  return place >= 1 && place <= names.length ? place - 1 : undefined;
}

function inFirstRow(choice: ColumnChoice): TableError {
  return fault(
    { column: String(choice) },
    {
      en: "stands in the first row, which was taken for data because it has numbers. Say that there is a header.",
      zh: "出现在第一行，而第一行含有数，被当作了数据。请指定有表头。",
    },
    { option: "header" },
  );
}

function noSuchColumn(names: readonly string[], choice: ColumnChoice): TableError {
  const wanted = nameOf(String(choice)).toLowerCase();
  const near = names.find((name) => name.toLowerCase() === wanted);
  const [en, zh] =
    near === undefined
      ? [`Give one of ${listed(names, 10)}`, `请使用以下列名之一：${listed(names, 10)}`]
      : [`Do you mean ${quoted(near)}? Give its name`, `是否指 ${quoted(near)}？请使用其列名`];
  return fault(
    { column: String(choice) },
    {
      en: `there is no such column. ${en}, or its number from 1 to ${names.length}.`,
      zh: `没有这一列。${zh}，或 1 到 ${names.length} 的列号。`,
    },
  );
}

function oneColumn(): TableError {
  return fault(
    {},
    {
      en: "the table has one column, and a feature and a target are needed. Check the delimiter.",
      zh: "表格只有一列，而至少需要一个特征和一个目标。请检查分隔符。",
    },
    { option: "delimiter" },
  );
}
