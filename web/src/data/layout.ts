// SPDX-License-Identifier: Apache-2.0
/** The records of a file as a table: which row names the columns, which rows are none of it, and where a delimiter stands too many. */
import type { Text } from "../engine/api.ts";
import { isSpreadsheetError, MISSING_WORDS, Missing, writtenDate, writtenNumber } from "./cells.ts";
import {
  type CsvRecord,
  type CsvRecords,
  type Row,
  scanRows,
  usualWidth,
  wrongWidth,
} from "./csv_text.ts";
import { fault, quoted } from "./fault.ts";
import { LONGEST_NAME } from "./table_data.ts";

/** A name that was empty or given twice. */
export interface Renamed {
  /** From 1. */
  readonly column: number;
  /** Empty where the header gave none. */
  readonly from: string;
  readonly to: string;
}

export interface Layout {
  /** All different, none empty. */
  readonly names: readonly string[];
  readonly renamed: readonly Renamed[];
  /** What stands in a row of its own below the names; empty where there is none. */
  readonly units: readonly string[];
  readonly header: boolean;
  readonly headerDetected: boolean;
  /** Cells of the first row, where it was taken for data without anybody saying so. */
  readonly firstTaken: readonly string[];
  /** All as wide as `names`, with a value in some cell. */
  readonly rows: readonly Row[];
  /** The first column numbers or names the rows. */
  readonly hasRowIndex: boolean;
  /** What was passed over, in sentences. */
  readonly remarks: readonly Text[];
}

/** Rows above and below a table, at most. */
const MOST_ASIDE = 30;

/** @throws TableError where a row is wider or narrower than the table. */
export function layOut({ records, delimiter }: CsvRecords, header: boolean | undefined): Layout {
  const remarks: Text[] = [];
  const { rows: bare, commented } = withoutComments(records, remarks);
  const { rows: cut, width } = withoutTrailing(bare, remarks);
  const above = withoutTitles(cut, width, delimiter, remarks);
  let rows = withoutFooters(above.rows, width, remarks);
  const first = rows[0] as CsvRecord;
  for (const row of rows) {
    if (row.cells.length === width) continue;
    const reference = above.header ?? first;
    throw wrongWidth(row.number, row.cells, width, row === first ? row.number : reference.number);
  }
  const given = above.header ?? commentedHeader(commented, width, delimiter, first);
  const hasHeader = header ?? (given !== undefined || looksLikeHeader(rows));
  let names = madeUpHeader(width);
  let units: readonly string[] = [];
  if (hasHeader) {
    const named = given ?? first;
    if (named === first) rows = rows.slice(1);
    names = readHeader(named);
    units = unitsOf(rows);
    if (units.length > 0) {
      const [unitRow] = rows;
      rows = rows.slice(1);
      remarks.push({
        en: `Row ${unitRow?.number} has units (${quoted(units.join(", "))}) and is no data.`,
        zh: `第 ${unitRow?.number} 行是单位（${quoted(units.join("、"))}），不作数据。`,
      });
    }
  }
  return {
    ...names,
    units,
    header: hasHeader,
    headerDetected: header === undefined,
    firstTaken: hasHeader || header !== undefined ? [] : first.cells,
    rows,
    hasRowIndex: isRowIndex(
      rows,
      names.renamed[0]?.column === 1 ? "" : (names.names[0] ?? ""),
      above.isShort,
    ),
    remarks,
  };
}

function isEmpty(cell: string): boolean {
  return cell === "" || cell.trim() === "";
}

function filled({ cells }: Row): number {
  return cells.reduce((count, cell) => count + (isEmpty(cell) ? 0 : 1), 0);
}

const COMMENT_SIGNS = ["#", "%", "//", ";", "!"];

interface Uncommented {
  readonly rows: readonly CsvRecord[];
  /** The last comment above the first row. */
  readonly commented: CsvRecord | undefined;
}

