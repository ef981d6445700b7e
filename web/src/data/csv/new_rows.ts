// SPDX-License-Identifier: Apache-2.0
/** Rows of a CSV file as the features of a trained network: its columns are found by name, wherever they stand. */
import type { Text } from "../../engine/api.ts";
import { type ColumnReading, fault, TableError } from "../fault.ts";
import { listed, quoted } from "../shown.ts";
import { className, withoutZeros } from "./classes.ts";
import { decimalOf, numberIn, type Reader, understand } from "./columns.ts";
import type { CsvSource } from "./encoding.ts";
import { type Layout, layOut } from "./layout.ts";
import { type CsvOptions, columnOf } from "./options.ts";
import { type CsvRecords, DELIMITERS, type Delimiter, readRecords } from "./records.ts";
import type { Row } from "./scan.ts";
import { Survey } from "./survey.ts";

export interface NewRows {
  /** Row by row, in the order of the names that were asked for. */
  readonly features: Float32Array;
  /** As a spreadsheet counts them, from 1. */
  readonly numbers: readonly number[];
  /** What was passed over. */
  readonly remarks: readonly Text[];
}

/** One column of the file, and what it fills. */
type Source =
  | { readonly type: "number"; readonly index: number; readonly name: string; readonly to: number }
  | {
      readonly type: "class";
      readonly index: number;
      readonly name: string;
      /** The place of each value's column of 0 and 1. */
      readonly places: ReadonlyMap<string, number>;
    };

/** How such a file is read, where it does not tell. */
export type RowOptions = Pick<CsvOptions, "delimiter" | "encoding" | "decimalComma" | "as">;

/**
 * `names`: of the features, as the table named them; `colour=red` is 1 where the column `colour` says red.
 * @throws TableError with row and column, where a column, a value or a class is missing.
 */
export function featuresOfCsv(
  source: CsvSource,
  names: readonly string[],
  options: RowOptions = {},
): NewRows {
  const { records, layout, sources } = found(source, names, options);
  const { rows, remarks } = layout;
  const readings = new Map<number, ColumnReading>();
  for (const [choice, reading] of options.as ?? []) {
    readings.set(columnOf(layout.names, choice, []), reading);
  }
  const { decimalComma } = options;
  const readers = readersOf(rows, sources, readings, { ...records, decimalComma });
  const features = new Float32Array(rows.length * names.length);
  rows.forEach((row, r) => {
    for (const column of sources) {
      const cell = row.cell(column.index);
      const place = { row: row.number, column: column.name };
      if (column.type === "class") {
        const name = className(cell);
        const to = column.places.get(name) ?? column.places.get(withoutZeros(name));
        if (to === undefined) throw unknownClass(cell, column.places, place);
        features[r * names.length + to] = 1;
        continue;
      }
      const reader = readers.get(column);
      const value = reader && numberIn(cell, reader);
      if (value === undefined || !Number.isFinite(Math.fround(value))) throw noNumber(cell, place);
      features[r * names.length + column.to] = value;
    }
  });
  return { features, numbers: rows.map(({ number }) => number), remarks };
}

interface Found {
  readonly records: CsvRecords;
  readonly layout: Layout;
  readonly sources: readonly Source[];
}

/** By the likely delimiter; or by one that makes the names of it that are wanted: a comma may be in every number, and no name. */
function found(source: CsvSource, names: readonly string[], options: RowOptions): Found {
  const by = (delimiter: Delimiter | undefined): Found => {
    const records = readRecords(source, { ...options, delimiter });
    const layout = layOut(records, true);
    return { records, layout, sources: sourcesOf(layout.names, names) };
  };
  try {
    return by(options.delimiter);
  } catch (error) {
    if (options.delimiter !== undefined || !(error instanceof TableError)) throw error;
    for (const delimiter of DELIMITERS) {
      try {
        return by(delimiter);
      } catch (other) {
        if (!(other instanceof TableError)) throw other;
      }
    }
    throw error;
  }
}

