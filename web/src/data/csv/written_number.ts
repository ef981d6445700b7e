// SPDX-License-Identifier: Apache-2.0
/** A number as a cell says it, in any habit. */
import { isDigit, plain } from "./cells.ts";
import { endOfCurrency, isCurrency, isUnit, LONGEST_UNIT, SCALES } from "./units.ts";

/** How numbers are written: `group` stands between thousands. */
export interface Habit {
  readonly decimal: "." | ",";
  readonly group: "" | "," | "." | " " | "'";
}

/** The plainest first. Sets of habits are bits by these places. */
export const HABITS: readonly Habit[] = [
  { decimal: ".", group: "" },
  { decimal: ".", group: "," },
  { decimal: ".", group: " " },
  { decimal: ".", group: "'" },
  { decimal: ",", group: "" },
  { decimal: ",", group: "." },
  { decimal: ",", group: " " },
  { decimal: ",", group: "'" },
];
export const ALL_HABITS = 0b1111_1111;
export const POINT_HABITS = 0b0000_1111;
export const COMMA_HABITS = 0b1111_0000;
/** Without marks between thousands. */
export const PLAIN_HABITS = 0b0001_0001;
/** 1,234 as a thousand; 1.234 as a thousand. */
export const COMMA_GROUPS = 0b0000_0010;
export const POINT_GROUPS = 0b0010_0000;

/** A number as it is written. */
export interface WrittenNumber {
  readonly isNegative: boolean;
  /** Digits and marks, or `Infinity`. */
  readonly body: string;
  /** Of ten: what e, k, M, 万 and 亿 say. */
  readonly exponent: number;
  /** Before it, and behind it: `$`, `kg`, `%`. */
  readonly currency: string;
  readonly unit: string;
  /** The habits it fits, as bits; at least one. */
  readonly habits: number;
  /** Digits with a zero before them, as 007: perhaps no number but a code. */
  readonly isCode: boolean;
}

/** A double with all its digits has no more than 1,075; what is longer is no number. */
const LONGEST_NUMBER = 1_100;

/**
 * A number as most are written: perhaps a sign, up to fifteen digits, perhaps a point. It is read where it stands in a text, and no text is
 * made of it: a file has millions.
 */
export class PlainNumber {
  value = 0;
  /** Signs of its digits and point. */
  length = 0;
  /** Digits behind the point, -1 where there is none. */
  decimals = -1;
  endsInZero = false;
  habits = ALL_HABITS;
  isCode = false;

  /** Whether it is one. */
  read(text: string, from: number, end: number): boolean {
    let at = from;
    const sign = text.charCodeAt(at);
    if (sign === 45 || sign === 43) at += 1;
    const begin = at;
    // A point, and digits that a double holds exactly.
    if (end === begin || end - begin > 16) return false;
    const first = text.charCodeAt(begin);
    let digits = 0;
    let count = 0;
    let point = -1;
    for (; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (isDigit(code)) {
        digits = 10 * digits + code - 48;
        count += 1;
      } else if (code === 46 && point < 0) point = at;
      else return false;
    }
    if (count === 0 || count > 15) return false;
    const isWhole = point < 0;
    this.decimals = isWhole ? -1 : end - point - 1;
    // Both are exact, so the quotient is rounded once, as the written number would be.
    const size = isWhole ? digits : digits / (POWERS[this.decimals] ?? 1);
    this.value = sign === 45 ? -size : size;
    this.length = end - begin;
    this.endsInZero = text.charCodeAt(end - 1) === 48;
    this.isCode = isWhole && first === 48 && count > 1 && begin === from;
    if (isWhole) this.habits = ALL_HABITS;
    else {
      const before = point - begin;
      const isGroup = this.decimals === 3 && before >= 1 && before <= 3 && first !== 48;
      this.habits = isGroup ? POINT_HABITS | POINT_GROUPS : POINT_HABITS;
    }
    return true;
  }
}

