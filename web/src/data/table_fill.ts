// SPDX-License-Identifier: Apache-2.0
/** Columns as the table of numbers that the trainer takes: rows without values go or are filled, classes among the features become columns of 0 and 1. */
import type { Text } from "../engine/api.ts";
import { packNumbers } from "../engine/base64.ts";
import { plain } from "./cells.ts";
import { type Column, numberIn, type Spot } from "./columns.ts";
import type { Row } from "./csv_text.ts";
import { type ColumnPlace, fault, listed, quoted, type TableError } from "./fault.ts";
import { checkName, madeUnique } from "./layout.ts";
import {
  LARGEST_VALUE,
  MAXIMUM_CLASSES,
  MAXIMUM_COLUMNS,
  MAXIMUM_DISTINCT,
  MAXIMUM_NUMBERS,
  MAXIMUM_TEXT,
  type TableData,
} from "./table_data.ts";

/**
 * "refuse": a missing value is a fault. "drop": its row is left out. "mean": a feature that is a number gets the mean of its column
 * over the rows that stay; rows whose target or whose class is missing are left out, because a mean of those says nothing.
 */
export const MISSING_POLICIES = ["refuse", "drop", "mean"] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

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
    needed.find(({ index, absent }) => absent.has(row.cells[index] ?? ""));
  const kept: Row[] = [];
  for (const row of rows) {
    const column = lacks(row);
    if (column === undefined) kept.push(row);
    else if (policy === "refuse") throw refused(row, column);
  }
  if (kept.length === 0) throw nothingLeft(needed);
  return kept;
}