/** A line that begins as a comment does, and is not as wide as the table; above the first row any that begins with # and a word. */
function withoutComments(records: readonly CsvRecord[], remarks: Text[]): Uncommented {
  const signOf = ({ cells: [first = ""] }: CsvRecord) =>
    COMMENT_SIGNS.find((sign) => first.trimStart().startsWith(sign));
  const { width } = usualWidth(records.map(({ cells }) => cells));
  const rows: CsvRecord[] = [];
  const comments: CsvRecord[] = [];
  let commented: CsvRecord | undefined;
  for (const record of records) {
    const sign = signOf(record);
    const [first = ""] = record.cells;
    // A column may be called #, and Excel's errors begin with it.
    const isAlone =
      (first.trim() === sign && record.cells.length === width) ||
      isSpreadsheetError(first) ||
      first.trim().startsWith("#N/A");
    const isOther = record.cells.length !== width || (rows.length === 0 && sign === "#");
    if (sign === undefined || isAlone || !isOther) {
      rows.push(record);
      continue;
    }
    comments.push(record);
    if (rows.length === 0) commented = record;
  }
  // What is left must be something.
  if (comments.length === 0 || rows.every((row) => filled(row) === 0))
    return { rows: records, commented: undefined };
  const [first] = comments;
  const text = quoted(first?.cells.join(" ") ?? "");
  const count = comments.length;
  remarks.push({
    en: `${count === 1 ? "1 line is a comment and is" : `${count} lines are comments and are`} left out: "${text}" in row ${first?.number}${count === 1 ? "" : ", …"}.`,
    zh: `${count} 行是注释，已略去：第 ${first?.number} 行“${text}”${count === 1 ? "" : "……"}。`,
  });
  return { rows, commented };
}

/** As numpy writes the names: behind a #. */
function commentedHeader(
  record: CsvRecord | undefined,
  width: number,
  delimiter: string,
  first: CsvRecord,
): CsvRecord | undefined {
  if (record === undefined || record.number >= first.number) return undefined;
  const [begin = "", ...rest] = record.cells;
  const bare = begin.trimStart().slice(1).trim();
  const cells = delimiter === " " && bare === "" ? rest : [bare, ...rest];
  const isHeader = cells.length === width && !cells.some(isNumber) && first.cells.some(isNumber);
  return isHeader ? { ...record, cells } : undefined;
}

/** Columns at the end that are empty in every row, the header too: a delimiter at the end of each line. And rows with nothing in them. */
function withoutTrailing(
  records: readonly CsvRecord[],
  remarks: Text[],
): { rows: readonly CsvRecord[]; width: number } {
  const full = records.filter(({ cells }) => cells.some((cell) => !isEmpty(cell)));
  const empty = records.length - full.length;
  if (empty > 0) {
    remarks.push({
      en: `${empty} ${empty === 1 ? "row" : "rows"} of empty cells left out.`,
      zh: `略去 ${empty} 个全空的行。`,
    });
  }
  const usual = usualWidth(full.map(({ cells }) => cells)).width;
  let width = 0;
  for (const { cells } of full) {
    if (cells.length !== usual) continue;
    let end = cells.length;
    while (end > width && isEmpty(cells[end - 1] ?? "")) end -= 1;
    width = Math.max(width, end);
  }
  // A name above an empty column makes it one.
  const [first] = full;
  if (first !== undefined && first.cells.length > width && first.cells.length <= usual) {
    const named = first.cells.findLastIndex((cell) => !isEmpty(cell)) + 1;
    width = Math.max(width, named);
  }
  let cutRows = 0;
  const rows = full.map((record) => {
    const { cells } = record;
    if (cells.length <= width || !cells.slice(width).every(isEmpty)) return record;
    cutRows += 1;
    return { ...record, cells: cells.slice(0, width) };
  });
  if (cutRows > 0) {
    remarks.push({
      en: `${cutRows} ${cutRows === 1 ? "row ends" : "rows end"} with delimiters that part nothing; they are left out.`,
      zh: `${cutRows} 行末尾有多余的分隔符，已略去。`,
    });
  }
  return { rows, width };
}

interface Beginning {
  readonly rows: readonly CsvRecord[];
  /** Where it is not simply the first of the rows. */
  readonly header?: CsvRecord;
  /** The header is one name short, as R writes it. */
  readonly isShort: boolean;
}

function withoutTitles(
  records: readonly CsvRecord[],
  width: number,
  delimiter: string,
  remarks: Text[],
): Beginning {
  const start = records.findIndex(({ cells }) => cells.length === width);
  const rows = records.slice(start);
  const before = start > 0 ? records[start - 1] : undefined;
  if (start > MOST_ASIDE) return { rows: records, isShort: false };
  if (before !== undefined && isShortHeader(before, rows, width)) {
    said(records.slice(0, start - 1), "title", remarks);
    const header = { ...before, cells: ["", ...before.cells] };
    return { rows, header, isShort: true };
  }
  const unquoted = before === undefined ? undefined : unquotedHeader(before, width, delimiter);
  if (unquoted !== undefined) {
    said(records.slice(0, start - 1), "title", remarks);
    return { rows, header: unquoted, isShort: false };
  }
  const titles = records.slice(0, start);
  const [first, second] = rows;
  const isApart = first?.afterGap === true || !first?.cells.some(isNumber);
  // One row alone says nothing of the width that is meant.
  const isOther = rows.length > 1 && titles.every((row) => filled(row) <= 1 || isApart);
  if (start > 0 && !isOther) return { rows: records, isShort: false };
  const padded = isPaddedTitle(first, second, width) ? 1 : 0;
  said([...titles, ...rows.slice(0, padded)], "title", remarks);
  return { rows: rows.slice(padded), isShort: false };
}