const POWERS = Array.from({ length: 16 }, (_, power) => Number(`1e${power}`));

/** Undefined where the cell is no number in any habit. */
export function writtenNumber(cell: string): WrittenNumber | undefined {
  if (cell.length > LONGEST_NUMBER) return undefined;
  const text = plain(cell);
  const inBrackets = text.startsWith("(") && text.endsWith(")") && text.length > 2;
  return inBrackets ? bracketed(text.slice(1, -1).trim()) : signed(text);
}

/** As bookkeepers write what is owed. */
function bracketed(text: string): WrittenNumber | undefined {
  const number = text.startsWith("-") || text.startsWith("+") ? undefined : signed(text);
  // (3) may count something; (1,234.50) and ($3) are money.
  return number === undefined || (number.currency === "" && !isMarked(number.body))
    ? undefined
    : { ...number, isNegative: true };
}

const isMarked = (body: string) => body.includes(".") || body.includes(",");

function signed(text: string): WrittenNumber | undefined {
  let at = 0;
  let isNegative = false;
  const sign = () => {
    const mark = text[at];
    if (mark !== "-" && mark !== "+") return false;
    isNegative = mark === "-";
    at += 1;
    return true;
  };
  const hasSign = sign();
  if (isInfinite(text.slice(at, at + 9))) return { ...PLAIN, isNegative, body: "Infinity" };
  const currencyEnd = endOfCurrency(text, at);
  const currency = text.slice(at, currencyEnd).trim();
  if (currency !== "" && !isCurrency(currency)) return undefined;
  at = currencyEnd;
  if (currency !== "" && !hasSign) {
    const amount = text.slice(at);
    // As accounts have it: $(1,234.50) is owed, and $- is nothing.
    if (amount === "-") return { ...PLAIN, isNegative, currency, body: "0" };
    if (amount.startsWith("(") && amount.endsWith(")")) return owed(amount.slice(1, -1), currency);
  }
  if (currency !== "" && !hasSign) sign();
  const begin = at;
  at = endOfBody(text, begin);
  const body = text.slice(begin, at);
  const habits = habitsOf(body);
  if (habits === 0) return undefined;
  const power = exponentOf(text, at);
  at = power.end;
  // 12,50- is owed, as SAP has it; 2- may be a mark at school.
  if (!hasSign && currency === "" && text[at] === "-" && isMarked(body)) {
    isNegative = true;
    at += 1;
  }
  const rest = text.slice(at);
  if (rest.length > LONGEST_UNIT + 1) return undefined;
  const isApart = rest.startsWith(" ");
  const unit = rest.trim();
  const scale = SCALES.get(unit);
  const scaled = scale !== undefined && (currency !== "" || scale.isSure);
  if (unit !== "" && !scaled && !isUnit(unit, isApart)) return undefined;
  return {
    isNegative,
    body,
    exponent: power.exponent + (scaled ? scale.exponent : 0),
    currency,
    unit: scaled ? "" : unit,
    habits,
    isCode: isCode(body, text),
  };
}

function owed(text: string, currency: string): WrittenNumber | undefined {
  const number = /^[-+(]/.test(text) ? undefined : signed(text.trim());
  return number?.currency === "" ? { ...number, currency, isNegative: true } : undefined;
}

const PLAIN = { exponent: 0, currency: "", unit: "", habits: ALL_HABITS, isCode: false } as const;

function isInfinite(text: string): boolean {
  if (text.length > 8) return false;
  return ["inf", "infinity", "∞"].includes(text.toLowerCase());
}

/** Digits, and marks between or beside them. A space belongs to it between two digits only. */
function endOfBody(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) continue;
    const mark = text[at] ?? "";
    if (mark === "." || mark === ",") continue;
    const isBetween =
      (mark === " " || mark === "'") && at > from && isDigit(text.charCodeAt(at + 1));
    if (!isBetween) break;
  }
  return at;
}