function refused({ number, cells }: Row, column: Column): TableError {
  const text = (cells[column.index] ?? "").trim();
  const [en, zh] =
    text === ""
      ? ["", ""]
      : [` (${quoted(text)} counts as missing)`, `（${quoted(text)} 视为缺失）`];
  return fault(
    { row: number, column: column.name },
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

/** The different texts of a column, numbered. */
export interface Classes {
  /** Sorted: as numbers where all are, else by their characters. */
  readonly names: readonly string[];
  /** By the rows that were given. */
  readonly numbers: Int32Array;
}

const WHOLE = /^[+-]?\d{1,30}$/;
const WITH_ZEROS = /^([+-]?\d{1,30})\.0{1,30}$/;

/** 1 and 1.0 are one class where all are whole; 1.1 and 1.10, 1 and 01 are two. */
function classesOf(rows: readonly Row[], { index }: Column): Classes {
  const found = new Map<string, number>();
  const order = new Int32Array(rows.length);
  const numbered = (name: string) => {
    let number = found.get(name);
    if (number === undefined) {
      number = found.size;
      found.set(name, number);
    }
    return number;
  };
  rows.forEach(({ cells }, place) => {
    order[place] = numbered(className(cells[index] ?? ""));
  });
  const written = [...found.keys()];
  const areWhole = written.every((text) => WHOLE.test(text) || WITH_ZEROS.test(text));
  if (areWhole && written.some((text) => text.includes("."))) {
    const bare = written.map((text) => WITH_ZEROS.exec(text)?.[1] ?? text);
    found.clear();
    const merged = bare.map(numbered);
    order.forEach((number, place) => {
      order[place] = merged[number] ?? 0;
    });
  }
  const values = new Map([...found.keys()].map((name) => [name, Number(plain(name))]));
  const areNumbers = [...values.values()].every((value) => !Number.isNaN(value));
  const byValue = (a: string, b: string) =>
    (values.get(a) ?? 0) - (values.get(b) ?? 0) || byCharacters(a, b);
  const names = [...found.keys()].sort(areNumbers ? byValue : byCharacters);
  const rank = new Int32Array(names.length);
  names.forEach((name, number) => {
    rank[found.get(name) ?? 0] = number;
  });
  return { names, numbers: order.map((number) => rank[number] ?? 0) };
}

/** Spaces that do not break, and letters that are composed in two ways, make no other class. */
function className(cell: string): string {
  return cell
    .trim()
    .replaceAll(/[\u00a0\u2007\u202f]/g, " ")
    .normalize("NFC");
}

/** The same everywhere, whatever the language of the machine. */
function byCharacters(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** What became of a column that was taken. */
export interface FilledColumn {
  readonly column: Column;
  /** Cells without a value in the rows that stayed: filled with the mean. */
  readonly filled: number;
  readonly mean?: number;
  /** Of numbers. */
  readonly range?: { readonly least: number; readonly most: number };
  /** Of classes. */
  readonly values?: readonly string[];
  /** The same 32-bit number in every row that stayed. */
  readonly constant: boolean;
  /** How many different values the file has, and how many of 32 bits became of them, where not a few fell together. */
  readonly merged?: { readonly from: number; readonly to: number };
}

export interface Filled {
  readonly data: TableData;
  /** Features in the order of the file, then the target. */
  readonly columns: readonly FilledColumn[];
  /** Features that say nothing: the same in every row. */
  readonly constant: readonly Column[];
  /** Texts that are different in every row. */
  readonly names: readonly Column[];
}

interface Numbers extends Omit<FilledColumn, "column"> {
  readonly exact: Float64Array;
}

/** @throws TableError where nothing is left to learn from, or the table would be larger than the trainer takes. */
export function fillTable(
  rows: readonly Row[],
  features: readonly Column[],
  target: Column,
): Filled {
  const classes = new Map<Column, Classes>();
  const numbers = new Map<Column, Numbers>();
  const tooMany: Column[] = [];
  const names: Column[] = [];
  const constant: Column[] = [];
  for (const column of [...features, target]) {
    const isTarget = column === target;
    if (column.reader === undefined) {
      const found = classesOf(rows, column);
      const size = found.names.length;
      if (size === 1 && !isTarget) constant.push(column);
      else if (size > (isTarget ? MAXIMUM_CLASSES : MAXIMUM_DISTINCT)) {
        // Names of things: nothing that is learnt of one says anything of another.
        const isName =
          !isTarget &&
          size === rows.length &&
          !column.hasDigits &&
          column.stray === undefined &&
          column.readings.length === 0;
        (isName ? names : tooMany).push(column);
      }
      classes.set(column, found);
    } else {
      const found = numbersOf(rows, column);
      // What 32 bits made alike is another matter, and its author's.
      if (found.constant && found.merged === undefined && !isTarget) constant.push(column);
      numbers.set(column, found);
    }
  }
  const [first] = tooMany;
  if (first !== undefined)
    throw tooManyClasses(first, classes.get(first)?.names.length ?? 0, tooMany, target);
  const leftOut = new Set([...constant, ...names]);
  const left = features.filter((column) => !leftOut.has(column));
  // Where all say nothing they stay, and the report says so: the trainer may be told not to scale them.
  const taken = left.length === 0 ? constant : left;
  if (taken.length === 0) throw nothingToLearn(names);
  const columns = [...taken, target];
  const wanted = taken.flatMap((column) => columnNames(column, classes.get(column)));
  // `a=b` may be a column of its own beside a class `a`.
  const allNames = madeUnique([...wanted, target.name]);
  const classNames = classes.get(target)?.names ?? [];
  checkTarget(target, classNames);
  checkNames(allNames, classNames, target);
  checkSize(rows.length, allNames);
  const values = new Float32Array(rows.length * allNames.length);
  const reports: FilledColumn[] = [];
  let offset = 0;
  for (const column of columns) {
    const into = { values, width: allNames.length, offset };
    const found = classes.get(column);
    if (found === undefined) {
      const { exact, ...facts } = numbers.get(column) as Numbers;
      exact.forEach((value, row) => {
        values[row * into.width + offset] = value;
      });
      reports.push({ column, ...facts });
      offset += 1;
      continue;
    }
    if (column === target) fillClassNumbers(found, into);
    else fillOneHot(found, into);
    reports.push({ column, filled: 0, values: found.names, constant: found.names.length === 1 });
    offset += column === target ? 1 : found.names.length;
  }
  const data: TableData = {
    type: "table",
    columns: allNames,
    values: packNumbers(values),
    class_names: classNames,
  };
  checkText(data);
  return { data, columns: reports, constant: left.length === 0 ? [] : constant, names };
}

/** With the mean where a value is missing. @throws TableError where a number is too large. */
function numbersOf(rows: readonly Row[], column: Column): Numbers {
  const { index, absent, reader } = column;
  const exact = new Float64Array(rows.length);
  const empty: number[] = [];
  let [mean, count, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  rows.forEach(({ number: row, cells }, place) => {
    const cell = cells[index] ?? "";
    const value = absent.has(cell) || reader === undefined ? undefined : numberIn(cell, reader);
    if (value === undefined) {
      empty.push(place);
      return;
    }
    // A comparison that NaN would fail, too.
    if (!(Math.abs(value) <= LARGEST_VALUE)) throw notFinite(column, { row, text: cell.trim() });
    exact[place] = value;
    count += 1;
    mean += (value - mean) / count;
    least = Math.min(least, value);
    most = Math.max(most, value);
  });
  // Other columns may have had the rows with its values dropped.
  if (count === 0) throw noValueLeft(column);
  for (const place of empty) exact[place] = mean;
  const merged = mergedOf(rows, column, exact);
  const constant = exact.every((value) => Math.fround(value) === Math.fround(exact[0] ?? 0));
  return {
    exact,
    filled: empty.length,
    range: { least, most },
    constant,
    ...(empty.length > 0 ? { mean } : {}),
    ...(merged === undefined ? {} : { merged }),
  };
}

/** A share of the different values that may fall together without a word: any thousands of decimals have a few such pairs. */
const MERGED_UNSAID = 0.01;

function mergedOf(rows: readonly Row[], { index, absent }: Column, values: Float64Array) {
  const to = new Set(Float32Array.from(values)).size;
  if (to === values.length) return undefined;
  // Above this, what is written differently may be one number to JavaScript too.
  const isLarge = values.some((value) => Math.abs(value) > Number.MAX_SAFE_INTEGER);
  const cells = rows.map(({ cells }) => cells[index] ?? "");
  const from = isLarge
    ? new Set(cells.filter((cell) => !absent.has(cell)).map((cell) => plain(cell))).size
    : new Set(values).size;
  return from - to > MERGED_UNSAID * from ? { from, to } : undefined;
}

/** Where a column goes in the table: `values[row * width + offset]`. */
interface Into {
  readonly values: Float32Array;
  readonly width: number;
  readonly offset: number;
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

function noValueLeft(column: ColumnPlace): TableError {
  return fault(
    { column: column.name },
    {
      en: "has no value in any of the rows that stay. Ignore it.",
      zh: "留下的行中都没有值。请忽略该列。",
    },
    { option: "ignore", columns: [column] },
  );
}

function notFinite(column: Column, { row, text }: Spot): TableError {
  return fault(
    { row, column: column.name },
    {
      en: `${quoted(text)} is too large for 32-bit arithmetic. Use finite numbers up to ${LARGEST_VALUE}, or leave the cell empty.`,
      zh: `${quoted(text)} 超出 32 位运算的范围。请使用绝对值不超过 ${LARGEST_VALUE} 的有限数，或留空。`,
    },
    { option: "ignore", columns: [column] },
  );
}

function tooManyClasses(
  column: Column,
  size: number,
  all: readonly Column[],
  target: Column,
): TableError {
  const most = column === target ? MAXIMUM_CLASSES : MAXIMUM_DISTINCT;
  const { stray, readings } = column;
  const others = all.slice(1).map(({ name }) => name);
  const slip: Text =
    stray === undefined
      ? { en: "", zh: "" }
      : {
          en: ` The first that is no number is "${quoted(stray.text)}" in row ${stray.row}; if all should be numbers, mend it.`,
          zh: `第一个不是数的是第 ${stray.row} 行的“${quoted(stray.text)}”；如果整列都应是数，请改正。`,
        };
  const more: Text =
    others.length === 0
      ? { en: "", zh: "" }
      : { en: ` So have ${listed(others)}.`, zh: `${listed(others)} 也是如此。` };
  return fault(
    { column: column.name },
    {
      en: `has ${size} different values, more than the ${most} a column of classes may have. Ignore it, or make groups of them.${slip.en}${more.en}`,
      zh: `有 ${size} 个不同的值，超过类别列允许的 ${most} 个。请忽略该列，或将值归并成组。${slip.zh}${more.zh}`,
    },
    ...(column === target
      ? []
      : [{ option: "ignore" as const, columns: all.filter((other) => other !== target) }]),
    ...(readings.length === 0 ? [] : [{ option: "as" as const, column, readings }]),
  );
}

function nothingToLearn(names: readonly Column[]): TableError {
  const shown = listed(names.map(({ name }) => name));
  return fault(
    {},
    {
      en: `no column is left to learn from: ${shown} have another text in every row. Give columns with numbers, or classes that come again.`,
      zh: `没有可供学习的列：${shown} 每一行的文本都不同。请提供数值列，或取值会重复的类别列。`,
    },
  );
}

function checkTarget({ name: column, type }: Column, classNames: readonly string[]): void {
  if (type === "number" || classNames.length > 1) return;
  throw fault(
    { column },
    {
      en: `the target has one class only, "${quoted(classNames[0] ?? "")}", so there is nothing to tell apart. Give rows of two or more.`,
      zh: `目标只有一个类别“${quoted(classNames[0] ?? "")}”，没有可区分的内容。请提供两个以上类别的行。`,
    },
  );
}

function checkNames(names: readonly string[], classNames: readonly string[], target: Column): void {
  if (names.length > MAXIMUM_COLUMNS) {
    throw fault(
      {},
      {
        en: `the table would have ${names.length} columns, more than ${MAXIMUM_COLUMNS}. Ignore columns of classes.`,
        zh: `表格会有 ${names.length} 列，超过 ${MAXIMUM_COLUMNS} 列。请忽略一些类别列。`,
      },
    );
  }
  for (const name of names) checkName(name, { column: name.slice(0, 200).split("=")[0] ?? name });
  for (const name of classNames) checkName(name, { column: target.name });
}

function checkSize(rows: number, names: readonly string[]): void {
  const numbers = rows * names.length;
  if (numbers <= MAXIMUM_NUMBERS) return;
  const most = Math.floor(MAXIMUM_NUMBERS / names.length);
  throw fault(
    {},
    {
      en: `${rows} rows of ${names.length} numbers are ${numbers}, more than ${MAXIMUM_NUMBERS}. Ignore columns, or keep ${most} rows.`,
      zh: `${rows} 行、每行 ${names.length} 个数，共 ${numbers} 个，超过 ${MAXIMUM_NUMBERS} 个。请忽略一些列，或只保留 ${most} 行。`,
    },
  );
}

/** Very many long names beside very many numbers. */
function checkText({ columns, values, class_names }: TableData): void {
  const names = new TextEncoder().encode(JSON.stringify([columns, class_names]));
  const size = values.length + names.length;
  if (size <= MAXIMUM_TEXT) return;
  throw fault(
    {},
    {
      en: `the table has ${size} bytes as text, more than ${MAXIMUM_TEXT}. Shorten the names of the columns, or ignore some.`,
      zh: `表格写成文本有 ${size} 字节，超过 ${MAXIMUM_TEXT} 字节。请缩短列名，或忽略一些列。`,
    },
  );
}
