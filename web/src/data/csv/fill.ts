// SPDX-License-Identifier: Apache-2.0
/** Columns as the table of numbers that the trainer takes: rows without values go or are filled, classes among the features become columns of 0 and 1. */
import type { Text } from "../../engine/api.ts";
import { type ColumnPlace, fault, type TableError } from "../fault.ts";
import { listed, quoted } from "../shown.ts";
import {
  LARGEST_VALUE,
  MAXIMUM_CLASSES,
  MAXIMUM_COLUMNS,
  MOST_TABLE_BYTES,
  type TableContent,
} from "../table.ts";
import { PlainNumber, plain } from "./cells.ts";
import { type Classes, classesOf } from "./classes.ts";
import { type Column, numberIn, takesPlain } from "./columns.ts";
import { checkName, madeUnique } from "./header.ts";
import type { MissingPolicy } from "./options.ts";
import type { Row } from "./scan.ts";
import type { Spot } from "./survey.ts";

/** Of a feature that is a class: it becomes as many columns. */
const MAXIMUM_DISTINCT = 50;
/**
 * In so few rows classes may all differ by chance. In more, texts that do are names of things: nothing that is learnt of one says anything
 * of another.
 */
const FEW_NAMES = 9;

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
  readonly outlier?: Outlier;
  readonly twins?: readonly [string, string];
}

/** A number that may say that there is none. */
export interface Outlier {
  /** As it stands in the file. */
  readonly text: string;
  readonly count: number;
}

export interface Filled {
  readonly content: TableContent;
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
      const found = classesOf(rows.length, (at) => rows[at]?.cell(column.index) ?? "");
      const size = found.names.length;
      if (size === 1 && !isTarget) constant.push(column);
      else if (!isTarget && size === rows.length && size > FEW_NAMES && column.mayBeNames === true)
        names.push(column);
      else if (size > (isTarget ? MAXIMUM_CLASSES : MAXIMUM_DISTINCT)) tooMany.push(column);
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
  const wanted = taken.flatMap((column) => columnNames(column, classes.get(column)));
  // `a=b` may be a column of its own beside a class `a`.
  const allNames = madeUnique([...wanted, target.name]);
  const classNames = classes.get(target)?.names ?? [];
  checkTarget(target, classNames);
  checkNames(allNames, classNames, target);
  checkSize(rows.length, allNames.length);
  const width = allNames.length - 1;
  const values = new Float32Array(rows.length * width);
  let offset = 0;
  for (const column of taken) {
    const found = classes.get(column) ?? (numbers.get(column) as Numbers);
    if ("names" in found) {
      found.numbers.forEach((number, row) => {
        values[row * width + offset + number] = 1;
      });
      offset += found.names.length;
    } else {
      found.exact.forEach((value, row) => {
        values[row * width + offset] = value;
      });
      offset += 1;
    }
  }
  const aimed = classes.get(target)?.numbers ?? (numbers.get(target) as Numbers).exact;
  const targets = classNames.length > 0 ? Uint8Array.from(aimed) : Float32Array.from(aimed);
  const content: TableContent = {
    shape: [width],
    features: values,
    targets,
    columns: allNames.slice(0, -1),
    ...(classNames.length > 0 ? { classes: classNames } : {}),
    target: allNames.at(-1) ?? target.name,
  };
  const filled = [...taken, target].map((column): FilledColumn => {
    const found = classes.get(column);
    if (found !== undefined) {
      const twins = twinsOf(found.names);
      return {
        column,
        filled: 0,
        values: found.names,
        constant: found.names.length === 1,
        ...(twins === undefined ? {} : { twins }),
      };
    }
    const { exact, ...facts } = numbers.get(column) as Numbers;
    return { column, ...facts };
  });
  return { content, columns: filled, constant: left.length === 0 ? [] : constant, names };
}

