// SPDX-License-Identifier: Apache-2.0
/**
 * The text of a CSV file (RFC 4180, and what programs make of it) as records of cells. Every character is looked at once, and a cell is a
 * place in the text until somebody asks for what it says: what a stranger's file costs grows with its length alone, and little.
 */
import { fault } from "../fault.ts";
import { quoted } from "../shown.ts";
import { MAXIMUM_COLUMNS } from "../table.ts";
import { type CsvSource, type Encoding, emptyFile, plainText } from "./encoding.ts";

/** A space stands for any run of spaces and tabs. */
export const DELIMITERS = [",", ";", "\t", "|", " "] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export const MAXIMUM_ROWS = 1_000_000;
/** Those of ignored columns too: each costs eight bytes while the table is made. */
const MAXIMUM_CELLS = 10_000_000;

/** The cells of a text, one after the other. */
class Cells {
  /** What the cells are places of: the text, and behind it what its quotation marks say in other signs. */
  text: string;
  /** Begin and end of each. */
  places: Uint32Array;
  count = 0;
  /** Behind the last that says something. */
  filledTo = 0;
  readonly #annex: string[] = [];
  #length: number;

  constructor(text: string) {
    this.text = text;
    this.#length = text.length;
    this.places = new Uint32Array(1_024);
  }

  /** Blanks around it are no part of it. */
  add(from: number, to: number): void {
    const { text } = this;
    let begin = from;
    let end = to;
    while (begin < end && isBlank(text.charCodeAt(begin))) begin += 1;
    while (end > begin && isBlank(text.charCodeAt(end - 1))) end -= 1;
    this.#push(begin, end);
  }

  addText(text: string): void {
    const cell = text.trim();
    this.#annex.push(cell);
    this.#push(this.#length, this.#length + cell.length);
    this.#length += cell.length;
  }

  #push(begin: number, end: number): void {
    const at = 2 * this.count;
    if (at === this.places.length) {
      const more = new Uint32Array(2 * this.places.length);
      more.set(this.places);
      this.places = more;
    }
    this.places[at] = begin;
    this.places[at + 1] = end;
    this.count += 1;
    if (begin < end) this.filledTo = this.count;
  }

  /** After the last cell of `text`. */
  close(): void {
    if (this.#annex.length > 0) this.text += this.#annex.join("");
    this.#annex.length = 0;
  }

  /** As if there had been none. */
  clear(text: string): void {
    this.text = text;
    this.count = 0;
    this.filledTo = 0;
    this.#annex.length = 0;
    this.#length = text.length;
  }
}

/** As `String.trim` has it. */
function isBlank(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  return code >= 0xa0 && BLANKS.has(code);
}

const BLANKS: ReadonlySet<number> = new Set([
  0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009,
  0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
]);

/** Cells without the blanks around them. */
export class Row {
  constructor(
    private readonly all: Cells,
    private readonly first: number,
    readonly width: number,
    /** How many cells there are up to the last that says something. */
    readonly filledTo: number,
    /** From 1, with header and empty rows counted. */
    readonly number: number,
    /** An empty line stands before it. */
    readonly afterGap: boolean,
  ) {}

  /** Where the text of a cell begins and ends in `text`. */
  begin(index: number): number {
    return this.all.places[2 * (this.first + index)] ?? 0;
  }

  end(index: number): number {
    return this.all.places[2 * (this.first + index) + 1] ?? 0;
  }

  get text(): string {
    return this.all.text;
  }

  /** Whether it is an empty line. */
  get isBlank(): boolean {
    return this.width === 1 && this.filledTo === 0;
  }

  isEmpty(index: number): boolean {
    return this.begin(index) === this.end(index);
  }

  cell(index: number): string {
    return this.all.text.slice(this.begin(index), this.end(index));
  }

  get cells(): string[] {
    return Array.from({ length: this.width }, (_, index) => this.cell(index));
  }

  /** How many say something. */
  get filled(): number {
    let count = 0;
    for (let index = 0; index < this.width; index += 1) count += this.isEmpty(index) ? 0 : 1;
    return count;
  }

  /** Its first cells alone. */
  cutTo(width: number): Row {
    const { all, first, filledTo, number, afterGap } = this;
    return new Row(all, first, width, Math.min(filledTo, width), number, afterGap);
  }
}

export interface CsvRecords {
  /** Without empty lines. At least one has something in it. */
  readonly records: readonly Row[];
  /** One of DELIMITERS, or what the file itself announces. */
  readonly delimiter: string;
  /** Other than UTF-8, as its first bytes said. */
  readonly encoding?: Encoding;
  /** Every line stood in quotation marks as a whole. */
  readonly wereQuoted: boolean;
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
  const { text, announced } = withoutAnnouncement(whole);
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
  return { ...found, ...read, wereQuoted };
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
}

