// SPDX-License-Identifier: Apache-2.0
/** Columns as the table of numbers that the trainer takes: classes among the features become columns of 0 and 1. */
import type { Text } from "../../engine/api.ts";
import { fault, type TableError } from "../fault.ts";
import { listed, quoted } from "../shown.ts";
import { MAXIMUM_CLASSES, MAXIMUM_COLUMNS, MOST_TABLE_BYTES, type TableContent } from "../table.ts";
import { type Classes, classesOf } from "./classes.ts";
import type { Column } from "./columns.ts";
import { checkName, madeUnique } from "./header.ts";
import { type Numbers, numbersOf } from "./numbers.ts";
import type { Row } from "./scan.ts";

/** Of a feature that is a class: it becomes as many columns. */
const MAXIMUM_DISTINCT = 50;
/**
 * In so few rows classes may all differ by chance. In more, texts that do are names of things: nothing that is learnt of one says anything
 * of another.
 */
const FEW_NAMES = 9;

/** What became of a column that was taken. */
export interface FilledColumn extends Omit<Numbers, "exact" | "range"> {
  readonly column: Column;
  /** Of numbers. */
  readonly range?: Numbers["range"];
  /** Of classes. */
  readonly values?: readonly string[];
  readonly twins?: readonly [string, string];
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

/** `age`, or `colour=blue`, `colour=red`. */
function columnNames({ name }: Column, classes: Classes | undefined): string[] {
  return classes === undefined ? [name] : classes.names.map((value) => `${name}=${value}`);
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
