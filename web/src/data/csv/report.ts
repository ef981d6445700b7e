// SPDX-License-Identifier: Apache-2.0
/** What was made of a file: every column with its decision as a table, and sentences for the rest. */
import type { Text } from "../../engine/api.ts";
import type { Cure } from "../fault.ts";
import { listed, quoted } from "../shown.ts";
import type { Column, ColumnType, LeftOut } from "./columns.ts";
import type { FilledColumn, Outlier } from "./fill.ts";
import type { Renamed } from "./header.ts";
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

const WHY_LEFT_OUT: Readonly<Record<LeftOut, Text>> = {
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

const DELIMITER_NAMES: Readonly<Record<string, Text>> = {
  ",": { en: "comma", zh: "逗号" },
  ";": { en: "semicolon", zh: "分号" },
  "\t": { en: "tab", zh: "制表符" },
  "|": { en: "|", zh: "竖线" },
  " ": { en: "spaces", zh: "空格" },
};

/** Columns of one kind are named up to this number. */
const NAMES_SHOWN = 12;
/** Sentences of one kind, before they become one. */
const SENTENCES_SHOWN = 3;

/** One fact a sentence, the usual ones first. */
export function* reportSentences(report: TableReport): Iterable<Text> {
  yield* readingSentences(report);
  if (report.ignored.length > 0) {
    yield { en: `Ignored: ${listed(report.ignored)}.`, zh: `已忽略：${listed(report.ignored)}。` };
  }
  yield* ofTypes(report.columns);
  yield* noticeSentences(report);
}

/** How the file was read, before its columns. */
export function* readingSentences(report: TableReport): Iterable<Text> {
  yield howItWasRead(report);
  yield rowsAndColumns(report);
  yield* report.remarks;
  yield* renamedSentences(report.renamed);
}

function* renamedSentences(renamed: readonly Renamed[]): Iterable<Text> {
  for (const { column, from, to, isCut } of renamed.slice(0, SENTENCES_SHOWN)) {
    if (isCut) {
      yield {
        en: `The name of column ${column} is too long and cut: "${quoted(to)}".`,
        zh: `第 ${column} 列的名称过长，已截短：“${quoted(to)}”。`,
      };
      continue;
    }
    yield from === ""
      ? {
          en: `Column ${column} has no name and is called "${to}".`,
          zh: `第 ${column} 列没有名称，命名为“${to}”。`,
        }
      : {
          en: `Column ${column} is called "${quoted(to)}", because "${quoted(from)}" stands there twice.`,
          zh: `列名“${quoted(from)}”重复，第 ${column} 列改名为“${quoted(to)}”。`,
        };
  }
  const more = renamed.slice(SENTENCES_SHOWN).map(({ to }) => to);
  if (more.length === 0) return;
  yield {
    en: `So ${more.length} more got names of their own: ${listed(more)}.`,
    zh: `另有 ${more.length} 列同样得到新名称：${listed(more)}。`,
  };
}

function howItWasRead(report: TableReport): Text {
  const { delimiter } = report;
  const { en, zh } = DELIMITER_NAMES[delimiter] ?? { en: quoted(delimiter), zh: quoted(delimiter) };
  const header = report.header
    ? { en: "the first row is the header", zh: "第一行是表头" }
    : { en: "there is no header", zh: "没有表头" };
  const guessed = (detected: boolean): Text =>
    detected ? { en: " (detected)", zh: "（自动识别）" } : { en: "", zh: "" };
  const [byDelimiter, byHeader] = [
    guessed(report.delimiterDetected),
    guessed(report.headerDetected),
  ];
  return {
    en: `Cells are parted by ${en}${byDelimiter.en}; ${header.en}${byHeader.en}.`,
    zh: `分隔符为${zh}${byDelimiter.zh}；${header.zh}${byHeader.zh}。`,
  };
}

function rowsAndColumns({ rowsRead, rowsDropped, width }: TableReport): Text {
  const kept = rowsRead - rowsDropped;
  return {
    en: `${rowsRead} ${rowsRead === 1 ? "row" : "rows"} read, ${rowsDropped} dropped for missing values; the table has ${kept} ${kept === 1 ? "row" : "rows"} of ${width} numbers.`,
    zh: `读取 ${rowsRead} 行，因缺失值删除 ${rowsDropped} 行；表格有 ${kept} 行，每行 ${width} 个数。`,
  };
}

function* ofTypes(columns: readonly ColumnReport[]): Iterable<Text> {
  const features = columns.filter(({ role }) => role === "feature");
  const numbers = features.filter(({ type }) => type === "number").map(({ name }) => name);
  if (numbers.length > 0) {
    yield {
      en: `Numbers: ${listed(numbers)}.`,
      zh: `数值列：${listed(numbers)}。`,
    };
  }
  const classes = features.filter(({ type }) => type === "class");
  for (const { name, values = [] } of classes.slice(0, NAMES_SHOWN)) {
    yield {
      en: `"${quoted(name)}" is a class and becomes ${values.length} ${values.length === 1 ? "column" : "columns"} of 0 and 1: ${listed(values)}.`,
      zh: `“${quoted(name)}”是类别，变为 ${values.length} 个 0/1 列：${listed(values)}。`,
    };
  }
  if (classes.length > NAMES_SHOWN) {
    const more = classes.slice(NAMES_SHOWN).map(({ name }) => name);
    yield { en: `So do: ${listed(more)}.`, zh: `同样处理：${listed(more)}。` };
  }
  for (const { name, type, values = [] } of columns.filter(({ role }) => role === "target")) {
    yield type === "number"
      ? { en: `The target "${quoted(name)}" is a number.`, zh: `目标“${quoted(name)}”是数值。` }
      : {
          en: `The target "${quoted(name)}" is one of ${values.length} classes: ${listed(values)}.`,
          zh: `目标“${quoted(name)}”有 ${values.length} 个类别：${listed(values)}。`,
        };
  }
}

/** What the reader should know of single columns: a few of a kind each for itself, more in one sentence. */
export function* noticeSentences({ columns, overview }: TableReport): Iterable<Text> {
  for (const { name, role, type, constant } of columns) {
    if (role !== "target" || type !== "number" || !constant) continue;
    yield {
      en: `The target "${quoted(name)}" is the same number in every row: nothing can be learnt of it.`,
      zh: `目标“${quoted(name)}”每一行都是同一个数，无法从中学到任何东西。`,
    };
  }
  yield* leftOutSentences(overview);
  yield* few(
    columns.filter(({ filled }) => filled > 0),
    ({ name, filled, mean = 0 }) => {
      const shown = Number(mean.toPrecision(6));
      return {
        en: `"${quoted(name)}": ${filled} missing ${filled === 1 ? "value" : "values"} filled with the mean ${shown}.`,
        zh: `“${quoted(name)}”：${filled} 个缺失值用均值 ${shown} 填充。`,
      };
    },
    (count, names) => ({
      en: `So were missing values of ${count} more columns: ${names}.`,
      zh: `另有 ${count} 列的缺失值同样填充：${names}。`,
    }),
  );
  yield* few(
    columns.filter(({ stray }) => stray !== undefined),
    ({ name, stray = { row: 0, text: "" } }) => ({
      en: `"${quoted(name)}" has numbers too, but "${quoted(stray.text)}" in row ${stray.row} is none: all are taken for classes.`,
      zh: `“${quoted(name)}”中也有数，但第 ${stray.row} 行的“${quoted(stray.text)}”不是数，因此全部作为类别。`,
    }),
    (count, names) => ({
      en: `So it is with ${count} more columns: ${names}.`,
      zh: `另有 ${count} 列也是如此：${names}。`,
    }),
  );
  yield* few(
    columns.filter(({ outlier }) => outlier !== undefined),
    ({ name, outlier = { text: "", count: 0 } }) => ({
      en: `"${quoted(name)}": ${quoted(outlier.text)} stands there ${outlier.count} times, far from all other values. If it means that a value is missing, say so.`,
      zh: `“${quoted(name)}”：${quoted(outlier.text)} 出现 ${outlier.count} 次，与其他值相差很远。如果它表示缺失，请指定。`,
    }),
    (count, names) => ({
      en: `So it is with ${count} more columns: ${names}.`,
      zh: `另有 ${count} 列也是如此：${names}。`,
    }),
  );
  yield* few(
    columns.filter(({ twins }) => twins !== undefined),
    ({ name, twins: [one, other] = ["", ""] }) => ({
      en: `"${quoted(name)}": "${quoted(one)}" and "${quoted(other)}" are two classes, though they differ in letters of another size or in blanks alone. Write them alike if one is meant.`,
      zh: `“${quoted(name)}”：“${quoted(one)}”与“${quoted(other)}”只有大小写或空格不同，仍作为两个类别。如果是同一类，请统一写法。`,
    }),
    (count, names) => ({
      en: `So have ${count} more columns: ${names}.`,
      zh: `另有 ${count} 列也是如此：${names}。`,
    }),
  );
  yield* few(
    columns.filter(({ merged }) => merged !== undefined),
    ({ name, merged = { from: 0, to: 0 } }) => ({
      en: `"${quoted(name)}" has ${merged.from} different values, which become ${merged.to} in 32-bit arithmetic: it keeps seven digits. Subtract the smallest value from all, or use smaller numbers.`,
      zh: `“${quoted(name)}”有 ${merged.from} 个不同的值，在 32 位运算中只剩 ${merged.to} 个，因为只保留七位有效数字。请从所有值中减去最小值，或使用更小的数。`,
    }),
    (count, names) => ({
      en: `So do values of ${count} more columns fall together: ${names}.`,
      zh: `另有 ${count} 列的值同样重合：${names}。`,
    }),
  );
}

const WHY: readonly (readonly [LeftOut, Text])[] = [
  ["empty", { en: "because they have no value in any row", zh: "因为每一行都没有值" }],
  ["row_index", { en: "because they only number or name the rows", zh: "因为只是行号或行名" }],
  [
    "date",
    {
      en: "because they are dates, which may be read as a number of days",
      zh: "因为是日期；可以作为天数读取",
    },
  ],
  ["names", { en: "because they have another text in every row", zh: "因为每一行的文本都不同" }],
  ["constant", { en: "because they have the same value in every row", zh: "因为每一行的值都相同" }],
];

function* leftOutSentences(overview: readonly ColumnOverview[]): Iterable<Text> {
  for (const [reason, { en, zh }] of WHY) {
    const names = overview
      .filter(({ role, decision }) => role === "left out" && decision === WHY_LEFT_OUT[reason])
      .map(({ name }) => name);
    if (names.length === 0) continue;
    const count = names.length > 1 ? `${names.length} columns ` : "";
    const zhCount = names.length > 1 ? ` ${names.length} 列` : "";
    const why =
      names.length > 1
        ? en
        : en
            .replace("they have", "it has")
            .replace("they are dates, which", "it has dates, which")
            .replace("they only number or name", "it only numbers or names");
    yield {
      en: `Left out ${count}${why}: ${listed(names)}.`,
      zh: `略去${zhCount}，${zh}：${listed(names)}。`,
    };
  }
}

function* few(
  columns: readonly ColumnReport[],
  sentence: (column: ColumnReport) => Text,
  more: (count: number, names: string) => Text,
): Iterable<Text> {
  for (const column of columns.slice(0, SENTENCES_SHOWN)) yield sentence(column);
  const others = columns.slice(SENTENCES_SHOWN).map(({ name }) => name);
  if (others.length > 0) yield more(others.length, listed(others));
}