/** The first column of the rows below, which has no name, numbers or names them. */
function isShortHeader({ cells }: Row, rows: readonly CsvRecord[], width: number): boolean {
  if (cells.length !== width - 1 || cells.some(isNumber) || rows.length < 2 || width < 3)
    return false;
  return rows[0]?.cells.some(isNumber) === true && namesRows(rows);
}

/** 0, 1, 2, … or 1, 2, 3, … or texts of which none stands twice. */
function namesRows(rows: readonly Row[]): boolean {
  return (
    countsRows(rows) ||
    (rows.every(({ cells: [first = ""] }) => !isEmpty(first) && !isNumber(first)) &&
      areDistinct(rows))
  );
}

function areDistinct(rows: readonly Row[]): boolean {
  return new Set(rows.map(({ cells: [first = ""] }) => first.trim())).size === rows.length;
}

function countsRows(rows: readonly Row[]): boolean {
  const begin = Number(rows[0]?.cells[0] || Number.NaN);
  if (rows.length < 2 || (begin !== 0 && begin !== 1)) return false;
  return rows.every(({ cells: [first = ""] }, index) => first.trim() === String(begin + index));
}

function isRowIndex(rows: readonly Row[], name: string, isShort: boolean): boolean {
  const isUnnamed = name === "" || name === "Unnamed: 0" || name === "...1" || name === "_row";
  return (
    isShort || (isUnnamed && (rows[0]?.cells.length ?? 0) > 2 && rows.length > 1 && namesRows(rows))
  );
}

/** The whole header in quotation marks, and no row below. */
function unquotedHeader(row: CsvRecord, width: number, delimiter: string): CsvRecord | undefined {
  const [text = "", ...more] = row.cells;
  if (more.length > 0 || width < 2) return undefined;
  let header: CsvRecord | undefined;
  scanRows(text.replaceAll("\n", " "), delimiter, (cells, _number, isBroken) => {
    if (!isBroken && cells.length === width) header = { ...row, cells };
    return false;
  });
  return header;
}

/** `Report,,` above a row of names: a spreadsheet makes all rows of one width. */
function isPaddedTitle(first: Row | undefined, second: Row | undefined, width: number): boolean {
  if (first === undefined || second === undefined || width < 2) return false;
  const isOne =
    filled(first) === 1 && !isEmpty(first.cells[0] ?? "") && !isNumber(first.cells[0] ?? "");
  return isOne && filled(second) === width && !second.cells.some(isNumber);
}

const TOTALS: ReadonlySet<string> = new Set(
  "total totals grand_total subtotal sum sums summe gesamt average averages mean mittelwert moyenne 合计 总计 小计 平均 平均值 均值".split(
    " ",
  ),
);

function withoutFooters(
  records: readonly CsvRecord[],
  width: number,
  remarks: Text[],
): readonly CsvRecord[] {
  let end = records.length;
  while (end > 2 && records.length - end < MOST_ASIDE && isFooter(records, end - 1, width))
    end -= 1;
  said(records.slice(end), "footer", remarks);
  return records.slice(0, end);
}

function isFooter(records: readonly CsvRecord[], index: number, width: number): boolean {
  const row = records[index] as CsvRecord;
  const [first = ""] = row.cells;
  if (isEmpty(first) || isNumber(first)) return false;
  const word = first.slice(0, 40).trim().toLowerCase().replace(/:$/, "").replaceAll(" ", "_");
  if (TOTALS.has(word)) return true;
  // A line of text has blanks, or stands apart; one word may be a row that was cut off.
  const isLine = row.afterGap || first.trim().includes(" ");
  if (row.cells.length !== width) return isLine && (row.afterGap || row.cells.length === 1);
  return width > 2 && isLine && filled(row) === 1;
}