/**
 * The one whose rows are of one width most often, and of these the one that leaves most numbers whole. Spaces come last: they stand in
 * texts, too.
 */
export function guess(text: string, noCommas: boolean): Delimiter {
  let best: Guess | undefined;
  for (const delimiter of DELIMITERS) {
    if (delimiter === "," && noCommas) continue;
    const rows = headRows(text, delimiter);
    const { width, share } = usualWidth(rows);
    if (width < 2) continue;
    const cells = rows.filter((row) => row.width === width).flatMap((row) => row.cells);
    const numbers = cells.filter(looksLikeNumber).length / cells.length;
    if (delimiter === " " && !areBlanksMeant({ width, share, numbers, cells }, best)) continue;
    const even = Math.round(20 * share);
    const isBetter =
      best === undefined ||
      delimiter === " " ||
      even > best.even ||
      (even === best.even && numbers > best.numbers + 0.1);
    if (isBetter) best = { delimiter, even, numbers, width };
  }
  return best?.delimiter ?? (noCommas ? ";" : ",");
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
    if (!isCutOff && !row.isBlank) rows.push(row);
    return rows.length < HEAD_ROWS;
  });
  return rows;
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

/** `end`: where the row ends in the text. It all ends where false comes back. */
type OnRow = (row: Row, isBroken: boolean, end: number) => boolean;

const QUOTE = 34;
const SPACE = 32;
const TAB = 9;
const LINE_FEED = 10;

/** Row after row, each of which is gone when the next one comes: for files with more cells than anybody can hold. */
export function scanRows(text: string, delimiter: string, onRow: OnRow): void {
  scan(text, delimiter, onRow, false);
}

/**
 * Parts a text whose lines end with \n. A cell may stand in quotation marks, with a mark inside written twice, or behind a backslash where
 * no cell ends; blanks before and behind the marks count for nothing. `onRow` gets each row but empty lines.
 */
export function scan(text: string, delimiter: string, onRow: OnRow, keepsRows = true): void {
  const cells = new Cells(text);
  const byBlanks = delimiter === " ";
  const sign = delimiter.charCodeAt(0);
  // A second sign, or the same again.
  const otherSign = byBlanks ? TAB : sign;
  const isDelimiter = (code: number) => code === sign || code === otherSign;
  const isEnd = (at: number) => at >= text.length || text.charCodeAt(at) === LINE_FEED;
  const skipBlanks = (from: number) => {
    let at = from;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code !== SPACE && (code !== TAB || sign === TAB)) break;
    }
    return at;
  };
  const skipCell = (from: number) => {
    let at = from;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED || code === sign || code === otherSign) break;
    }
    return at;
  };
  let at = 0;
  let afterGap = false;
  for (let number = 1; at < text.length; number += 1) {
    const first = cells.count;
    let isBroken = false;
    let isLast = false;
    if (byBlanks) at = skipBlanks(at);
    while (!isLast) {
      const begin = byBlanks ? at : skipBlanks(at);
      if (text.charCodeAt(begin) === QUOTE) {
        isBroken = !quotedCell(begin + 1) || isBroken;
      } else {
        at = skipCell(begin);
        cells.add(begin, at);
      }
      if (byBlanks) at = skipBlanks(at);
      isLast = isEnd(at);
      if (!isLast && !byBlanks) at += 1;
    }
    const filledTo = Math.max(0, cells.filledTo - first);
    const row = new Row(cells, first, cells.count - first, filledTo, number, afterGap);
    afterGap = row.isBlank;
    if (!keepsRows) cells.close();
    if ((!afterGap || isBroken) && !onRow(row, isBroken, at)) break;
    if (!keepsRows) cells.clear(text);
    at += 1;
  }
  cells.close();

  /** From behind the opening mark on; false where no mark closes it, or something stands behind the closing one. */
  function quotedCell(from: number): boolean {
    const pieces: string[] = [];
    for (let begin = from; ; ) {
      const mark = text.indexOf('"', begin);
      const end = mark < 0 ? text.length : mark;
      if (text.charCodeAt(end + 1) === QUOTE) {
        pieces.push(text.slice(begin, end + 1));
        begin = end + 2;
        continue;
      }
      const behind = mark < 0 ? end : skipBlanks(mark + 1);
      const isClosed =
        isEnd(behind) || isDelimiter(text.charCodeAt(behind)) || (byBlanks && behind > mark + 1);
      if (!isClosed && mark > begin && text[mark - 1] === "\\") {
        pieces.push(text.slice(begin, mark - 1), '"');
        begin = mark + 1;
        continue;
      }
      if (pieces.length === 0) cells.add(begin, end);
      else cells.addText(pieces.join("") + text.slice(begin, end));
      at = isClosed ? behind : skipCell(behind);
      return isClosed && mark >= 0;
    }
  }
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
