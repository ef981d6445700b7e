// SPDX-License-Identifier: Apache-2.0
/**
 * The bytes of a CSV file (RFC 4180, and what programs make of it) as records of cells. Every character is looked at once: what a
 * stranger's file costs grows with its length alone.
 */
import { fault, quoted } from "./fault.ts";
import { MAXIMUM_BYTES, MAXIMUM_CELLS, MAXIMUM_COLUMNS, MAXIMUM_ROWS } from "./table_data.ts";

/** A space stands for any run of spaces and tabs. */
export const DELIMITERS = [",", ";", "\t", "|", " "] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What a file that is no UTF-8 may be in. Bytes do not tell, so somebody must. */
export const ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "gb18030",
  "big5",
  "shift_jis",
  "windows-1252",
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface Row {
  /** From 1, with header and empty rows counted. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface CsvRecord extends Row {
  /** An empty line stands before it. */
  readonly afterGap: boolean;
}

export interface CsvRecords {
  /** Without empty lines. At least one has something in it. */
  readonly records: readonly CsvRecord[];
  /** One of DELIMITERS, or what the file itself announces. */
  readonly delimiter: string;
  /** Other than UTF-8, as its first bytes said. */
  readonly encoding?: Encoding;
  /** Every line stood in quotation marks as a whole. */
  readonly wereQuoted: boolean;
}

/** As text, or as the bytes of a file. */
export type CsvSource = string | Uint8Array;

export interface TextOptions {
  readonly delimiter: Delimiter | undefined;
  readonly encoding: Encoding | undefined;
  /** True: the comma parts no cells. */
  readonly decimalComma: boolean | undefined;
}

/** @throws TableError where the bytes are no text, or the text is no table. */
export function readRecords(source: CsvSource, options: TextOptions): CsvRecords {
  const { text: whole, encoding } = plainText(source, options.encoding);
  const { text, announced } = withoutAnnouncement(whole);
  if (options.decimalComma === true && (options.delimiter ?? announced) === ",") throw commaTwice();
  const given = options.delimiter ?? announced;
  let used = given ?? guess(text, options.decimalComma === true);
  let records = scan(text, used);
  let wereQuoted = false;
  const lines = linesInQuotes(text, records);
  if (lines !== undefined) {
    used = given ?? guess(lines, options.decimalComma === true);
    const inner = scan(lines, used);
    wereQuoted = inner.some(({ cells }) => cells.length > 1);
    if (wereQuoted) records = inner;
  }
  if (!records.some(({ cells }) => cells.some((cell) => cell.trim() !== ""))) throw emptyFile();
  return { records, delimiter: used, wereQuoted, ...(encoding === undefined ? {} : { encoding }) };
}

/** Where each line is one cell in quotation marks, as a spreadsheet writes what it did not part: the lines themselves. */
function linesInQuotes(text: string, records: readonly CsvRecord[]): string | undefined {
  if (records.length < 2 || !text.trimStart().startsWith('"')) return undefined;
  const isOne = ({ cells }: CsvRecord) => cells.length === 1 && !(cells[0] ?? "").includes("\n");
  if (!records.every(isOne)) return undefined;
  const lines: string[] = [];
  for (const { number, cells } of records) {
    while (lines.length < number - 1) lines.push("");
    lines.push(cells[0] ?? "");
  }
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

function emptyFile() {
  return fault(
    {},
    {
      en: "the file is empty. Give one with a header and rows.",
      zh: "文件是空的。请使用有表头和数据行的文件。",
    },
  );
}

interface Decoded {
  readonly text: string;
  readonly encoding?: Encoding;
}

function plainText(source: CsvSource, given: Encoding | undefined): Decoded {
  const size = source.length;
  if (size > MAXIMUM_BYTES) {
    const megabytes = Math.ceil(size / 2 ** 20);
    const most = MAXIMUM_BYTES / 2 ** 20;
    throw fault(
      {},
      {
        en: `the file has ${megabytes} MB, more than ${most} MB. Remove columns or rows.`,
        zh: `文件有 ${megabytes} MB，超过 ${most} MB。请删去一些列或行。`,
      },
    );
  }
  const { text, encoding } = typeof source === "string" ? { text: source } : decode(source, given);
  const bare = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (bare.trim() === "") throw emptyFile();
  refuseOtherKinds(bare);
  // One kind of line ending: files that were joined have several.
  const lines = bare.includes("\r") ? bare.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : bare;
  return { text: lines, ...(encoding === undefined ? {} : { encoding }) };
}

/** Whether a file begins as Excel's "Unicode text", and what PowerShell's `>` writes, do: with the byte order mark of UTF-16. */
export function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function decode(bytes: Uint8Array, given: Encoding | undefined): Decoded {
  const marked = isUtf16(bytes) ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : undefined;
  const encoding = given ?? marked ?? withoutMark(bytes);
  refuseBinary(bytes);
  try {
    const text = new TextDecoder(encoding ?? "utf-8", { fatal: true }).decode(bytes);
    return encoding === undefined || encoding === "utf-8" ? { text } : { text, encoding };
  } catch {
    throw given === undefined && encoding === undefined
      ? notUtf8(bytes)
      : notIn(encoding ?? "utf-8");
  }
}

/** UTF-16 of western text has every other byte zero. */
function withoutMark(bytes: Uint8Array): Encoding | undefined {
  const head = bytes.subarray(0, 512);
  if (head.length < 4) return undefined;
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 4 && even === 0) return "utf-16le";
  return even > head.length / 4 && odd === 0 ? "utf-16be" : undefined;
}

