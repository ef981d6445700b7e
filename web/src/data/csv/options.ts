// SPDX-License-Identifier: Apache-2.0
/** What somebody says of a file: which column is the target, which are ignored, and how cells are read. */
import { COLUMN_READINGS, type ColumnReading, fault, type TableError } from "../fault.ts";
import { listed, quoted } from "../shown.ts";
import { ENCODINGS, type Encoding } from "./encoding.ts";
import { nameOf } from "./header.ts";
import { DELIMITERS, type Delimiter, isDelimiter } from "./records.ts";

/** A column by its name, or by its place from 1: as a number, `#3`, or `3` where no column is called so. */
export type ColumnChoice = string | number;

/**
 * "refuse": a missing value is a fault. "drop": its row is left out. "mean": a feature that is a number gets the mean of its column
 * over the rows that stay; rows whose target or whose class is missing are left out, because a mean of those says nothing.
 */
export const MISSING_POLICIES = ["refuse", "drop", "mean"] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

export interface CsvOptions {
  /** What is to be predicted. */
  readonly target: ColumnChoice;
  /** Detected by default, or what a first line as `sep=;` announces. */
  readonly delimiter?: Delimiter;
  /** UTF-8, or what the first bytes of UTF-16 say, by default. */
  readonly encoding?: Encoding;
  /** Whether the first row has the names of the columns. Detected by default. */
  readonly header?: boolean;
  /** `1,5` is one and a half: true; `1,500` is a thousand and a half: false. By default what the file shows, and refused where it shows nothing. */
  readonly decimalComma?: boolean;
  /** The default is "refuse". */
  readonly missing?: MissingPolicy;
  /** What cells without a value say, besides nothing; the default is `MISSING_WORDS`. */
  readonly missingWords?: readonly string[];
  /** The target is a class even if it is written in numbers. */
  readonly classes?: boolean;
  readonly ignore?: readonly ColumnChoice[];
  /**
   * What columns are read as, whatever they look like: `number`; `whole`, a number whose marks all part thousands; `class`; `days` of a
   * date, or with its day or month first where it does not tell.
   */
  readonly as?: readonly (readonly [ColumnChoice, ColumnReading])[];
}

/** Types do not keep wrong values out of JavaScript, and a word that is misspelt is no wish for the default. */
export function checkOptions(options: CsvOptions | undefined): void {
  if (options?.target === undefined || options.target === null) throw noTarget();
  const isText = (value: unknown) => typeof value === "string" || typeof value === "number";
  const isFlag = (value: unknown) => typeof value === "boolean";
  const among = (words: readonly string[]) => (value: unknown) => words.includes(value as string);
  const list = (holds: (value: unknown) => boolean) => (value: unknown) =>
    Array.isArray(value) && value.every(holds);
  const isReading = (value: unknown) =>
    Array.isArray(value) &&
    value.length === 2 &&
    isText(value[0]) &&
    among(COLUMN_READINGS)(value[1]);
  const rules: Readonly<Record<keyof CsvOptions, readonly [(value: unknown) => boolean, string]>> =
    {
      target: [isText, '"price" or 3'],
      delimiter: [
        isDelimiter,
        `${DELIMITERS.map((sign) => JSON.stringify(sign)).join(", ")} or any one sign`,
      ],
      encoding: [among(ENCODINGS), ENCODINGS.join(", ")],
      header: [isFlag, "true, false"],
      decimalComma: [isFlag, "true, false"],
      missing: [among(MISSING_POLICIES), MISSING_POLICIES.join(", ")],
      missingWords: [list((word) => typeof word === "string"), '["NA"]'],
      classes: [isFlag, "true, false"],
      ignore: [list(isText), '["id"]'],
      as: [list(isReading), `[["date", "days"]]; ${COLUMN_READINGS.join(", ")}`],
    };
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof CsvOptions] : undefined;
    if (rule === undefined) throw noOption(name, Object.keys(rules));
    if (value !== undefined && !rule[0](value)) throw noValue(name, value, rule[1]);
  }
}

function noOption(name: string, known: readonly string[]) {
  return fault(
    {},
    {
      en: `the option "${quoted(name)}" is not known. Give ${known.join(", ")}.`,
      zh: `没有选项“${quoted(name)}”。可用的选项：${known.join("、")}。`,
    },
  );
}

function noValue(name: string, value: unknown, allowed: string) {
  const shown = quoted(typeof value === "string" ? JSON.stringify(value) : String(value));
  return fault(
    {},
    {
      en: `the option "${name}" cannot be ${shown}. Give one as ${allowed}.`,
      zh: `选项“${name}”不能是 ${shown}。可用的值：${allowed}。`,
    },
  );
}

function noTarget() {
  return fault(
    {},
    {
      en: 'the target is missing. Name the column to predict, as { target: "price" }.',
      zh: '缺少目标。请指定要预测的列，例如 { target: "price" }。',
    },
  );
}

/** Indices from 0. */
export interface Chosen {
  readonly target: number;
  /** In the order of the file. */
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
  if (ignored.length + 1 === names.length) {
    throw fault(
      {},
      {
        en: "every column but the target is ignored. Leave one to learn from.",
        zh: "除目标外的列都被忽略了。请至少保留一列用于学习。",
      },
    );
  }
  return { target: targetIndex, ignored: ignored.sort((a, b) => a - b) };
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
