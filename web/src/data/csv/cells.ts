// SPDX-License-Identifier: Apache-2.0
/** What one cell says where it is no number: nothing, an error of a spreadsheet, or a text. */

/**
 * How a missing value is written, if the cell is not empty: as pandas writes and reads it, the ? of the UCI tables, and what databases and C write. The letters
 * are as they stand here, for Na may be sodium and none an answer. Neither is - among them, which may be a class, as in + and -.
 */
export const MISSING_WORDS: readonly string[] =
  "NA N/A n/a #N/A <NA> NaN nan null NULL None ? \\N (null) -nan 1.#QNAN -1.#IND".split(" ");

/** What a spreadsheet writes where it could not calculate, in the languages that it speaks; or where a column was too narrow. */
const SPREADSHEET_ERRORS: ReadonlySet<string> = new Set([
  ...(
    "#DIV/0! #VALUE! #REF! #NAME? #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED! #UNKNOWN! #GETTING_DATA #ERROR! Err:502 Err:508 Err:511 Err:522 " +
    "#WERT! #BEZUG! #ZAHL! #NV #ÜBERLAUF! #VALEUR! #NOM? #NOMBRE! #NUL! #N/D #PROPAGATION! " +
    "#¡VALOR! #¿NOMBRE? #¡NUM! #¡REF! #¡DIV/0! #¡NULO! #VALOR! #NOME? #VALORE! #RIF! #NULLO!"
  ).split(" "),
  ...Array.from({ length: 13 }, (_, more) => "#".repeat(3 + more)),
]);

/** What cells without a value say, besides nothing. */
export class Missing {
  readonly #words: ReadonlySet<string>;
  /** The signs that such a word may begin with: most cells are looked at no further. */
  readonly #initials: ReadonlySet<number>;
  readonly #longest: number;

  constructor(words: readonly string[]) {
    const all = [...words.map((word) => word.trim()), ...SPREADSHEET_ERRORS];
    this.#words = new Set(all);
    this.#initials = new Set(all.map((word) => word.charCodeAt(0)));
    this.#longest = Math.max(...all.map(({ length }) => length));
  }

  /** Of a text without blanks around it. */
  has(text: string): boolean {
    return this.at(text, 0, text.length);
  }

  /** The same of a part of a text. */
  at(text: string, begin: number, end: number): boolean {
    if (begin === end) return true;
    if (end - begin > this.#longest || !this.#initials.has(text.charCodeAt(begin))) return false;
    return this.#words.has(text.slice(begin, end));
  }
}

export function isSpreadsheetError(text: string): boolean {
  return SPREADSHEET_ERRORS.has(text);
}

/** Trimmed, and in ASCII what has several forms: digits of full width, minus signs, spaces, apostrophes. */
export function plain(text: string): string {
  const trimmed = text.trim();
  if (isAscii(trimmed)) return trimmed;
  let made = "";
  for (const sign of trimmed) made += PLAIN_SIGNS.get(sign) ?? halfWidth(sign);
  return made.replace(UNSEEN, "").trim();
}

const PLAIN_SIGNS: ReadonlyMap<string, string> = new Map([
  ...[..."\u2212\u2010\u2011\u2012\u2013\ufe63"].map((sign) => [sign, "-"] as const),
  ...[..."\u00a0\u2007\u2008\u2009\u200a\u202f\u3000"].map((sign) => [sign, " "] as const),
  ...[..."\u2019\u02bc\u00b4\u2018"].map((sign) => [sign, "'"] as const),
  ["\u066b", "."],
  ["\u066c", "'"],
]);

/** Signs without width that programs leave beside a text, for where it may break and in which direction it runs. */
export const UNSEEN = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Full forms of ASCII lie in one row, in its order. */
function halfWidth(sign: string): string {
  const code = sign.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : sign;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) > 126) return false;
  }
  return true;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