function notUtf8(bytes: Uint8Array) {
  // Nearly every sequence of bytes is some text in an old encoding of the West, but few are Chinese.
  const isChinese = decodes(bytes, "gb18030");
  const guess = isChinese ? "gb18030" : "windows-1252";
  return fault(
    {},
    {
      en: `the file is not UTF-8. Save it again as CSV in UTF-8, or say what it is written in: perhaps ${guess}.`,
      zh: `文件不是 UTF-8 编码。请另存为 UTF-8 编码的 CSV，或指定其编码，例如 ${guess}。`,
    },
    { option: "encoding" },
  );
}

function decodes(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function notIn(encoding: string) {
  return fault(
    {},
    {
      en: `the file is not written in ${encoding}: some of its bytes mean nothing there. Save it again as CSV in UTF-8, or give another encoding.`,
      zh: `文件不是 ${encoding} 编码：其中有无法解读的字节。请另存为 UTF-8 编码的 CSV，或指定其他编码。`,
    },
    { option: "encoding" },
  );
}

/** How files begin that are often taken for a table. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ["PK\u0003\u0004", "xlsx, zip"],
  ["\u00d0\u00cf\u0011\u00e0", "xls"],
  ["\u001f\u008b", "gzip"],
  ["PAR1", "Parquet"],
  ["%PDF", "PDF"],
  ["SQLite", "SQLite"],
];

function refuseBinary(bytes: Uint8Array): void {
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  const [, kind] = SIGNATURES.find(([beginning]) => head.startsWith(beginning)) ?? [];
  if (kind !== undefined) throw otherKind(kind);
}

function refuseOtherKinds(text: string): void {
  const head = text.slice(0, 200).trimStart().toLowerCase();
  if (head.startsWith("<!doctype html") || head.startsWith("<html") || head.startsWith("<?xml")) {
    throw otherKind(head.startsWith("<?xml") ? "XML" : "HTML");
  }
  if (head.startsWith("{") || head.startsWith("[{") || head.startsWith("[["))
    throw otherKind("JSON");
}

function otherKind(kind: string) {
  return fault(
    {},
    {
      en: `the file is no CSV but ${kind}. Open it in the program it comes from and save it as CSV.`,
      zh: `文件不是 CSV，而是 ${kind}。请用原程序打开后另存为 CSV。`,
    },
  );
}

/** What the delimiter is guessed from. */
const HEAD_ROWS = 60;
const HEAD_LENGTH = 2 ** 18;

/**
 * The one whose rows are of one width most often, and of these the one that leaves most numbers whole. Spaces come last: they stand in
 * texts, too.
 */
function guess(text: string, decimalComma: boolean): Delimiter {
  let best: { delimiter: Delimiter; even: number; numbers: number; width: number } | undefined;
  for (const delimiter of DELIMITERS) {
    if (delimiter === "," && decimalComma) continue;
    const rows = headRows(text, delimiter);
    const { width, share } = usualWidth(rows);
    if (width < 2) continue;
    if (delimiter === " " && !areBlanksMeant(rows, width, share, best)) continue;
    const cells = rows.filter((row) => row.length === width).flat();
    const numbers = cells.filter(startsAndEndsAsNumber).length / cells.length;
    const even = Math.round(20 * share);
    const isBetter =
      best === undefined ||
      delimiter === " " ||
      even > best.even ||
      (even === best.even && numbers > best.numbers + 0.1);
    if (isBetter) best = { delimiter, even, numbers, width };
  }
  return best?.delimiter ?? (decimalComma ? ";" : ",");
}

/** Rows of blanks alone, or several numbers in what another delimiter takes for one cell. */
function areBlanksMeant(
  rows: readonly (readonly string[])[],
  width: number,
  share: number,
  best: { delimiter: Delimiter; width: number; even: number } | undefined,
): boolean {
  if (share < 0.8 && (best !== undefined || share < 0.5)) return false;
  if (best === undefined) return true;
  const cells = rows.filter((row) => row.length === width).flat();
  // A tab is a blank as well; any other delimiter would stand in some cell.
  const others = DELIMITERS.slice(0, 4).filter((sign) => sign !== "\t");
  const isClean = !cells.some((cell) =>
    others.some((sign) => sign === best.delimiter && cell.includes(sign)),
  );
  return (
    isClean && width > best.width && cells.filter(startsAndEndsAsNumber).length > 0.7 * cells.length
  );
}

function headRows(text: string, delimiter: Delimiter): string[][] {
  const rows: string[][] = [];
  const head = text.slice(0, HEAD_LENGTH);
  scanRows(head, delimiter, (cells, _number, _broken, end) => {
    const isCutOff = end >= head.length && head.length < text.length && rows.length > 0;
    if (!isBlank(cells) && !isCutOff) rows.push(cells);
    return rows.length < HEAD_ROWS;
  });
  return rows;
}

const isBlank = (cells: readonly string[]) => cells.length === 1 && (cells[0] ?? "").trim() === "";

/** The width that most rows have, the first of several; and the share of the rows that have it. */
export function usualWidth(rows: readonly (readonly string[])[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [length, count] of counts) {
    if (count <= most) continue;
    width = length;
    most = count;
  }
  return { width, share: rows.length === 0 ? 0 : most / rows.length };
}

/** Roughly, as a sign of where cells end. */
function startsAndEndsAsNumber(cell: string): boolean {
  const text = cell.trim();
  if (text.length === 0 || text.length > 24) return false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isPart = (code >= 48 && code <= 57) || "+-.,eE%".includes(text[at] ?? "");
    if (!isPart) return false;
  }
  return true;
}

