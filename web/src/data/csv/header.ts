// SPDX-License-Identifier: Apache-2.0
/** Which rows name the columns, and what the names are: in one row or two, with units below them, or none. */
import type { Text } from "../../engine/api.ts";
import { fault } from "../fault.ts";
import { quoted } from "../shown.ts";
import { LONGEST_NAME } from "../table.ts";
import { MISSING_WORDS, Missing, UNSEEN } from "./cells.ts";
import { writtenDate } from "./dates.ts";
import type { Row } from "./scan.ts";
import { writtenNumber } from "./written_number.ts";

/** A name that was empty or given twice. */
export interface Renamed {
  /** From 1. */
  readonly column: number;
  /** Empty where the header gave none. */
  readonly from: string;
  readonly to: string;
  /** It was too long. */
  readonly isCut?: true;
}

/** The names of columns, and the row that they stand in. */
export interface Header {
  readonly number: number;
  readonly cells: readonly string[];
  /** How many rows it takes, where it is not one. */
  readonly height?: number;
}

export function isNumber(cell: string): boolean {
  return writtenNumber(cell) !== undefined;
}

/** Rows that tell whether the first is a header. */
export const SAMPLE = 200;

/**
 * A header names: it has no number; or its numbers are labels, as 0, 1, 2, … and years are, while a number below has a word above it, or
 * none of the rows below goes on so. A table of texts alone has one unless its first row says what the rows below say.
 */
export function looksLikeHeader(rows: readonly Row[]): boolean {
  const [first, ...below] = rows.slice(0, 1 + SAMPLE);
  if (first === undefined) return true;
  const { cells } = first;
  const numbers = cells.filter(isNumber);
  if (numbers.length > 0) return areLabels(numbers, cells, below);
  const isDate = (row: Row, index: number) => writtenDate(row.cell(index)) !== undefined;
  // A column may be called by its day; it has none below, then.
  const dated = [...cells.keys()].filter((index) => isDate(first, index));
  if (dated.some((index) => below.length === 0 || below.some((row) => isDate(row, index))))
    return false;
  if (below.length < 2 || below.some((row) => row.cells.some(isNumber))) return true;
  const known = cells.filter(
    (cell, index) => cell !== "" && below.some((row) => row.cell(index) === cell),
  );
  return known.length < cells.length / 2;
}

function areLabels(
  numbers: readonly string[],
  cells: readonly string[],
  below: readonly Row[],
): boolean {
  if (below.length === 0) return false;
  const labels = numbers.map((text) => (/^\d{1,5}$/.test(text) ? Number(text) : Number.NaN));
  const start = labels[0] ?? Number.NaN;
  const isCount = labels.every((label, index) => label === start + index) && start <= 1;
  const areYears = labels.every(isYear) && new Set(labels).size === labels.length;
  if (!isCount && !areYears) return false;
  const hasWord = cells.some(
    (cell, index) => !isNumber(cell) && !MISSING.has(cell) && isNumericBelow(below, index),
  );
  const isAlone = labels.length === cells.length;
  const goesOn = below.some((row) => {
    const values = row.cells.map(Number);
    return areYears
      ? values.every(isYear)
      : values.every((value, index) => value === (values[0] ?? 0) + index);
  });
  return hasWord || (isAlone && labels.length > (areYears ? 1 : 2) && !goesOn);
}

const MISSING = new Missing(MISSING_WORDS);
const isYear = (value: number): boolean => value >= 1700 && value <= 2200;

function isNumericBelow(rows: readonly Row[], index: number): boolean {
  const cells = rows.map((row) => row.cell(index)).filter((cell) => !MISSING.has(cell));
  return cells.length > 0 && cells.every(isNumber);
}

