// SPDX-License-Identifier: Apache-2.0
/** Rows of a CSV file as the features of a trained network: its columns are found by name, wherever they stand. */
import { fault } from "../fault.ts";
import { listed, quoted } from "../shown.ts";
import { decimalOf, numberIn, type Reader, understand } from "./columns.ts";
import type { CsvSource } from "./encoding.ts";
import { layOut } from "./layout.ts";
import { type Row, readRecords } from "./records.ts";
import { Survey } from "./survey.ts";

export interface NewRows {
  /** Row by row, in the order of the names that were asked for. */
  readonly features: Float32Array;
  /** As a spreadsheet counts them, from 1. */
  readonly numbers: readonly number[];
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

/**
 * `names`: of the features, as the table named them; `colour=red` is 1 where the column `colour` says red.
 * @throws TableError with row and column, where a column, a value or a class is missing.
 */
export function featuresOfCsv(source: CsvSource, names: readonly string[]): NewRows {
  const records = readRecords(source, {
    delimiter: undefined,
    encoding: undefined,
    decimalComma: undefined,
  });
  const layout = layOut(records, true);
  const { rows } = layout;
  const sources = sourcesOf(layout.names, names);
  const readers = readersOf(rows, records.delimiter, sources);
  const features = new Float32Array(rows.length * names.length);
  rows.forEach((row, r) => {
    for (const column of sources) {
      const cell = row.cell(column.index);
      const place = { row: row.number, column: column.name };
      if (column.type === "class") {
        const to = column.places.get(cell);
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
  return { features, numbers: rows.map(({ number }) => number) };
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

function readersOf(
  rows: readonly Row[],
  delimiter: string,
  sources: readonly Source[],
): Map<Source, Reader> {
  const numbers = sources.filter(({ type }) => type === "number");
  const surveys = numbers.map(({ name, index }) => new Survey(rows, name, index, undefined));
  const decimal = decimalOf(surveys, delimiter);
  const readers = new Map<Source, Reader>();
  numbers.forEach((column, i) => {
    const seen = surveys[i];
    if (seen === undefined || seen.present === 0 || seen.numbers < seen.present) {
      // The first cell that is no number is told with its row.
      readers.set(column, { by: "habit", habit: { decimal: decimal ?? ".", group: "" } });
      return;
    }
    const { reader } = understand(seen, {
      ...{ delimiter, decimal, decimalComma: undefined },
      ...{ reading: "number", isTarget: false },
    });
    if (reader !== undefined) readers.set(column, reader);
  });
  return readers;
}

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