/** Enough for what is left out: titles, comments, footers. */
const SPARE_ROWS = 1_000;

/** Row by row, so that a file that is too large is refused before it fills the memory. */
function scan(text: string, delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let cellCount = 0;
  let afterGap = false;
  scanRows(text, delimiter, (cells, number, isBroken) => {
    if (isBroken) throw wrongQuotes(number);
    if (isBlank(cells)) {
      afterGap = true;
      return true;
    }
    cellCount += cells.length;
    if (cells.length > MAXIMUM_COLUMNS) throw tooManyColumns(number, cells.length);
    const nul = cells.findIndex((cell) => cell.includes("\0"));
    if (nul >= 0) throw nulIn(number, nul + 1);
    if (records.length > MAXIMUM_ROWS + SPARE_ROWS) throw tooManyRows();
    if (cellCount > MAXIMUM_CELLS) throw tooManyCells();
    records.push({ number, cells, afterGap });
    afterGap = false;
    return true;
  });
  return records;
}

type OnRow = (cells: string[], number: number, isBroken: boolean, end: number) => boolean;

const QUOTE = 34;
const SPACE = 32;
const TAB = 9;
const LINE_FEED = 10;

/**
 * Parts a text whose lines end with \n. A cell may stand in quotation marks, with a mark inside written twice, or behind a backslash where
 * no cell ends; blanks before and behind the marks count for nothing. `onRow` gets each row with its number from 1, and ends it all with false.
 */
