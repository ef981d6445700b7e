// SPDX-License-Identifier: Apache-2.0
/** A table of one's own: read as somebody wishes, and understood as far as nobody has said. */
import type { Text } from "../../engine/api.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import { type CsvContent, csvColumns, readCsv } from "../csv/csv.ts";
import type { CsvOptions } from "../csv/options.ts";
import type { ColumnOverview } from "../csv/report.ts";
import { noticeSentences, readingSentences } from "../csv/sentences.ts";
import { type Cure, TableError } from "../fault.ts";
import { FileError } from "../pictures/picture.ts";
import { carriedTable, MOST_CARRIED, numbersOf, storedTable } from "../table.ts";
import type { OwnTable, Refused, TableReading, TableWish } from "./plan.ts";
import { areCodes, likelyTargets } from "./target.ts";

export function readTable(bytes: Uint8Array, wish: TableWish): TableReading {
  const names = namesOf(bytes, wish);
  if ("status" in names) return { ...names, names: [] };
  const targets = wish.target === undefined ? likelyTargets(names, wish.ignore) : [wish.target];
  let first: Refused | undefined;
  for (const target of targets) {
    const tried = understood(bytes, { ...wish, target }, wish.target === undefined);
    if (tried.status === "understood") return { ...tried, names };
    first ??= tried;
  }
  // A single column, with which nothing can be tried.
  const last = first ?? understood(bytes, { ...wish, target: 1 }, false);
  return { ...last, names };
}

/** @returns the table for a document that carries it, or has it beside it where it is large */
export async function makeTable(
  bytes: Uint8Array,
  name: string,
  wish: TableWish,
  standardize: boolean,
): Promise<OwnTable | Refused> {
  try {
    const { content } = readCsv(bytes, optionsOf(wish));
    // A target that is a number may be of any size: the trainer works on it as on the features, scaled.
    const scaled = { standardize, standardize_target: content.classes === undefined };
    if (numbersOf(content) <= MOST_CARRIED) {
      return { status: "made", data: { ...carriedTable(content), ...scaled } };
    }
    const { data, file } = await storedTable(name, content);
    return { status: "made", data: { ...data, ...scaled }, file };
  } catch (error) {
    return refusedBy(error);
  }
}

function namesOf(bytes: Uint8Array, wish: TableWish): readonly string[] | Refused {
  try {
    return csvColumns(bytes, wish);
  } catch (error) {
    return refusedBy(error);
  }
}

function understood(bytes: Uint8Array, wish: TableWish, mayBeCodes: boolean): TableReading {
  try {
    let used = wish;
    let read = readCsv(bytes, optionsOf(used));
    const { target } = wish;
    const isSaid = wish.as.some(([place]) => place === target);
    if (target !== undefined && mayBeCodes && !isSaid && holdsCodes(read)) {
      used = { ...wish, as: [...wish.as, [target, "class"]] };
      read = readCsv(bytes, optionsOf(used));
    }
    const { content, report } = read;
    return {
      status: "understood",
      names: [],
      wish: used,
      columns: report.overview.map(plain),
      rows: report.rowsRead - report.rowsDropped,
      numbers: numbersOf(content),
      remarks: [...readingSentences(report), ...noticeSentences(report)],
    };
  } catch (error) {
    return { ...refusedBy(error), names: [] };
  }
}

const holdsCodes = ({ content }: CsvContent): boolean =>
  content.classes === undefined && areCodes(content.targets);

function optionsOf({ target = 1, ignore, as, ...how }: TableWish): CsvOptions {
  return { ...how, target, ignore: ignore.filter((place) => place !== target), as };
}

/** @throws what is no fault of the table */
export function refusedBy(error: unknown): Refused {
  if (!(error instanceof ExperimentError)) throw error;
  const en = error instanceof FileError ? `${error.path} ${error.message}` : error.toString();
  const message: Text = { en, zh: error.zh };
  const cures = error instanceof TableError ? error.cures.map(plainCure) : [];
  return { status: "refused", message, cures };
}

/** Without what a message between threads cannot carry: a column knows its reader. */
function plain({ changes, ...column }: ColumnOverview): ColumnOverview {
  return { ...column, changes: changes.map(plainCure) };
}

function plainCure(cure: Cure): Cure {
  const place = ({ name, position }: { name: string; position: number }) => ({ name, position });
  if (cure.option === "as") return { ...cure, column: place(cure.column) };
  return cure.option === "ignore" ? { ...cure, columns: cure.columns.map(place) } : cure;
}
