// SPDX-License-Identifier: Apache-2.0
/** The records of a file as a table: which rows are none of it, which columns only number them, and where a delimiter stands too many. */
import type { Text } from "../../engine/api.ts";
import { quoted } from "../shown.ts";
import { isSpreadsheetError } from "./cells.ts";
import {
  type Header,
  isNumber,
  joinedHeader,
  looksLikeHeader,
  madeUpHeader,
  type Names,
  type Renamed,
  readHeader,
  SAMPLE,
  unitsOf,
} from "./header.ts";
import { type CsvRecords, isRule, usualWidth, wrongWidth } from "./records.ts";
import { type Row, scan } from "./scan.ts";

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
  /** Columns, from 0, that only number or name the rows. */
  readonly numberRows: ReadonlySet<number>;
  /** What was passed over, in sentences. */
  readonly remarks: readonly Text[];
}

/** Rows above and below a table, at most. */
const MOST_ASIDE = 30;

/** @throws TableError where a row is wider or narrower than the table. */
export function layOut({ records, delimiter }: CsvRecords, header: boolean | undefined): Layout {
  const remarks: Text[] = [];
  const { rows: bare, comment } = withoutComments(withoutRules(records, remarks), remarks);
  const { rows: cut, width } = withoutTrailing(bare, remarks);
  const above = withoutTitles(cut, width, delimiter, remarks);
  let rows = withoutFooters(above.rows, width, remarks);
  const first = rows[0] as Row;
  const misfit = rows.find((row) => row.width !== width);
  if (misfit !== undefined) {
    const reference = misfit === first ? misfit : (above.header ?? first);
    throw wrongWidth(misfit, width, reference.number);
  }
  const given = above.header ?? commentedHeader(comment, width, delimiter, first);
  const hasHeader = header ?? (given !== undefined || looksLikeHeader(rows));
  let names = madeUpHeader(width);
  let units: readonly string[] = [];
  if (hasHeader) {
    const joined = given === undefined ? joinedHeader(rows, remarks) : undefined;
    names = readHeader(given ?? joined ?? first);
    if (given === undefined) rows = rows.slice(joined?.height ?? 1);
    rows = withoutRepeated(rows, (given ?? first).cells, remarks);
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
    numberRows: new Set(above.isShort ? [0] : numberRows(rows, names)),
    remarks,
  };
}

/** Lines that are drawn, as databases and Markdown do it below the names. */
function withoutRules(records: readonly Row[], remarks: Text[]): readonly Row[] {
  // Most tables have none: then nothing is copied.
  const rules = records.filter((row, at) => (at <= MOST_ASIDE || row.width === 1) && isRule(row));
  if (rules.length === 0 || rules.length === records.length) return records;
  remarks.push({
    en: `${rules.length === 1 ? "1 line is" : `${rules.length} lines are`} drawn, as in row ${rules[0]?.number}, and left out.`,
    zh: `略去 ${rules.length} 行分隔线（第 ${rules[0]?.number} 行等）。`,
  });
  const drawn = new Set(rules);
  return records.filter((row) => !drawn.has(row));
}

/** The header comes again where files were joined. */
function withoutRepeated(
  rows: readonly Row[],
  header: readonly string[],
  remarks: Text[],
): readonly Row[] {
  const isHeader = (row: Row) =>
    row.cell(0) === header[0] && header.every((name, index) => row.cell(index) === name);
  const again = header.length > 1 ? rows.filter(isHeader) : [];
  if (again.length === 0 || again.length === rows.length) return rows;
  remarks.push({
    en: `The header comes again in row ${again[0]?.number}${again.length === 1 ? "" : ", …"} and is left out there.`,
    zh: `第 ${again[0]?.number} 行${again.length === 1 ? "" : "等"}重复了表头，已略去。`,
  });
  const all = new Set(again);
  return rows.filter((row) => !all.has(row));
}

const COMMENT_SIGNS = ["#", "%", "//", ";", "!"];