function exponentOf(text: string, from: number): { exponent: number; end: number } {
  const none = { exponent: 0, end: from };
  const letter = (text[from] ?? "").toLowerCase();
  let at = from + 1;
  const hasSign = text[at] === "+" || text[at] === "-";
  // 1.5D-03 is how Fortran writes it; 1D may be anything.
  const isFortran = letter === "d" && hasSign && text.lastIndexOf(".", from) >= 0;
  if (letter !== "e" && !isFortran) return none;
  if (hasSign) at += 1;
  const digits = at;
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  return at === digits ? none : { exponent: Number(text.slice(from + 1, at)), end: at };
}

function isCode(body: string, text: string): boolean {
  if (body.length < 2 || !body.startsWith("0") || body.length !== text.length) return false;
  return onlyDigits(body, 0, body.length);
}

function onlyDigits(text: string, begin: number, end: number): boolean {
  for (let at = begin; at < end; at += 1) {
    if (!isDigit(text.charCodeAt(at))) return false;
  }
  return true;
}

function habitsOf(body: string): number {
  if (body === "" || body === "." || body === ",") return 0;
  if (onlyDigits(body, 0, body.length)) return ALL_HABITS;
  let habits = 0;
  HABITS.forEach((habit, place) => {
    if (fits(body, habit)) habits |= 1 << place;
  });
  return habits;
}

/** Groups of three behind the first; or, in India, of two, and three at the end. */
function fits(body: string, { decimal, group }: Habit): boolean {
  const at = body.indexOf(decimal);
  const end = at < 0 ? body.length : at;
  if (at >= 0 && !onlyDigits(body, at + 1, body.length)) return false;
  if (group === "" || !body.includes(group)) {
    return (end > 0 || at + 1 < body.length) && onlyDigits(body, 0, end);
  }
  const groups = body.slice(0, end).split(group);
  const [first = ""] = groups;
  if (first.length < 1 || first.length > 3 || first.startsWith("0")) return false;
  if (!groups.every((digits) => onlyDigits(digits, 0, digits.length))) return false;
  const rest = groups.slice(1);
  if (rest.every(({ length }) => length === 3)) return rest.length > 0;
  const isIndian = group === "," && first.length <= 2 && rest.at(-1)?.length === 3;
  return isIndian && rest.slice(0, -1).every(({ length }) => length === 2);
}

/** In a habit that it fits. Not always finite: `inf`, `1e999`. */
export function numberBy(number: WrittenNumber, { decimal, group }: Habit): number {
  const { body, exponent, isNegative } = number;
  if (body === "Infinity") return isNegative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const ungrouped = group === "" ? body : body.replaceAll(group, "");
  const digits = decimal === "," ? ungrouped.replace(",", ".") : ungrouped;
  // One rounding, of the whole number as it is written.
  const value = Number(exponent === 0 ? digits : `${digits}e${exponent}`);
  return isNegative ? -value : value;
}

/** Every mark parts thousands. */
export function wholeValueOf(number: WrittenNumber): number {
  const digits = [...number.body].filter((sign) => isDigit(sign.charCodeAt(0))).join("");
  return numberBy({ ...number, body: digits }, HABITS[0] as Habit);
}

/** Whether the cell has marks, and every one parts groups of digits. */
export function isGrouped({ body, habits }: WrittenNumber): boolean {
  if (onlyDigits(body, 0, body.length)) return true;
  return HABITS.some(({ group, decimal }, place) => {
    const isUsed = group !== "" && (habits & (1 << place)) !== 0 && body.includes(group);
    return isUsed && !body.includes(decimal);
  });
}

/** One mark, with three digits behind it: 1.234 and 1,234 may be a thousand or a little more than one. */
export function isAmbiguous({ body, habits }: WrittenNumber): boolean {
  const byComma = (habits & COMMA_GROUPS) !== 0 && (habits & 0b1_0000) !== 0;
  const byPoint = (habits & POINT_GROUPS) !== 0 && (habits & 1) !== 0;
  return body !== "Infinity" && byComma !== byPoint;
}