/** A row of texts alone below the names, where every column below it that has texts in it has numbers. */
export function unitsOf(rows: readonly Row[]): readonly string[] {
  const overNumbers = textsOverNumbers(rows, 2);
  // One cell alone may be a slip of the pen; brackets are none.
  const isMeant = overNumbers.length > 1 || overNumbers.some((cell) => /^[([]/.test(cell));
  return isMeant ? (rows[0]?.cells ?? []) : [];
}

/**
 * The cells of the first row over columns of numbers, where it has texts alone, and one over each of these columns.
 * @param fewest rows that must stand below
 */
function textsOverNumbers(rows: readonly Row[], fewest: number): readonly string[] {
  const [row, ...below] = rows.slice(0, 1 + SAMPLE);
  if (row === undefined || below.length < fewest) return [];
  const { cells } = row;
  const isOther = (cell: string) =>
    isNumber(cell) || (cell !== "" && MISSING.has(cell)) || writtenDate(cell) !== undefined;
  if (cells.some(isOther)) return [];
  const numeric = [...cells.keys()].filter((index) => isNumericBelow(below, index));
  const overNumbers = numeric.map((index) => cells[index] ?? "").filter((cell) => cell !== "");
  return overNumbers.length === numeric.length ? overNumbers : [];
}

/** Names in two rows, as merged cells leave them: `Exam 1,,Exam 2,` above `Points,Grade,Points,Grade`. */
export function joinedHeader(rows: readonly Row[], remarks: Text[]): Header | undefined {
  const [first, second] = rows;
  if (first === undefined || second === undefined || first.cells.some(isNumber)) return undefined;
  const groups = first.cells;
  const isApart = new Set(groups).size === groups.length && !groups.includes("");
  if (isApart || textsOverNumbers(rows.slice(1), 1).length === 0) return undefined;
  // But the first column, which may name the rows.
  const lacksName = groups.some((cell, index) => index > 0 && cell === "" && second.isEmpty(index));
  if (lacksName) return undefined;
  let group = "";
  const cells = groups.map((cell, index) => {
    if (cell !== "") group = cell;
    return `${group} ${second.cell(index)}`.trim();
  });
  // The name of the rows may stand alone below, as pandas has it.
  const third = rows[2];
  const isApartBelow = cells[0] === "" && third?.filled === 1 && third.filledTo === 1;
  if (isApartBelow) cells[0] = third.cell(0);
  const example = quoted(cells.find((cell, index) => cell !== groups[index]) ?? "");
  remarks.push({
    en: `The names stand in rows ${first.number} and ${second.number} and are joined, as "${example}".`,
    zh: `列名占第 ${first.number} 行和第 ${second.number} 行，已合并，例如“${example}”。`,
  });
  return { number: first.number, cells, height: isApartBelow ? 3 : 2 };
}

export interface Names {
  readonly names: readonly string[];
  readonly renamed: readonly Renamed[];
}

/** `column_1`, `column_2`, ... for a table without a header. */
export function madeUpHeader(width: number): Names {
  return { names: Array.from({ length: width }, (_, index) => `column_${index + 1}`), renamed: [] };
}

const encoder = new TextEncoder();

/** A name as it is compared: on one line, composed, not too long, without blanks around it and signs that nobody sees. */
export function nameOf(text: string): string {
  return isCut(text) ? shortened(oneLine(text)) : oneLine(text);
}

const oneLine = (text: string): string =>
  text.replace(UNSEEN, "").trim().replace(/\s+/g, " ").normalize("NFC");

/** Of a name; what is longer is cut, as are the questions of a survey. There is room left for the classes of a column. */
const MOST_NAME_BYTES = 150;

function isCut(text: string): boolean {
  if (text.length <= MOST_NAME_BYTES / 3) return false;
  return encoder.encode(oneLine(text)).length > MOST_NAME_BYTES;
}

/** Its middle goes: questions that begin alike end in other words. */
function shortened(name: string): string {
  const signs = [...name];
  const begin = fitting(signs, MOST_NAME_BYTES / 2);
  const end = fitting(signs.reverse(), MOST_NAME_BYTES / 2 - 3);
  return `${begin.join("").trim()}…${end.reverse().join("").trim()}`;
}

/** As many of the first as have so many bytes. */
function fitting(signs: readonly string[], most: number): string[] {
  let bytes = 0;
  const count = signs.findIndex((sign) => {
    bytes += encoder.encode(sign).length;
    return bytes > most;
  });
  return signs.slice(0, count);
}

export function readHeader({ cells }: Header): Names {
  const given = cells.map(nameOf);
  const names = madeUnique(given);
  const renamed = names.flatMap((to, index): Renamed[] => {
    const from = given[index] ?? "";
    const column = index + 1;
    if (isCut(cells[index] ?? "")) return [{ column, from: cells[index] ?? "", to, isCut: true }];
    return to === from ? [] : [{ column, from, to }];
  });
  return { names, renamed };
}

/** Each once and none empty. What is given once keeps its name, wherever it stands. */
export function madeUnique(given: readonly string[]): string[] {
  const taken = new Set(given);
  const seen = new Set<string>();
  /** The number that was tried last behind a name. */
  const tried = new Map<string, number>();
  return given.map((name, index) => {
    if (name !== "" && !seen.has(name)) {
      seen.add(name);
      return name;
    }
    const base = name === "" ? `column_${index + 1}` : name;
    let count = tried.get(base) ?? 1;
    let other = name === "" ? base : `${base}_${++count}`;
    while (taken.has(other)) other = `${base}_${++count}`;
    tried.set(base, count);
    taken.add(other);
    return other;
  });
}

/** @throws TableError where the trainer would not take it. */
export function checkName(name: string, place: { row?: number; column: string }): void {
  if (name.length <= LONGEST_NAME / 3) return;
  const bytes = encoder.encode(name).length;
  if (bytes <= LONGEST_NAME) return;
  throw fault(place, {
    en: `the name "${quoted(name)}" has ${bytes} bytes, more than ${LONGEST_NAME}. Shorten it.`,
    zh: `名称“${quoted(name)}”有 ${bytes} 字节，超过 ${LONGEST_NAME} 字节。请缩短。`,
  });
}
