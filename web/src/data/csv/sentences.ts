// SPDX-License-Identifier: Apache-2.0
/** What is said of a file that was read, in sentences. */
import type { Text } from "../../engine/api.ts";
import { listed, quoted } from "../shown.ts";
import type { LeftOut } from "./columns.ts";
import type { Renamed } from "./header.ts";
import {
  type ColumnOverview,
  type ColumnReport,
  type TableReport,
  WHY_LEFT_OUT,
} from "./report.ts";

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
