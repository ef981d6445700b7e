// SPDX-License-Identifier: Apache-2.0
/** A CSV file as a table, with a report of what was made of it. */
import type { Text } from "../../engine/api.ts";
import { type ColumnReading, type Cure, fault } from "../fault.ts";
import { carriedTable, type TableContent, type TableData } from "../table.ts";
import { asIgnored, type Column, decimalOf, type LeftOut, understand } from "./columns.ts";
import type { CsvSource } from "./encoding.ts";
import { fillTable } from "./fill.ts";
import { rowsKept } from "./kept_rows.ts";
import { layOut } from "./layout.ts";
import { type CsvOptions, checkOptions, choose, columnOf } from "./options.ts";
import { type CsvRecords, MAXIMUM_ROWS, readRecords, tooManyRows } from "./records.ts";
import { columnOverview, columnReport, type TableReport } from "./report.ts";
import type { Row } from "./scan.ts";
import { Survey } from "./survey.ts";

export interface CsvTable {
  readonly data: TableData;
  readonly report: TableReport;
}

/**
 * As the `data` part of an experiment, which carries it.
 * @throws TableError with row and column, where no table can be made.
 */
export function tableFromCsv(source: CsvSource, options: CsvOptions): CsvTable {
  const { content, report } = readCsv(source, options);
  return { data: carriedTable(content), report };
}

export interface CsvContent {
  readonly content: TableContent;
  readonly report: TableReport;
}

/**
 * What its columns are called, before anybody has said which is the target.
 * @throws TableError where it cannot be read.
 */
export function csvColumns(
  source: CsvSource,
  options: Omit<CsvOptions, "target">,
): readonly string[] {
  return layOut(readRecords(source, options), options.header).names;
}

/**
 * As a table of any size, which a document carries or has beside it.
 * @throws TableError with row and column, where no table can be made.
 */
export function readCsv(source: CsvSource, options: CsvOptions): CsvContent {
  checkOptions(options);
  const records = readRecords(source, options);
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
  const surveys = names.map((name, index) => new Survey(rows, name, index, options.missingWords));
  const isIgnored = new Set(chosen.ignored);
  const used = surveys.filter(({ index }) => !isIgnored.has(index));
  const { decimalComma } = options;
  const circumstances = { delimiter, decimalComma, decimal: decimalOf(used, delimiter) };
  const columns = surveys.map((seen): Column => {
    const { index } = seen;
    if (isIgnored.has(index)) return asIgnored(seen);
    const reading = readings.get(index);
    const isTarget = index === chosen.target;
    const column = understand(seen, { ...circumstances, reading, isTarget });
    const isIndex = layout.numberRows.has(index) && reading === undefined && !isTarget;
    return isIndex ? { ...column, leftOut: "row_index" } : column;
  });
  const target = columns[chosen.target] as Column;
  const features = columns.filter((column) => column !== target && column.leftOut === undefined);
  if (features.length === 0) throw nothingLeft(columns);
  const kept = rowsKept(rows, features, target, options.missing ?? "refuse");
  const made = fillTable(kept, features, target);
  const saysNothing = new Map<Column, LeftOut>([
    ...made.constant.map((column) => [column, "constant"] as const),
    ...made.names.map((column) => [column, "names"] as const),
  ]);
  const leftOutOf = (column: Column) => saysNothing.get(column) ?? column.leftOut;
  const missingWords = options.missingWords ?? [
    ...new Set(surveys.flatMap((seen) => [...seen.missingWords])),
  ];
  const filledOf = new Map(made.columns.map((filled) => [filled.column, filled]));
  return {
    content: made.content,
    report: {
      delimiter,
      delimiterDetected: options.delimiter === undefined,
      header: layout.header,
      headerDetected: layout.headerDetected,
      rowsRead: rows.length,
      rowsDropped: rows.length - kept.length,
      renamed: layout.renamed.filter(({ column }) => !layout.numberRows.has(column - 1)),
      ignored: chosen.ignored.map((index) => names[index] ?? ""),
      columns: made.columns.map((filled) => columnReport(filled, target)),
      overview: columns.map((column) =>
        columnOverview(column, filledOf.get(column), {
          isTarget: column === target,
          unit: layout.units[column.index] ?? "",
          leftOut: leftOutOf(column),
          missingWords,
        }),
      ),
      remarks: [
        ...sourceRemarks(records),
        ...layout.remarks,
        ...fewRemarks(columns.filter((column) => leftOutOf(column) === undefined)),
      ],
      width: 1 + (made.content.columns?.length ?? 0),
    },
  };
}

function* sourceRemarks({ encoding, wereQuoted, hadFormulas }: CsvRecords): Iterable<Text> {
  if (hadFormulas) {
    yield {
      en: 'Cells as ="007" are read as the text that they give.',
      zh: '形如 ="007" 的单元格按其文本读取。',
    };
  }
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