interface Uncommented {
  readonly rows: readonly Row[];
  /** The last comment above the first row. */
  readonly comment: Row | undefined;
}

/** A line that begins as a comment does, and is not as wide as the table; above the first row any that begins with # and a word. */
function withoutComments(records: readonly Row[], remarks: Text[]): Uncommented {
  const { width } = usualWidth(records);
  const rows: Row[] = [];
  const comments: Row[] = [];
  let comment: Row | undefined;
  for (const record of records) {
    const isOther = record.width !== width || rows.length === 0;
    if (!isOther || !isComment(record, width, rows.length === 0)) {
      rows.push(record);
      continue;
    }
    comments.push(record);
    if (rows.length === 0) comment = record;
  }
  // What is left must be something.
  if (comments.length === 0 || rows.every(({ filledTo }) => filledTo === 0))
    return { rows: records, comment: undefined };
  const [first] = comments;
  const text = quoted(first?.cells.join(" ") ?? "");
  const count = comments.length;
  remarks.push({
    en: `${count === 1 ? "1 line is a comment and is" : `${count} lines are comments and are`} left out: "${text}" in row ${first?.number}${count === 1 ? "" : ", …"}.`,
    zh: `${count} 行是注释，已略去：第 ${first?.number} 行“${text}”${count === 1 ? "" : "……"}。`,
  });
  return { rows, comment };
}

function isComment(record: Row, width: number, isAbove: boolean): boolean {
  const first = record.cell(0);
  const sign = COMMENT_SIGNS.find((candidate) => first.startsWith(candidate));
  if (sign === undefined || (record.width === width && !(isAbove && sign === "#"))) return false;
  // A column may be called #, and Excel's errors begin with it.
  const isCell = first === sign && record.width === width;
  return !isCell && !isSpreadsheetError(first) && !first.startsWith("#N/A");
}

/** As numpy writes the names: behind a #. */
function commentedHeader(
  comment: Row | undefined,
  width: number,
  delimiter: string,
  first: Row,
): Header | undefined {
  if (comment === undefined || comment.number >= first.number) return undefined;
  const [begin = "", ...rest] = comment.cells;
  const bare = begin.slice(1).trim();
  const cells = delimiter === " " && bare === "" ? rest : [bare, ...rest];
  const isHeader = cells.length === width && !cells.some(isNumber) && first.cells.some(isNumber);
  return isHeader ? { number: comment.number, cells } : undefined;
}