function said(rows: readonly CsvRecord[], what: "title" | "footer", remarks: Text[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const text = quoted(first.cells.filter((cell) => !isEmpty(cell)).join(" "));
  const count = rows.length;
  const [above, zh] = what === "title" ? ["above", "上方"] : ["below", "下方"];
  remarks.push({
    en: `${count} ${count === 1 ? "line" : "lines"} ${above} the table left out: "${text}" in row ${first.number}${count === 1 ? "" : ", …"}.`,
    zh: `略去表格${zh}的 ${count} 行：第 ${first.number} 行“${text}”${count === 1 ? "" : "……"}。`,
  });
}

function isNumber(cell: string): boolean {
  return writtenNumber(cell) !== undefined;
}

/** Rows that tell whether the first is a header. */
const SAMPLE = 200;

/**
 * A header names: it has no number; or its numbers are labels, as 0, 1, 2, … and years are, while a number below has a word above it, or
 * none of the rows below goes on so. A table of texts alone has one unless its first row says what the rows below say.
 */
function looksLikeHeader(rows: readonly CsvRecord[]): boolean {
  const [first, ...all] = rows;
  if (first === undefined) return true;
  const below = all.slice(0, SAMPLE);
  const missing = new Missing(MISSING_WORDS);
  const numbers = first.cells.filter(isNumber);
  if (numbers.length > 0) return areLabels(numbers, first, below, missing);
  if (first.cells.some((cell) => writtenDate(cell) !== undefined)) return false;
  const areNumbers = below.some(({ cells }) => cells.some(isNumber));
  if (areNumbers || below.length < 2) return true;
  const known = first.cells.filter(
    (cell, index) =>
      !isEmpty(cell) && below.some(({ cells }) => cells[index]?.trim() === cell.trim()),
  );
  return known.length < first.cells.length / 2;
}

function areLabels(
  numbers: readonly string[],
  first: Row,
  below: readonly Row[],
  missing: Missing,
): boolean {
  if (below.length === 0) return false;
  const labels = numbers.map((text) => (/^\d{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN));
  const start = labels[0] ?? Number.NaN;
  const isCount = labels.every((label, index) => label === start + index) && start <= 1;
  const areYears =
    labels.every((label) => label >= 1700 && label <= 2200) &&
    new Set(labels).size === labels.length;
  if (!isCount && !areYears) return false;
  const columns = [...first.cells.keys()].filter((index) => isNumericBelow(below, index, missing));
  const hasWord = columns.some((index) => {
    const cell = first.cells[index] ?? "";
    return !isNumber(cell) && !missing.has(cell);
  });
  const isAlone = labels.length === first.cells.length;
  const goesOn = below.some(({ cells }) => {
    const values = cells.map((cell) => Number(cell));
    return areYears
      ? values.every((value) => value >= 1700 && value <= 2200)
      : values.every((value, index) => value === (values[0] ?? 0) + index);
  });
  return hasWord || (isAlone && labels.length > (areYears ? 1 : 2) && !goesOn);
}

function isNumericBelow(rows: readonly Row[], index: number, missing: Missing): boolean {
  const cells = rows.map(({ cells }) => cells[index] ?? "").filter((cell) => !missing.has(cell));
  return cells.length > 0 && cells.every(isNumber);
}

/** A row of texts alone below the names, where every column below it that has texts in it has numbers. */
function unitsOf(rows: readonly CsvRecord[]): readonly string[] {
  const [row, ...all] = rows;
  const below = all.slice(0, SAMPLE);
  if (row === undefined || below.length < 2) return [];
  const missing = new Missing(MISSING_WORDS);
  const filledCells = [...row.cells.entries()].filter(([, cell]) => !isEmpty(cell));
  if (
    filledCells.length === 0 ||
    filledCells.some(([, cell]) => isNumber(cell) || missing.has(cell))
  )
    return [];
  if (filledCells.some(([, cell]) => writtenDate(cell) !== undefined)) return [];
  const numeric = [...row.cells.keys()].filter((index) => isNumericBelow(below, index, missing));
  const overNumbers = numeric.filter((index) => !isEmpty(row.cells[index] ?? ""));
  // One cell alone may be a slip of the pen; brackets are none.
  const isMeant =
    overNumbers.length > 1 ||
    overNumbers.some((index) => /^[([]/.test(row.cells[index]?.trim() ?? ""));
  return isMeant && overNumbers.length === numeric.length
    ? row.cells.map((cell) => cell.trim())
    : [];
}

/** `column_1`, `column_2`, ... for a table without a header. */
function madeUpHeader(width: number): { names: string[]; renamed: readonly Renamed[] } {
  return { names: Array.from({ length: width }, (_, index) => `column_${index + 1}`), renamed: [] };
}

/** A name as it is compared: on one line, composed, without blanks around it. */
export function nameOf(text: string): string {
  return text.trim().replace(/\s+/g, " ").normalize("NFC");
}

/** @throws TableError where a name is longer than the trainer takes. */
function readHeader({ number: row, cells }: Row): { names: string[]; renamed: readonly Renamed[] } {
  const given = cells.map(nameOf);
  given.forEach((name, index) => {
    checkName(name, { row, column: `${index + 1}` });
  });
  const names = madeUnique(given);
  const renamed = names.flatMap((to, index) => {
    const from = given[index] ?? "";
    return to === from ? [] : [{ column: index + 1, from, to }];
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

const encoder = new TextEncoder();

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