export function scanRows(text: string, delimiter: string, onRow: OnRow): void {
  const byBlanks = delimiter === " ";
  const sign = delimiter.charCodeAt(0);
  const isDelimiter = (code: number) => code === sign || (byBlanks && code === TAB);
  const isBlankSign = (code: number) => code === SPACE || (code === TAB && sign !== TAB);
  const isEnd = (at: number) => at >= text.length || text.charCodeAt(at) === LINE_FEED;
  const skipBlanks = (from: number) => {
    let at = from;
    while (at < text.length && isBlankSign(text.charCodeAt(at))) at += 1;
    return at;
  };
  let at = 0;
  let number = 0;
  while (at < text.length) {
    number += 1;
    const cells: string[] = [];
    let isBroken = false;
    let isLast = false;
    if (byBlanks) at = skipBlanks(at);
    while (!isLast) {
      const begin = byBlanks ? at : skipBlanks(at);
      if (text.charCodeAt(begin) === QUOTE) {
        const { cell, end, isClosed } = quotedCell(begin + 1);
        cells.push(cell);
        at = end;
        isBroken ||= !isClosed;
      } else {
        const from = at;
        at = begin;
        while (!isEnd(at) && !isDelimiter(text.charCodeAt(at))) at += 1;
        cells.push(text.slice(from, at));
      }
      if (byBlanks) at = skipBlanks(at);
      isLast = isEnd(at);
      if (!isLast && !byBlanks) at += 1;
    }
    if (!onRow(cells, number, isBroken, at)) return;
    at += 1;
  }

  /** From behind the opening mark; what stands behind a closing one is passed over as broken. */
  function quotedCell(from: number): { cell: string; end: number; isClosed: boolean } {
    const pieces: string[] = [];
    let begin = from;
    let here = from;
    for (;;) {
      const mark = text.indexOf('"', here);
      if (mark < 0) {
        pieces.push(text.slice(begin));
        return { cell: pieces.join(""), end: text.length, isClosed: false };
      }
      const next = text.charCodeAt(mark + 1);
      if (next === QUOTE) {
        pieces.push(text.slice(begin, mark + 1));
        begin = mark + 2;
        here = begin;
        continue;
      }
      const behind = skipBlanks(mark + 1);
      if (
        isEnd(behind) ||
        isDelimiter(text.charCodeAt(behind)) ||
        (byBlanks && behind > mark + 1)
      ) {
        pieces.push(text.slice(begin, mark));
        return { cell: pieces.join(""), end: byBlanks ? mark + 1 : behind, isClosed: true };
      }
      if (mark > begin && text[mark - 1] === "\\") {
        pieces.push(text.slice(begin, mark - 1), '"');
        begin = mark + 1;
        here = begin;
        continue;
      }
      pieces.push(text.slice(begin, mark));
      let end = behind;
      while (!isEnd(end) && !isDelimiter(text.charCodeAt(end))) end += 1;
      return { cell: pieces.join(""), end, isClosed: false };
    }
  }
}

function wrongQuotes(row: number) {
  return fault(
    { row },
    {
      en: "a quotation mark is not closed, or something stands behind the closing one. Write a quotation mark inside a quoted cell twice.",
      zh: "引号没有闭合，或闭合引号后面还有内容。请把引号单元格内的引号写两遍。",
    },
  );
}

function nulIn(row: number, column: number) {
  return fault(
    { row },
    {
      en: `cell ${column} has a NUL character, which no text has. Remove it, or save the file again as CSV in UTF-8.`,
      zh: `第 ${column} 个单元格含有 NUL 字符，文本中不应有它。请删去，或将文件另存为 UTF-8 编码的 CSV。`,
    },
    { option: "encoding" },
  );
}

function tooManyColumns(row: number, cells: number) {
  return fault(
    { row },
    {
      en: `has ${cells} cells, more than ${MAXIMUM_COLUMNS}. Remove columns, or check the delimiter.`,
      zh: `有 ${cells} 个单元格，超过 ${MAXIMUM_COLUMNS} 个。请删去一些列，或检查分隔符。`,
    },
    { option: "delimiter" },
  );
}

/** A row that is not as wide as the table. */
export function wrongWidth(row: number, cells: readonly string[], width: number, first: number) {
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
