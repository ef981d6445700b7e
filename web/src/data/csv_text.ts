// SPDX-License-Identifier: Apache-2.0
/** The text of a CSV file (RFC 4180) as rows of cells, all of one width. */
import Papa from "papaparse";
import type { ExperimentError } from "../engine/contract/experiment_error.ts";
import { fault } from "./fault.ts";
import { MAXIMUM_BYTES, MAXIMUM_CELLS, MAXIMUM_COLUMNS, MAXIMUM_ROWS } from "./limits.ts";
import { isUtf16 } from "./utf16.ts";

export const DELIMITERS = [",", ";", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface Row {
  /** From 1, with header and empty rows counted. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Cells {
  /** At least one; empty rows are left out. */
  readonly rows: readonly Row[];
  /** One of DELIMITERS, or what the file itself announces. */
  readonly delimiter: string;
}

/** As text, or as the bytes of a file: UTF-8 with or without a byte order mark. */
export type CsvSource = string | Uint8Array;

/** Enough for the rows that the delimiter is guessed from. */
const HEAD = 4 * 2 ** 20;

/** A decimal comma is no delimiter. @throws ExperimentError with the row where the text is no table. */
export function readCells(
  source: CsvSource,
  delimiter: Delimiter | undefined,
  decimalComma: boolean,
): Cells {
  const { text, announced } = withoutAnnouncement(plainText(source));
  if (text.trim() === "") {
    throw fault(
      {},
      {
        en: "the file is empty. Give one with a header and rows.",
        zh: "文件是空的。请使用有表头和数据行的文件。",
      },
    );
  }
  const used = delimiter ?? announced ?? guess(text, decimalComma);
  if (decimalComma && used === ",") throw commaTwice();
  return { rows: split(text, used), delimiter: used };
}

/** Excel's first line, with the sign that parts the cells. */
const ANNOUNCEMENT = /^(?:sep=([^"\n])|"sep=([^"\n])")(?=\n|$)/i;

/** An empty line stays in its place, so that every other row keeps its number. */
function withoutAnnouncement(text: string): { text: string; announced?: string } {
  const [line, bare, inQuotes] = ANNOUNCEMENT.exec(text) ?? [];
  const announced = bare ?? inQuotes;
  return line === undefined || announced === undefined
    ? { text }
    : { text: text.slice(line.length), announced };
}

function commaTwice() {
  return fault(
    {},
    {
      en: "the comma cannot be delimiter and decimal mark at once. Give the delimiter ; or tab.",
      zh: "逗号不能同时作分隔符和小数点。请使用分号或制表符作分隔符。",
    },
    "delimiter",
  );
}

function plainText(source: CsvSource): string {
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
  const text = typeof source === "string" ? source.replace(/^\uFEFF/, "") : decode(source);
  // One kind of line ending: files that were joined have several.
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function decode(bytes: Uint8Array): string {
  if (isUtf16(bytes)) {
    throw fault(
      {},
      {
        en: "the file is UTF-16. Save it as UTF-8.",
        zh: "文件是 UTF-16 编码。请另存为 UTF-8 编码。",
      },
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fault(
      {},
      {
        en: "the file is not UTF-8. Save it again as CSV in UTF-8.",
        zh: "文件不是 UTF-8 编码。请另存为 UTF-8 编码的 CSV。",
      },
    );
  }
}

/** The one that gives the most even rows among the first ten. */
function guess(text: string, decimalComma: boolean): Delimiter {
  const { meta } = Papa.parse(text.slice(0, HEAD), {
    delimitersToGuess: DELIMITERS.filter((delimiter) => delimiter !== "," || !decimalComma),
    newline: "\n",
    skipEmptyLines: "greedy",
    preview: 10,
  });
  // Papa Parse says comma where it finds none of them.
  const found = DELIMITERS.find((delimiter) => delimiter === meta.delimiter) ?? ",";
  return decimalComma && found === "," ? ";" : found;
}

/** Row by row, so that a file that is too large is refused before it fills the memory. */
function split(text: string, delimiter: string): Row[] {
  const rows: Row[] = [];
  let number = 0;
  let cells = 0;
  let wrong: ExperimentError | undefined;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: "\n",
    step: ({ data, errors }, parser) => {
      number += 1;
      if (errors.length === 0 && data.every((cell) => cell.trim() === "")) {
        // A row of delimiters alone is a row, with nothing in it; an empty line is none.
        if (data.length === 1 || data.length !== rows[0]?.cells.length) return;
      }
      cells += data.length;
      const width = rows[0]?.cells.length ?? data.length;
      wrong = wrongQuotes(number, errors.length) ?? wrongWidth(number, data.length, width);
      // One more for the header.
      wrong ??= rows.length > MAXIMUM_ROWS ? tooManyRows() : undefined;
      wrong ??= cells > MAXIMUM_CELLS ? tooManyCells() : undefined;
      if (wrong === undefined) rows.push({ number, cells: data });
      else parser.abort();
    },
  });
  if (wrong !== undefined) throw wrong;
  return rows;
}

function wrongQuotes(row: number, errors: number): ExperimentError | undefined {
  if (errors === 0) return undefined;
  return fault(
    { row },
    {
      en: "a quotation mark is not closed, or something stands behind the closing one. Write a quotation mark inside a quoted cell twice.",
      zh: "引号没有闭合，或闭合引号后面还有内容。请把引号单元格内的引号写两遍。",
    },
  );
}

function wrongWidth(row: number, cells: number, width: number): ExperimentError | undefined {
  if (cells > MAXIMUM_COLUMNS) {
    return fault(
      { row },
      {
        en: `has ${cells} cells, more than ${MAXIMUM_COLUMNS}. Remove columns, or check the delimiter.`,
        zh: `有 ${cells} 个单元格，超过 ${MAXIMUM_COLUMNS} 个。请删去一些列，或检查分隔符。`,
      },
      "delimiter",
    );
  }
  if (cells === width) return undefined;
  return fault(
    { row },
    {
      en: `has ${cells} ${cells === 1 ? "cell" : "cells"}, but the first row has ${width}. Give every row the same, quote cells that contain the delimiter, or give another delimiter.`,
      zh: `有 ${cells} 个单元格，而第一行有 ${width} 个。请使每行个数相同，给含有分隔符的单元格加引号，或指定其他分隔符。`,
    },
    "delimiter",
  );
}

function tooManyRows(): ExperimentError {
  return fault(
    {},
    {
      en: `the file has more than ${MAXIMUM_ROWS} rows. Remove rows.`,
      zh: `文件超过 ${MAXIMUM_ROWS} 行。请删去一些行。`,
    },
  );
}

function tooManyCells(): ExperimentError {
  return fault(
    {},
    {
      en: `the file has more than ${MAXIMUM_CELLS} cells. Remove columns or rows.`,
      zh: `文件超过 ${MAXIMUM_CELLS} 个单元格。请删去一些列或行。`,
    },
  );
}
