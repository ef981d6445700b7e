// SPDX-License-Identifier: Apache-2.0
/** A CSV file as the `data` part of an experiment, with a report of what was made of it. */
import type { Text } from "../engine/api.ts";
import { type ColumnChoice, choose, columnOf } from "./choice.ts";
import {
  type Column,
  type ColumnType,
  decimalOf,
  type LeftOut,
  type Survey,
  survey,
  understand,
} from "./columns.ts";
import {
  type CsvSource,
  DELIMITERS,
  type Delimiter,
  ENCODINGS,
  type Encoding,
  type Row,
  readRecords,
  tooManyRows,
} from "./csv_text.ts";
import { COLUMN_READINGS, type ColumnReading, type Cure, fault, quoted } from "./fault.ts";
import { layOut } from "./layout.ts";
import { MAXIMUM_ROWS, type TableData } from "./table_data.ts";
import { fillTable, MISSING_POLICIES, type MissingPolicy, rowsKept } from "./table_fill.ts";
import { columnOverview, columnReport, type TableReport } from "./table_report.ts";

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

export interface CsvTable {
  readonly data: TableData;
  readonly report: TableReport;
}

/** @throws TableError with row and column, where no table can be made. */
export function tableFromCsv(source: CsvSource, options: CsvOptions): CsvTable {
  checkOptions(options);
  const records = readRecords(source, {
    delimiter: options.delimiter,
    encoding: options.encoding,
    decimalComma: options.decimalComma,
  });
  const { delimiter } = records;
  const layout = layOut(records, options.header);
  const { names, rows } = layout;
  checkRows(rows);
  const chosen = choose(names, options.target, options.ignore ?? [], layout.firstTaken);
  const readings = new Map<number, ColumnReading>();
  for (const [choice, reading] of options.as ?? []) {
    readings.set(columnOf(names, choice, layout.firstTaken), reading);
  }
  if (options.classes === true) readings.set(chosen.target, "class");
  const surveys = names.map((name, index) => survey(rows, name, index, options.missingWords));
  const isIgnored = new Set(chosen.ignored);
  const used = surveys.filter(({ index }) => !isIgnored.has(index));
  const circumstances = {
    delimiter,
    decimalComma: options.decimalComma,
    decimal: decimalOf(used, delimiter),
  };
  const columns = surveys.map((seen): Column => {
    const { index } = seen;
    if (isIgnored.has(index)) return asIgnored(seen);
    const reading = readings.get(index);
    const isTarget = index === chosen.target;
    const column = understand(seen, { ...circumstances, reading, isTarget });
    const isIndex = index === 0 && layout.hasRowIndex && reading === undefined && !isTarget;
    return isIndex ? { ...column, leftOut: "row_index" } : column;
  });
  const target = columns[chosen.target] as Column;
  const features = columns.filter((column) => column !== target && column.leftOut === undefined);
  if (features.length === 0) throw nothingLeft(columns);
  const kept = rowsKept(rows, features, target, options.missing ?? "refuse");
  const made = fillTable(kept, features, target);
  const leftOutOf = (column: Column): LeftOut | undefined => {
    if (made.constant.includes(column)) return "constant";
    return made.names.includes(column) ? "names" : column.leftOut;
  };
  const filledOf = new Map(made.columns.map((filled) => [filled.column, filled]));
  return {
    data: made.data,
    report: {
      delimiter,
      delimiterDetected: options.delimiter === undefined,
      header: layout.header,
      headerDetected: layout.headerDetected,
      rowsRead: rows.length,
      rowsDropped: rows.length - kept.length,
      renamed: layout.hasRowIndex
        ? layout.renamed.filter(({ column }) => column > 1)
        : layout.renamed,
      ignored: chosen.ignored.map((index) => names[index] ?? ""),
      columns: made.columns.map((filled) => columnReport(filled, target)),
      overview: columns.map((column) =>
        columnOverview(column, filledOf.get(column), {
          isTarget: column === target,
          unit: layout.units[column.index] ?? "",
          leftOut: leftOutOf(column),
        }),
      ),
      remarks: [
        ...sourceRemarks(records),
        ...layout.remarks,
        ...fewRemarks(columns.filter((column) => leftOutOf(column) === undefined)),
      ],
      width: made.data.columns.length,
    },
  };
}

/** Of a column that nobody wants nothing is asked. */
function asIgnored(seen: Survey): Column {
  const type: ColumnType =
    seen.present === 0
      ? "empty"
      : seen.numbers === seen.present
        ? "number"
        : seen.dates === seen.present
          ? "date"
          : "class";
  const { name, position, index, absent, missing, samples } = seen;
  return {
    name,
    position,
    index,
    absent,
    missing,
    samples,
    type,
    unit: "",
    hasDigits: false,
    leftOut: "ignored",
    readings: [],
    remarks: [],
  };
}

function* sourceRemarks({
  encoding,
  wereQuoted,
}: {
  encoding?: Encoding;
  wereQuoted: boolean;
}): Iterable<Text> {
  if (encoding !== undefined)
    yield { en: `The file is read as ${encoding}.`, zh: `文件按 ${encoding} 编码读取。` };
  if (wereQuoted) {
    yield {
      en: "Every line stands in quotation marks as a whole; they are taken off.",
      zh: "每一行整体带有引号，已去掉。",
    };
  }
}

const REMARKS_SHOWN = 8;

function* fewRemarks(columns: readonly Column[]): Iterable<Text> {
  const all = columns.flatMap(({ remarks }) => remarks);
  yield* all.slice(0, REMARKS_SHOWN);
  const more = all.length - REMARKS_SHOWN;
  if (more <= 0) return;
  yield { en: `${more} more remarks of this kind.`, zh: `另有 ${more} 条同类说明。` };
}

function nothingLeft(columns: readonly Column[]) {
  const dates = columns.filter(
    ({ leftOut, readings }) => leftOut === "date" && readings.length > 0,
  );
  const [date] = dates;
  const cure: Cure[] =
    date === undefined ? [] : [{ option: "as", column: date, readings: date.readings }];
  return fault(
    {},
    {
      en: "no column is left to learn from: those besides the target are empty, dates, or number the rows. Give columns with numbers or classes.",
      zh: "没有可供学习的列：目标以外的列全空、是日期或只是行号。请提供数值列或类别列。",
    },
    ...cure,
  );
}

/** Types do not keep wrong values out of JavaScript, and a word that is misspelt is no wish for the default. */
function checkOptions(options: CsvOptions | undefined): void {
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
      delimiter: [among(DELIMITERS), DELIMITERS.map((sign) => JSON.stringify(sign)).join(", ")],
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

function checkRows(rows: readonly Row[]): void {
  if (rows.length === 0) {
    throw fault(
      {},
      {
        en: "the file has a header and no rows. Add rows, or say that there is no header.",
        zh: "文件只有表头，没有数据行。请添加数据行，或指定没有表头。",
      },
      { option: "noHeader" },
    );
  }
  if (rows.length > MAXIMUM_ROWS) throw tooManyRows();
}