function sourcesOf(given: readonly string[], wanted: readonly string[]): Source[] {
  const sources: Source[] = [];
  const classes = new Map<number, Map<string, number>>();
  const absent: string[] = [];
  wanted.forEach((name, to) => {
    const index = given.indexOf(name);
    if (index >= 0) {
      sources.push({ type: "number", index, name, to });
      return;
    }
    // Names and values may both have an = in them: the longest name that the file has is meant.
    const owner = given
      .map((column, at) => ({ column, at }))
      .filter(({ column }) => name.startsWith(`${column}=`))
      .sort((a, b) => b.column.length - a.column.length)[0];
    if (owner === undefined) {
      absent.push(name);
      return;
    }
    const value = name.slice(owner.column.length + 1);
    const places = classes.get(owner.at);
    if (places !== undefined) {
      places.set(value, to);
      return;
    }
    const first = new Map([[value, to]]);
    classes.set(owner.at, first);
    sources.push({ type: "class", index: owner.at, name: owner.column, places: first });
  });
  if (absent.length === 0) return sources;
  throw fault(
    {},
    {
      en: `the file has no column for ${listed(absent)}. Give a header with the names that the network was trained with.`,
      zh: `文件中没有对应 ${listed(absent)} 的列。请给出训练时所用列名的表头。`,
    },
  );
}

/** As the same cells would be read in a table to learn from; but that a number is wanted, of whatever kind. */
function readersOf(
  rows: readonly Row[],
  sources: readonly Source[],
  readings: ReadonlyMap<number, ColumnReading>,
  file: { readonly delimiter: string; readonly decimalComma: boolean | undefined },
): Map<Source, Reader> {
  const numbers = sources.filter(({ type }) => type === "number");
  const surveys = numbers.map(({ name, index }) => new Survey(rows, name, index, undefined));
  const circumstances = { ...file, decimal: decimalOf(surveys, file.delimiter), isTarget: false };
  const readers = new Map<Source, Reader>();
  numbers.forEach((column, i) => {
    const seen = surveys[i] as Survey;
    const given = readings.get(column.index);
    // What was learnt of dates are days.
    const areDates = seen.present > 0 && seen.dates === seen.present;
    if (given === undefined && seen.areNumberedDates) throw numberOrDays(seen);
    const areNumbers = seen.present > 0 && seen.numbers === seen.present;
    const read = (reading: ColumnReading | undefined) =>
      understand(seen, { ...circumstances, reading }).reader;
    const reader =
      given !== undefined || areDates
        ? read(given ?? "days")
        : areNumbers
          ? // Codes and versions are numbers here.
            (read(undefined) ?? read("number"))
          : undefined;
    // The first cell that is no number is told with its row.
    readers.set(column, reader ?? PLAINEST);
  });
  return readers;
}

/** Nothing tells here how the column was read when the network was trained. */
const numberOrDays = (seen: Survey) =>
  fault(
    { column: seen.name },
    {
      en: `${quoted(seen.samples[0] ?? "")} may be a date or a number. Say how the column was read when the network was trained.`,
      zh: `${quoted(seen.samples[0] ?? "")} 可能是日期，也可能是数。请指定训练时该列的读法。`,
    },
    { option: "as", column: seen, readings: ["days", "number"] },
  );

const PLAINEST: Reader = { by: "habit", habit: { decimal: ".", group: "" } };

const noNumber = (cell: string, place: { row: number; column: string }) =>
  cell === ""
    ? fault(place, {
        en: "is empty, and the network needs a number. Fill it, or remove the row.",
        zh: "为空，而网络需要一个数。请填写，或删去该行。",
      })
    : fault(place, {
        en: `"${quoted(cell)}" is no number, and the network was trained with numbers there. Mend it, or remove the row.`,
        zh: `“${quoted(cell)}”不是数，而网络在此列用数训练。请修正，或删去该行。`,
      });

function unknownClass(
  cell: string,
  places: ReadonlyMap<string, number>,
  place: { row: number; column: string },
) {
  const known = listed([...places.keys()]);
  return fault(place, {
    en: `"${quoted(cell)}" is none of the values that the network was trained with: ${known}. Write one of them, or remove the row.`,
    zh: `“${quoted(cell)}”不在训练时的取值之中：${known}。请改为其中之一，或删去该行。`,
  });
}
