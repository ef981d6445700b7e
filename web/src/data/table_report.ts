// SPDX-License-Identifier: Apache-2.0
/** What was made of a file, and the sentences that say so. */
import type { Text } from "../engine/api.ts";
import type { ColumnType } from "./column.ts";
import type { Delimiter } from "./csv_text.ts";
import { quoted } from "./fault.ts";
import type { Renamed } from "./header.ts";

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
  readonly stray?: { readonly row: number; readonly text: string };
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
  /** Columns of the table that was made, the target among them. */
  readonly width: number;
}

const DELIMITER_NAMES: Readonly<Record<Delimiter, Text>> = {
  ",": { en: "comma", zh: "逗号" },
  ";": { en: "semicolon", zh: "分号" },
  "\t": { en: "tab", zh: "制表符" },
};

function delimiterName(delimiter: string): Text {
  return DELIMITER_NAMES[delimiter as Delimiter] ?? { en: delimiter, zh: delimiter };
}

/** Columns of one kind are named up to this number. */
const NAMES_SHOWN = 12;

/** One fact a sentence, the usual ones first. */
export function* reportSentences(report: TableReport): Iterable<Text> {
  yield howItWasRead(report);
  yield rowsAndColumns(report);
  for (const { column, from, to } of report.renamed) {
    yield from === ""
      ? {
          en: `Column ${column} has no name and is called "${to}".`,
          zh: `第 ${column} 列没有名称，命名为“${to}”。`,
        }
      : {
          en: `Column ${column} is called "${to}", because "${quoted(from)}" stands there twice.`,
          zh: `列名“${quoted(from)}”重复，第 ${column} 列改名为“${to}”。`,
        };
  }
  if (report.ignored.length > 0) {
    yield { en: `Ignored: ${list(report.ignored)}.`, zh: `已忽略：${list(report.ignored)}。` };
  }
  yield* ofTypes(report.columns);
  for (const column of report.columns) yield* ofColumn(column);
}

function howItWasRead(report: TableReport): Text {
  const { en, zh } = delimiterName(report.delimiter);
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
      en: `Numbers: ${list(numbers)}.`,
      zh: `数值列：${list(numbers)}。`,
    };
  }
  for (const { name, values = [] } of features.filter(({ type }) => type === "class")) {
    yield {
      en: `"${name}" is a class and becomes ${values.length} ${values.length === 1 ? "column" : "columns"} of 0 and 1: ${list(values)}.`,
      zh: `“${name}”是类别，变为 ${values.length} 个 0/1 列：${list(values)}。`,
    };
  }
  for (const { name, type, values = [] } of columns.filter(({ role }) => role === "target")) {
    yield type === "number"
      ? { en: `The target "${name}" is a number.`, zh: `目标“${name}”是数值。` }
      : {
          en: `The target "${name}" is one of ${values.length} classes: ${list(values)}.`,
          zh: `目标“${name}”有 ${values.length} 个类别：${list(values)}。`,
        };
  }
}

function* ofColumn(column: ColumnReport): Iterable<Text> {
  const { name, filled, mean, constant, merged, stray, role } = column;
  if (filled > 0 && mean !== undefined) {
    const shown = Number(mean.toPrecision(6));
    yield {
      en: `"${name}": ${filled} missing ${filled === 1 ? "value" : "values"} filled with the mean ${shown}.`,
      zh: `“${name}”：${filled} 个缺失值用均值 ${shown} 填充。`,
    };
  }
  if (stray !== undefined) {
    yield {
      en: `"${name}" has numbers too, but "${quoted(stray.text)}" in row ${stray.row} is none: all are taken for classes.`,
      zh: `“${name}”中也有数，但第 ${stray.row} 行的“${quoted(stray.text)}”不是数，因此全部作为类别。`,
    };
  }
  if (merged !== undefined) {
    yield {
      en: `"${name}" has ${merged.from} different values, which become ${merged.to} in 32-bit arithmetic: it keeps seven digits. Subtract the smallest value from all, or use smaller numbers.`,
      zh: `“${name}”有 ${merged.from} 个不同的值，在 32 位运算中只剩 ${merged.to} 个，因为只保留七位有效数字。请从所有值中减去最小值，或使用更小的数。`,
    };
  } else if (constant && role === "feature") {
    yield {
      en: `"${name}" has the same value in every row, which the trainer refuses to standardize. Ignore it.`,
      zh: `“${name}”每行的值都相同，训练器无法将其标准化。请忽略该列。`,
    };
  }
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map(quoted).join(", ");
  return names.length > NAMES_SHOWN ? `${shown}, … (${names.length})` : shown;
}