/** With the mean where a value is missing. @throws TableError where a number is too large. */
function numbersOf(rows: readonly Row[], column: Column): Numbers {
  const { index, absent, reader } = column;
  const exact = new Float64Array(rows.length);
  const empty: number[] = [];
  let [mean, count, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const written = new PlainNumber();
  let decimals = 0;
  const numberAt = (row: Row): number | undefined => {
    const begin = row.begin(index);
    const end = row.end(index);
    if (reader === undefined || absent.at(row.text, begin, end)) return undefined;
    if (written.read(row.text, begin, end) && takesPlain(reader, written)) {
      decimals = Math.max(decimals, written.decimals);
      return written.value;
    }
    decimals = Number.POSITIVE_INFINITY;
    return numberIn(row.cell(index), reader);
  };
  rows.forEach((row, place) => {
    const value = numberAt(row);
    if (value === undefined) {
      empty.push(place);
      return;
    }
    // A comparison that NaN would fail, too.
    if (!(Math.abs(value) <= LARGEST_VALUE))
      throw notFinite(column, { row: row.number, text: row.cell(index) });
    exact[place] = value;
    count += 1;
    mean += (value - mean) / count;
    least = Math.min(least, value);
    most = Math.max(most, value);
  });
  // Other columns may have had the rows with its values dropped.
  if (count === 0) throw noValueLeft(column);
  for (const place of empty) exact[place] = mean;
  // Numbers of so few decimals lie farther apart than floats of that size.
  const step = 10 ** -decimals;
  const areApart = empty.length === 0 && step > Math.max(-least, most) * 2 ** -22;
  const merged = areApart ? undefined : mergedOf(rows, column, exact);
  const outlier = outlierOf(rows, column, exact, { least, most });
  const constant = exact.every((value) => Math.fround(value) === Math.fround(exact[0] ?? 0));
  return {
    exact,
    filled: empty.length,
    range: { least, most },
    constant,
    ...(empty.length > 0 ? { mean } : {}),
    ...(merged === undefined ? {} : { merged }),
    ...(outlier === undefined ? {} : { outlier }),
  };
}

/** -9, 99, -999 and so on: what people write where they have no value. */
const STAND_INS: ReadonlySet<number> = new Set(
  [2, 3, 4, 5, 6].flatMap((digits) => [10 ** digits - 1, 1 - 10 ** digits]),
);

function outlierOf(
  rows: readonly Row[],
  { index }: Column,
  values: Float64Array,
  { least, most }: { least: number; most: number },
): Outlier | undefined {
  for (const value of [least, most]) {
    if (!STAND_INS.has(value)) continue;
    const others = values.filter((other) => other !== value);
    const count = values.length - others.length;
    if (count < 2 || others.length < 3) continue;
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const other of others) {
      low = Math.min(low, other);
      high = Math.max(high, other);
    }
    const distance = value < low ? low - value : value - high;
    if (high === low || distance < 3 * (high - low)) continue;
    return { text: rows[values.indexOf(value)]?.cell(index) ?? String(value), count };
  }
  return undefined;
}

/** Classes that one hand has written in two ways. */
function twinsOf(names: readonly string[]): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const name of names) {
    const bare = name.toLowerCase().replace(/\s/g, "");
    const other = seen.get(bare);
    if (other !== undefined) return [other, name];
    seen.set(bare, name);
  }
  return undefined;
}

/** A share of the different values that may fall together without a word: any thousands of decimals have a few such pairs. */
const MERGED_UNSAID = 0.01;

function mergedOf(rows: readonly Row[], { index, absent }: Column, values: Float64Array) {
  // In order, so that equal numbers stand side by side.
  const sorted = values.slice().sort();
  let [doubles, to] = [0, 0];
  sorted.forEach((value, at) => {
    const before = sorted[at - 1] ?? Number.NaN;
    doubles += value === before ? 0 : 1;
    to += Math.fround(value) === Math.fround(before) ? 0 : 1;
  });
  if (to === values.length) return undefined;
  // Above this, what is written differently may be one number to JavaScript too.
  const isLarge = Math.max(-(sorted[0] ?? 0), sorted.at(-1) ?? 0) > Number.MAX_SAFE_INTEGER;
  const texts = () => rows.map((row) => plain(row.cell(index))).filter((text) => !absent.has(text));
  const from = isLarge ? new Set(texts()).size : doubles;
  return from - to > MERGED_UNSAID * from ? { from, to } : undefined;
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
  const [column] = names as [Column];
  const shown = listed(names.map(({ name }) => name));
  return fault(
    {},
    {
      en: `no column is left to learn from: ${shown} ${names.length === 1 ? "has" : "have"} another text in every row. Give columns with numbers, or classes that come again.`,
      zh: `没有可供学习的列：${shown} 每一行的文本都不同。请提供数值列，或取值会重复的类别列。`,
    },
    { option: "as", column, readings: ["class"] },
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

function checkSize(rows: number, width: number): void {
  const most = MOST_TABLE_BYTES / Float32Array.BYTES_PER_ELEMENT;
  const numbers = rows * width;
  if (numbers <= most) return;
  const fitting = Math.floor(most / width);
  throw fault(
    {},
    {
      en: `${rows} rows of ${width} numbers are ${numbers}, more than ${most}. Ignore columns, or keep ${fitting} rows.`,
      zh: `${rows} 行、每行 ${width} 个数，共 ${numbers} 个，超过 ${most} 个。请忽略一些列，或只保留 ${fitting} 行。`,
    },
  );
}
