// SPDX-License-Identifier: Apache-2.0
/** A CSV file as records of cells: what parts them, which quotation marks are meant, and how much is too much. */
import { fault } from "../fault.ts";
import { quoted } from "../shown.ts";
import { MAXIMUM_COLUMNS } from "../table.ts";
import { type CsvSource, type Encoding, emptyFile, plainText } from "./encoding.ts";
import { type Row, scan } from "./scan.ts";

/** The usual ones. A space stands for any run of spaces and tabs. */
export const DELIMITERS = [",", ";", "\t", "|", " "] as const;
/** Looked for in a file, the last where none of the others parts anything. */
const LIKELY: readonly string[] = [",", ";", "\t", "|", "，", "；", " "];
const RARE: readonly string[] = ["^", "~", ":", "\u0001", "\u001f", "¦", "、", "&"];
/** One sign: see `isDelimiter`. */
export type Delimiter = string;

/** Whether it may part cells: letters, digits, quotation marks and what stands in numbers do not. */
export function isDelimiter(sign: unknown): boolean {
  if (typeof sign !== "string" || sign.length !== 1) return false;
  // A line ends with others; a slash stands in dates and units.
  return sign === "\t" || sign === " " || /^[^\p{L}\p{N}\s"'.+/\-\0]$/u.test(sign);
}

export const MAXIMUM_ROWS = 1_000_000;
/** Those of ignored columns too: each costs eight bytes while the table is made. */
const MAXIMUM_CELLS = 10_000_000;

export interface CsvRecords {
  /** Without empty lines. At least one has something in it. */
  readonly records: readonly Row[];
  /** As it was given, found, or as the file itself announces it. */
  readonly delimiter: string;
  /** Other than UTF-8, as its first bytes said. */
  readonly encoding?: Encoding;
  /** Every line stood in quotation marks as a whole. */
  readonly wereQuoted: boolean;
  /** Cells stood there as formulas that give a text: `="007"`. */
  readonly hadFormulas: boolean;
}

export interface TextOptions {
  readonly delimiter?: Delimiter | undefined;
  readonly encoding?: Encoding | undefined;
  /** True: the comma parts no cells. */
  readonly decimalComma?: boolean | undefined;
}

/** @throws TableError where the bytes are no text, or the text is no table. */
export function readRecords(source: CsvSource, options: TextOptions): CsvRecords {
  const { text: whole, ...read } = plainText(source, options.encoding);
  const { text: written, announced } = withoutAnnouncement(whole);
  const text = withPlainMarks(withoutFormulas(written));
  const given = options.delimiter ?? announced;
  const noCommas = options.decimalComma === true;
  if (noCommas && given === ",") throw commaTwice();
  const recordsOf = (lines: string) => {
    const delimiter = given ?? guess(lines, noCommas);
    return { delimiter, records: allRecords(lines, delimiter) };
  };
  let found = recordsOf(text);
  let wereQuoted = false;
  if (areQuotedLines(text, found.records)) {
    const inner = recordsOf(withoutQuotes(text));
    wereQuoted = inner.records.some(({ width }) => width > 1);
    if (wereQuoted) found = inner;
  }
  if (!found.records.some(({ filledTo }) => filledTo > 0)) throw emptyFile();
  return { ...found, ...read, wereQuoted, hadFormulas: written.includes('="') && text !== written };
}

/** As programs keep the zeros of codes from Excel: `="007"`, or `"=""007"""`. */
function withoutFormulas(text: string): string {
  if (!text.includes('="')) return text;
  return text
    .replace(/(^|[\n,;\t|])=("[^"\n]{0,200}")(?=[\n,;\t|]|$)/g, "$1$2")
    .replace(/(^|[\n,;\t|])"=""([^"\n]{0,200})"""(?=[\n,;\t|]|$)/g, '$1"$2"');
}

/** Opening and closing ones that stand for " where each name of the header is between them. */
const OTHER_MARKS: readonly (readonly [string, string])[] = [
  ["'", "'"],
  ["“", "”"],
  ["„", "“"],
  ["«", "»"],
];

function withPlainMarks(text: string): string {
  const [opening, closing] =
    OTHER_MARKS.find(([first]) => text.trimStart().startsWith(first)) ?? [];
  if (opening === undefined || closing === undefined) return text;
  const cell = `${opening}([^${closing}\\n]{0,1000})${closing}`;
  const [header = ""] = text.trimStart().split("\n", 1);
  if (!new RegExp(`^(?:${cell}(?: {0,2}[,;，；\\t|] {0,2}|$)){2,9999}$`).test(header.trim()))
    return text;
  const everywhere = new RegExp(
    `(^|[\\n,;，；\\t|] {0,2})${cell}(?= {0,2}(?:[\\n,;，；\\t|]|$))`,
    "g",
  );
  return text.replace(
    everywhere,
    (_, before: string, inner: string) => `${before}"${inner.replaceAll('"', '""')}"`,
  );
}

/** Whether each line is one cell in quotation marks, as a spreadsheet writes what it did not part. */
function areQuotedLines(text: string, records: readonly Row[]): boolean {
  if (
    records.length < 2 ||
    !text
      .slice(0, 2 ** 10)
      .trimStart()
      .startsWith('"')
  )
    return false;
  return records.every((row) => row.width === 1 && !row.cell(0).includes("\n"));
}

function withoutQuotes(text: string): string {
  const lines = text.split("\n").map((line) => {
    const bare = line.trim();
    const isQuoted = bare.length > 1 && bare.startsWith('"') && bare.endsWith('"');
    return isQuoted ? bare.slice(1, -1).replaceAll('""', '"') : line;
  });
  return lines.join("\n");
}

/** Excel's first line, with the sign that parts the cells: `sep=;`. An empty line stays in its place, so that every row keeps its number. */
function withoutAnnouncement(text: string): { text: string; announced?: string } {
  const end = text.indexOf("\n");
  const line = end < 0 ? text : text.slice(0, end);
  if (line.length > 7) return { text };
  const isQuoted = line.length === 7 && line.startsWith('"') && line.endsWith('"');
  const bare = isQuoted ? line.slice(1, -1) : line;
  const sign = bare.at(4);
  const isOne = bare.length === 5 && bare.slice(0, 4).toLowerCase() === "sep=" && sign !== '"';
  return isOne && sign !== undefined
    ? { text: text.slice(line.length), announced: sign }
    : { text };
}

function commaTwice() {
  return fault(
    {},
    {
      en: "the comma cannot be delimiter and decimal mark at once. Give the delimiter ; or tab.",
      zh: "逗号不能同时作分隔符和小数点。请使用分号或制表符作分隔符。",
    },
    { option: "delimiter" },
  );
}

/** What the delimiter is guessed from. */
const HEAD_ROWS = 60;
const HEAD_LENGTH = 2 ** 18;

interface Guess {
  readonly delimiter: Delimiter;
  readonly width: number;
  /** The share of rows that are of this width, in twentieths; and of cells that look like numbers. */
  readonly even: number;
  readonly numbers: number;
  /** The first row, which may be a header, is of this width too. */
  readonly isOfFirst: boolean;
}

/**
 * The one whose rows are of one width most often, and of these the one that leaves most numbers whole. Spaces come last: they stand in
 * texts, too.
 */
export function guess(text: string, noCommas: boolean): Delimiter {
  const best = bestOf(LIKELY, text, noCommas);
  if (best !== undefined) return best.delimiter;
  const rare = bestOf(RARE, text, noCommas);
  return rare?.isOfFirst === true && rare.even === 20 ? rare.delimiter : noCommas ? ";" : ",";
}

function bestOf(delimiters: readonly string[], text: string, noCommas: boolean): Guess | undefined {
  let best: Guess | undefined;
  for (const delimiter of delimiters) {
    if (delimiter === "," && noCommas) continue;
    const rows = headRows(text, delimiter);
    const { width, share } = usualWidth(rows);
    if (width < 2) continue;
    const cells = rows.filter((row) => row.width === width).flatMap((row) => row.cells);
    const numbers = cells.filter(looksLikeNumber).length / cells.length;
    if (delimiter === " " && !areBlanksMeant({ width, share, numbers, cells }, best)) continue;
    const even = Math.round(20 * share);
    const isOfFirst = rows[0]?.width === width;
    // As many decimal commas in each row part it evenly as well, but not the header.
    const isBetter =
      best === undefined ||
      delimiter === " " ||
      even > best.even ||
      (even === best.even &&
        (isOfFirst === best.isOfFirst ? numbers > best.numbers + 0.1 : isOfFirst));
    if (isBetter) best = { delimiter, even, numbers, width, isOfFirst };
  }
  return best;
}

interface Blanks {
  readonly width: number;
  readonly share: number;
  readonly numbers: number;
  readonly cells: readonly string[];
}

/** Rows of blanks alone, or several numbers in what another delimiter takes for one cell. */
function areBlanksMeant(blanks: Blanks, best: Guess | undefined): boolean {
  const { width, share, numbers, cells } = blanks;
  if (best === undefined) return share >= 0.5;
  // A tab is a blank as well; any other delimiter would stand in some cell.
  const sign = best.delimiter;
  const isClean = sign === "\t" || !cells.some((cell) => cell.includes(sign));
  return share >= 0.8 && isClean && width > best.width && numbers > 0.7;
}

function headRows(text: string, delimiter: Delimiter): Row[] {
  const rows: Row[] = [];
  const head = text.slice(0, HEAD_LENGTH);
  scan(head, delimiter, (row, _isBroken, end) => {
    const isCutOff = end >= head.length && head.length < text.length && rows.length > 0;
    if (!isCutOff && !row.isBlank && !isRule(row)) rows.push(row);
    return rows.length < HEAD_ROWS;
  });
  return rows;
}

/** A line that is drawn, as `+---+---+`. */
export function isRule(row: Row): boolean {
  const isDrawn = (cell: string) => cell === "" || /^[-=+:|]{3,2000}$/.test(cell);
  return row.filledTo > 0 && row.cells.every(isDrawn);
}

/** The width that most rows have, the first of several; and the share of the rows that have it. */
export function usualWidth(rows: readonly Row[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const { width } of rows) counts.set(width, (counts.get(width) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [candidate, count] of counts) {
    if (count <= most) continue;
    width = candidate;
    most = count;
  }
  return { width, share: rows.length === 0 ? 0 : most / rows.length };
}

/** Roughly, as a sign of where cells end. */
const looksLikeNumber = (cell: string): boolean => /^[\d+\-.,eE%]{1,24}$/.test(cell);

/** Enough for what is left out: titles, comments, footers. */
const SPARE_ROWS = 1_000;

/** Row by row, so that a file that is too large is refused before it fills the memory. */
function allRecords(text: string, delimiter: string): Row[] {
  const records: Row[] = [];
  let cellCount = 0;
  scan(text, delimiter, (row, isBroken) => {
    if (isBroken) throw wrongQuotes(row.number);
    cellCount += row.width;
    if (row.width > MAXIMUM_COLUMNS) throw tooManyColumns(row);
    if (records.length > MAXIMUM_ROWS + SPARE_ROWS) throw tooManyRows();
    if (cellCount > MAXIMUM_CELLS) throw tooManyCells();
    records.push(row);
    return true;
  });
  if (text.includes("\0")) records.forEach(refuseNul);
  return records;
}

function refuseNul(row: Row): void {
  const index = row.cells.findIndex((cell) => cell.includes("\0"));
  if (index < 0) return;
  throw fault(
    { row: row.number },
    {
      en: `cell ${index + 1} has a NUL character, which no text has. Remove it, or save the file again as CSV in UTF-8.`,
      zh: `第 ${index + 1} 个单元格含有 NUL 字符，文本中不应有它。请删去，或将文件另存为 UTF-8 编码的 CSV。`,
    },
    { option: "encoding" },
  );
}

export function wrongQuotes(row: number) {
  return fault(
    { row },
    {
      en: "a quotation mark is not closed, or something stands behind the closing one. Write a quotation mark inside a quoted cell twice.",
      zh: "引号没有闭合，或闭合引号后面还有内容。请把引号单元格内的引号写两遍。",
    },
  );
}

function tooManyColumns({ number: row, width }: Row) {
  return fault(
    { row },
    {
      en: `has ${width} cells, more than ${MAXIMUM_COLUMNS}. Remove columns, or check the delimiter.`,
      zh: `有 ${width} 个单元格，超过 ${MAXIMUM_COLUMNS} 个。请删去一些列，或检查分隔符。`,
    },
    { option: "delimiter" },
  );
}

/** A row that is not as wide as the table. */
export function wrongWidth({ number: row, cells }: Row, width: number, first: number) {
  const count = cells.length;
  const shown = quoted(cells.join(" | "), 60);
  const reference = first === row ? "the rows below have" : `row ${first} has`;
  const zhReference = first === row ? "以下各行" : `第 ${first} 行`;
  return fault(
    { row },
    {
      en: `has ${count} ${count === 1 ? "cell" : "cells"} (${shown}), but ${reference} ${width}. Give every row the same, quote cells that contain the delimiter, or give another delimiter.`,
      zh: `有 ${count} 个单元格（${shown}），而${zhReference}有 ${width} 个。请使每行个数相同，给含有分隔符的单元格加引号，或指定其他分隔符。`,
    },
    { option: "delimiter" },
  );
}

export function tooManyRows() {
  return fault(
    {},
    {
      en: `the file has more than ${MAXIMUM_ROWS} rows. Remove rows.`,
      zh: `文件超过 ${MAXIMUM_ROWS} 行。请删去一些行。`,
    },
  );
}

function tooManyCells() {
  return fault(
    {},
    {
      en: `the file has more than ${MAXIMUM_CELLS} cells. Remove columns or rows.`,
      zh: `文件超过 ${MAXIMUM_CELLS} 个单元格。请删去一些列或行。`,
    },
  );
}