/** Columns at the end that are empty in every row, the header too: a delimiter at the end of each line. And rows with nothing in them. */
function withoutTrailing(
  records: readonly Row[],
  remarks: Text[],
): { rows: readonly Row[]; width: number } {
  const full = records.filter(({ filledTo }) => filledTo > 0);
  const empty = records.length - full.length;
  if (empty > 0) {
    remarks.push({
      en: `${empty} ${empty === 1 ? "row" : "rows"} of empty cells left out.`,
      zh: `略去 ${empty} 个全空的行。`,
    });
  }
  const isEmpty = new Set(records.filter(({ filledTo }) => filledTo === 0));
  if (empty > 0) {
    records.forEach((row, at) => {
      const before = records[at - 1];
      if (before !== undefined && isEmpty.has(before)) row.isApart = true;
    });
  }
  const usual = usualWidth(full).width;
  let width = 0;
  for (const row of full) {
    if (row.width === usual) width = Math.max(width, row.filledTo);
  }
  // A name above an empty column makes it one.
  const [first] = full;
  if (first !== undefined && first.width > width && first.width <= usual)
    width = Math.max(width, first.filledTo);
  let cutRows = 0;
  const rows = full.map((row) => {
    if (row.width <= width || row.filledTo > width) return row;
    cutRows += 1;
    return row.cutTo(width);
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
  readonly rows: readonly Row[];
  /** Where it is not simply the first of the rows. */
  readonly header?: Header;
  /** The header is one name short, as R writes it. */
  readonly isShort: boolean;
}

function withoutTitles(
  records: readonly Row[],
  width: number,
  delimiter: string,
  remarks: Text[],
): Beginning {
  const start = records.findIndex((row) => row.width === width);
  const rows = records.slice(start);
  const before = start > 0 ? records[start - 1] : undefined;
  if (start > MOST_ASIDE) return { rows: records, isShort: false };
  const isShort = before !== undefined && isShortHeader(before, rows, width);
  const header = isShort
    ? { number: before.number, cells: ["", ...before.cells] }
    : before && unquotedHeader(before, width, delimiter);
  if (header !== undefined) {
    said(records.slice(0, start - 1), "title", remarks);
    return { rows, header, isShort };
  }
  const titles = records.slice(0, start);
  const [first] = rows;
  const isApart = first?.isApart === true || !first?.cells.some(isNumber);
  // One row alone says nothing of the width that is meant.
  const isOther = rows.length > 1 && titles.every((row) => row.filled <= 1 || isApart);
  if (start > 0 && !isOther) return { rows: records, isShort };
  const padded = paddedTitles(rows, width) || preamble(rows, width);
  said([...titles, ...rows.slice(0, padded)], "title", remarks);
  return { rows: rows.slice(padded), isShort };
}

/** The first column of the rows below, which has no name, numbers or names them. */
function isShortHeader({ width: names, cells }: Row, rows: readonly Row[], width: number): boolean {
  if (names !== width - 1 || width < 3 || rows.length < 2 || cells.some(isNumber)) return false;
  return rows[0]?.cells.some(isNumber) === true && namesRows(rows);
}

/** 0, 1, 2, … or 1, 2, 3, … or texts of which none stands twice. */
function namesRows(rows: readonly Row[]): boolean {
  const begin = rows[0]?.cell(0);
  if ((begin === "0" || begin === "1") && countRows(rows, 0)) return true;
  const areNames = rows.every((row) => !row.isEmpty(0) && !isNumber(row.cell(0)));
  return areNames && new Set(rows.map((row) => row.cell(0))).size === rows.length;
}

/** Whether each row has the number that follows that of the row before. */
function countRows(rows: readonly Row[], column: number): boolean {
  const first = rows[0]?.cell(column) ?? "";
  if (rows.length < 2 || !/^\d{1,15}$/.test(first)) return false;
  return rows.every((row, at) => row.cell(column) === String(Number(first) + at));
}

/** What a column is called that only tells the rows apart. */
const UNNAMED: ReadonlySet<string> = new Set(["", "Unnamed: 0", "...1", "_row"]);
const COUNTERS: ReadonlySet<string> = new Set(
  "# id ids no nr num number index idx row rowid rownum rownames obs key 序号 编号 编码 行号 学号 考号 序".split(
    " ",
  ),
);

function numberRows(rows: readonly Row[], { names, renamed }: Names): number[] {
  const unnamed = new Set(renamed.flatMap(({ column, from }) => (from === "" ? [column - 1] : [])));
  return [...names.keys()].filter((index) =>
    isRowIndex(rows, index, unnamed.has(index) ? "" : (names[index] ?? "")),
  );
}

/** The first column where it has no name; any with a name of that kind, where it counts. */
function isRowIndex(rows: readonly Row[], column: number, name: string): boolean {
  if ((rows[0]?.width ?? 0) < 3 || rows.length < 2) return false;
  if (column === 0 && UNNAMED.has(name)) return namesRows(rows);
  const bare = name
    .slice(0, 40)
    .toLowerCase()
    .replaceAll(/[\s._-]/g, "");
  const isId = IDS.has(bare) || /(?:[\s._-]id|[a-z]I[dD])$/.test(name.slice(-40));
  if (isId && rows.length >= SURELY_IDS && areDifferent(rows, column)) return true;
  return (isId || COUNTERS.has(bare)) && countRows(rows, column);
}

const IDS: ReadonlySet<string> = new Set("id ids uid guid uuid 编号 学号 考号 工号".split(" "));
/** In fewer rows numbers of things may all differ by chance. */
const SURELY_IDS = 10;

/** Whole numbers, or codes of letters and digits, of which none stands twice. */
function areDifferent(rows: readonly Row[], column: number): boolean {
  const seen = new Set<string>();
  for (const row of rows) {
    const cell = row.cell(column);
    if (!/^[A-Za-z0-9_-]{1,40}$/.test(cell)) return false;
    seen.add(cell);
  }
  return seen.size === rows.length;
}

/** The whole header in quotation marks, and no row below. */
function unquotedHeader(row: Row, width: number, delimiter: string): Header | undefined {
  if (row.width > 1 || width < 2) return undefined;
  let names: Row | undefined;
  scan(row.cell(0).replaceAll("\n", " "), delimiter, (inner, isBroken) => {
    if (!isBroken && inner.width === width) names = inner;
    return false;
  });
  return names && { number: row.number, cells: names.cells };
}

/** How many rows as `Report,,` stand above a row of names: a spreadsheet makes all of one width. */
function paddedTitles(rows: readonly Row[], width: number): number {
  const start = rows.findIndex(({ filled }) => filled !== 1);
  const header = rows[start];
  if (header === undefined || start < 1 || start > MOST_ASIDE || width < 2) return 0;
  const most = Math.max(...rows.slice(0, SAMPLE).map(({ filled }) => filled));
  const titles = rows.slice(0, start);
  const areTexts = !titles.some(({ cells }) => cells.some(isNumber));
  return areTexts && header.filled === most && !header.cells.some(isNumber) ? start : 0;
}

/** How many rows as `Account:,DE12,,` stand above a row of names in every column that an empty row sets apart. */
function preamble(rows: readonly Row[], width: number): number {
  const start = rows.findIndex((row, at) => at > 0 && row.isApart && row.filled === width);
  const header = rows[start];
  if (header === undefined || start > MOST_ASIDE || width < 2) return 0;
  const isOther = rows.slice(0, start).every(({ filled }) => filled < width);
  return isOther && rows.length > start + 1 && !header.cells.some(isNumber) ? start : 0;
}

const TOTALS: ReadonlySet<string> = new Set(
  (
    "total totals grand_total subtotal sum sums summe gesamt gesamtsumme zwischensumme endsumme insgesamt totale total_general total_général " +
    "sous-total sous_total somme suma average averages mean mittelwert durchschnitt moyenne promedio 合计 总计 小计 总和 汇总 平均 平均值 均值 合計 總計 小計 平均値"
  ).split(" "),
);

function withoutFooters(records: readonly Row[], width: number, remarks: Text[]): readonly Row[] {
  let end = records.length;
  while (end > 2 && records.length - end < MOST_ASIDE && isFooter(records[end - 1] as Row, width))
    end -= 1;
  said(records.slice(end), "footer", remarks);
  return records.slice(0, end);
}

function isFooter(row: Row, width: number): boolean {
  const first = row.cells.find((cell) => cell !== "") ?? "";
  if (first === "" || isNumber(first)) return false;
  const word = first.slice(0, 40).trim().toLowerCase().replace(/:$/, "").replaceAll(" ", "_");
  if (TOTALS.has(word)) return true;
  // A line of text has blanks, or stands apart; one word may be a row that was cut off.
  const isLine = row.isApart || first.includes(" ");
  if (row.width !== width) return isLine && (row.isApart || row.width === 1);
  return width > 2 && isLine && row.filled === 1;
}

function said(rows: readonly Row[], what: "title" | "footer", remarks: Text[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const text = quoted(first.cells.filter((cell) => cell !== "").join(" "));
  const count = rows.length;
  const [above, zh] = what === "title" ? ["above", "上方"] : ["below", "下方"];
  remarks.push({
    en: `${count} ${count === 1 ? "line" : "lines"} ${above} the table left out: "${text}" in row ${first.number}${count === 1 ? "" : ", …"}.`,
    zh: `略去表格${zh}的 ${count} 行：第 ${first.number} 行“${text}”${count === 1 ? "" : "……"}。`,
  });
}
