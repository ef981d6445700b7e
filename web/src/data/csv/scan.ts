// SPDX-License-Identifier: Apache-2.0
/**
 * The text of a CSV file (RFC 4180, and what programs make of it) as rows of cells. Every character is looked at once, and a cell is a
 * place in the text until somebody asks for what it says: what a stranger's file costs grows with its length alone, and little.
 */

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
  /** An empty line stands before it, or a row of empty cells. */
  isApart: boolean;

  constructor(
    private readonly all: Cells,
    private readonly first: number,
    readonly width: number,
    /** How many cells there are up to the last that says something. */
    readonly filledTo: number,
    /** From 1, with header and empty rows counted. */
    readonly number: number,
    isApart: boolean,
  ) {
    this.isApart = isApart;
  }

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
    const { all, first, filledTo, number, isApart } = this;
    return new Row(all, first, width, Math.min(filledTo, width), number, isApart);
  }
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
