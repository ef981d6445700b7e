// SPDX-License-Identifier: Apache-2.0
/** What was made of a file: every column with its decision, as a table. `sentences.ts` tells the rest. */
import type { Text } from "../../engine/api.ts";
import type { Cure } from "../fault.ts";
import { quoted } from "../shown.ts";
import type { Column, ColumnType, LeftOut } from "./columns.ts";
import type { FilledColumn } from "./fill.ts";
import type { Renamed } from "./header.ts";
import type { Outlier } from "./numbers.ts";
import type { Spot } from "./survey.ts";

/** A column that was taken. */
export interface ColumnReport {
  /** As in the file, or as it was renamed. */
  readonly name: string;
  readonly role: "feature" | "target";
  readonly type: ColumnType;
  /** Cells without a value, in the rows that were read. */
  readonly missing: number;
  /** Of them, in the rows that stayed: filled with the mean. */
  readonly filled: number;
  /** The mean that was filled in. */
  readonly mean?: number;
  /** Of classes: the different values. */
  readonly values?: readonly string[];
  /** The same 32-bit number in every row that stayed. */
  readonly constant: boolean;
  /** How many different values the file has, and how many of 32 bits became of them, where not a few fell together. */
  readonly merged?: { readonly from: number; readonly to: number };
  /** Of classes with numbers among them: the first that is none. */
  readonly stray?: Spot;
  /** A number as -999 that stands there again and again, far from all others. */
  readonly outlier?: Outlier;
  /** Two classes that differ in capital letters or blanks alone. */
  readonly twins?: readonly [string, string];
}

/** A column of the file as it was understood, before anything is learnt from it. */
export interface ColumnOverview {
  /** From 1. */
  readonly position: number;
  readonly name: string;
  readonly role: "feature" | "target" | "left out";
  readonly type: ColumnType;
  /** Behind or before its numbers, or in a row of units; empty where there is none. */
  readonly unit: string;
  readonly missing: number;
  readonly range?: { readonly least: number; readonly most: number };
  readonly values?: readonly string[];
  /** Up to three different cells, as they stand in the file. */
  readonly samples: readonly string[];
  readonly decision: Text;
  /** What changes the decision. */
  readonly changes: readonly Cure[];
}

export interface TableReport {
  readonly delimiter: string;
  readonly delimiterDetected: boolean;
  readonly header: boolean;
  readonly headerDetected: boolean;
  readonly rowsRead: number;
  readonly rowsDropped: number;
  readonly renamed: readonly Renamed[];
  readonly ignored: readonly string[];
  /** Features in the order of the file, then the target. */
  readonly columns: readonly ColumnReport[];
  /** All columns, in the order of the file. */
  readonly overview: readonly ColumnOverview[];
  /** What was passed over, and how what is not plain was read. */
  readonly remarks: readonly Text[];
  /** Columns of the table that was made, the target among them. */
  readonly width: number;
}

export function columnReport({ column, ...facts }: FilledColumn, target: Column): ColumnReport {
  const { filled, mean, values, constant, merged, outlier, twins } = facts;
  return {
    name: column.name,
    role: column === target ? "target" : "feature",
    type: column.type,
    missing: column.missing,
    filled,
    constant,
    ...(mean === undefined ? {} : { mean }),
    ...(values === undefined ? {} : { values }),
    ...(merged === undefined ? {} : { merged }),
    ...(column.stray === undefined ? {} : { stray: column.stray }),
    ...(outlier === undefined ? {} : { outlier }),
    ...(twins === undefined ? {} : { twins }),
  };
}

export function columnOverview(
  column: Column,
  made: FilledColumn | undefined,
  {
    isTarget,
    unit,
    leftOut,
    missingWords,
  }: {
    isTarget: boolean;
    unit: string;
    leftOut: LeftOut | undefined;
    /** Those that the file has already. */
    missingWords: readonly string[];
  },
): ColumnOverview {
  const { name, position, type, missing, samples } = column;
  const { range, values } = made ?? {};
  return {
    position,
    name,
    role: isTarget ? "target" : leftOut === undefined ? "feature" : "left out",
    type,
    unit: column.unit === "" ? unit : column.unit,
    missing,
    ...(range === undefined ? {} : { range }),
    ...(values === undefined ? {} : { values }),
    samples: samples.map((sample) => quoted(sample, SAMPLE_LENGTH)),
    decision: decisionOf(column, made, isTarget, leftOut),
    changes: [
      ...changesOf(column, isTarget, leftOut),
      ...(leftOut === undefined ? missingCure(column, made, missingWords) : []),
    ],
  };
}

function missingCure(
  { suspects }: Column,
  made: FilledColumn | undefined,
  known: readonly string[],
): Cure[] {
  const words = made?.outlier === undefined ? suspects : [made.outlier.text];
  return words.length === 0 ? [] : [{ option: "missingWords", words: [...known, ...words] }];
}

const SAMPLE_LENGTH = 16;

export const WHY_LEFT_OUT: Readonly<Record<LeftOut, Text>> = {
  ignored: { en: "left out, as you say", zh: "按要求略去" },
  empty: { en: "left out: empty", zh: "略去：全空" },
  row_index: { en: "left out: numbers or names the rows", zh: "略去：行号或行名" },
  date: { en: "left out: dates", zh: "略去：日期" },
  names: { en: "left out: another text in every row", zh: "略去：每行文本都不同" },
  constant: { en: "left out: the same in every row", zh: "略去：每行都相同" },
};

function decisionOf(
  { reader }: Column,
  made: FilledColumn | undefined,
  isTarget: boolean,
  leftOut: LeftOut | undefined,
): Text {
  if (leftOut !== undefined) return WHY_LEFT_OUT[leftOut];
  if (reader?.by === "days") return { en: "days since 1970-01-01", zh: "自 1970-01-01 起的天数" };
  if (reader !== undefined) {
    return isTarget ? { en: "number to predict", zh: "要预测的数" } : { en: "number", zh: "数" };
  }
  const count = made?.values?.length ?? 0;
  return isTarget
    ? { en: `class to predict, of ${count}`, zh: `要预测的类别，共 ${count} 个` }
    : { en: `class: ${count} columns of 0 and 1`, zh: `类别：${count} 个 0/1 列` };
}

function changesOf(column: Column, isTarget: boolean, leftOut: LeftOut | undefined): Cure[] {
  const { readings, type } = column;
  const as = (more: typeof readings): Cure[] =>
    more.length === 0 ? [] : [{ option: "as", column, readings: more }];
  if (leftOut === "row_index")
    return as(type === "date" ? readings : [type === "number" ? "number" : "class"]);
  if (leftOut === "date") return as(readings);
  if (leftOut === "names") return as(["class", ...readings]);
  if (leftOut !== undefined) return [];
  const ignore: Cure[] = isTarget ? [] : [{ option: "ignore", columns: [column] }];
  return [...as(readings), ...ignore];
}
