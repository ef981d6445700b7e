// SPDX-License-Identifier: Apache-2.0
/** What the cells of a column show, seen in one pass: numbers, their habits and units, dates, texts. */
import type { ColumnPlace } from "../fault.ts";
import { isSpreadsheetError, MISSING_WORDS, Missing } from "./cells.ts";
import { dateInNumber, type WrittenDate, writtenDate } from "./dates.ts";
import type { Row } from "./scan.ts";
import {
  ALL_HABITS,
  isAmbiguous,
  isGrouped,
  PLAIN_HABITS,
  PlainNumber,
  POINT_GROUPS,
  type WrittenNumber,
  writtenNumber,
} from "./written_number.ts";

/** A cell, for a sentence. */
export interface Spot {
  readonly row: number;
  readonly text: string;
}

/** The first cell of its kind. */
interface Firsts {
  error?: Spot;
  /** A number that does not fit the habits of those before it. */
  misfit?: Spot;
  ambiguous?: Spot;
  marked?: Spot;
  /** Whose marks part thousands, in every habit that it fits. */
  grouped?: Spot;
  code?: Spot;
  text?: Spot;
  date?: Spot;
  /** Among dates, what is none. */
  undated?: Spot;
}

/** Everything that one pass over the cells of a column tells. */
export class Survey implements ColumnPlace {
  readonly position: number;
  readonly #rows: number;
  readonly absent: Missing;
  /** NA is a value here. */
  readonly naIsValue: boolean;
  readonly first: Firsts = {};
  missing = 0;
  errors = 0;
  numbers = 0;
  /** Those that every number fits, as bits. */
  habits = ALL_HABITS;
  ambiguous = 0;
  /** Numbers without any mark, and whether one is so long that a habit of marks would have marked it. */
  unmarked = 0;
  hasLong = false;
  areGrouped = true;
  /** Each with its first cell; "" for none. */
  readonly units = new Map<string, Spot>();
  /** The first few different texts that are no numbers. */
  readonly texts = new Set<string>();
  /** What cells say that count as missing. */
  readonly missingWords = new Set<string>();
  /** Some text begins as a number does. */
  hasDigits = false;
  dates = 0;
  /** Whole numbers that may be dates: as 20240131, and as seconds or milliseconds since 1970. */
  eightDigits = 0;
  stamps = 0;
  /** Whether every date may begin with the day, with the month; and means the same both ways. */
  dayFirst = true;
  monthFirst = true;
  isOrderSure = true;
  /** As they stand in the file. */
  readonly samples: string[] = [];
  /** Whether two numbers are one, but for zeros at the end. */
  readonly hasTwins: boolean;
  #fewestDecimals = Number.POSITIVE_INFINITY;
  #mostDecimals = 0;
  #endsInZero = false;
  #mayBeDates = true;
  /** What texts were found to be: classes come again and again. */
  readonly #known = new Map<string, Said>();

  /** `words`: what a missing value is called, where somebody said so. */
  constructor(
    rows: readonly Row[],
    readonly name: string,
    /** From 0. */
    readonly index: number,
    words: readonly string[] | undefined,
  ) {
    this.position = index + 1;
    this.#rows = rows.length;
    this.naIsValue = words === undefined && areCodesOfTwo(rows, index);
    const wordsHere = (words ?? MISSING_WORDS).filter((word) => !(this.naIsValue && word === "NA"));
    this.absent = new Missing(wordsHere);
    const plain = new PlainNumber();
    for (const row of rows) {
      const begin = row.begin(index);
      const end = row.end(index);
      if (this.absent.at(row.text, begin, end)) this.#takeMissing(row);
      else {
        if (this.samples.length < SAMPLES) this.#takeSample(row.cell(index));
        if (plain.read(row.text, begin, end)) this.#takePlain(plain, row);
        else this.#takeOther(row);
      }
    }
    this.hasTwins = this.hasLooseZeros && haveTwins(rows, index, this.absent);
  }

  get present(): number {
    return this.#rows - this.missing;
  }

  /** Some numbers end in a zero behind the point, others are shorter. */
  get hasLooseZeros(): boolean {
    return this.#endsInZero && this.#fewestDecimals < this.#mostDecimals;
  }

  /** Whether all are dates, of those that stand there as numbers too. */
  get areDates(): boolean {
    if (this.present === 0) return false;
    return this.dates === this.present || this.areNumberedDates;
  }

  /** Eight digits that are a date in every row; or stamps, where the name says that they tell a time. */
  get areNumberedDates(): boolean {
    if (this.present === 0) return false;
    if (this.eightDigits === this.present) return true;
    return this.stamps === this.present && TELLS_TIME.test(this.name.slice(0, 80));
  }

  /** One or two short texts among numbers, as - and *: perhaps they say that a value is missing. */
  get suspects(): readonly string[] {
    const others = this.present - this.numbers;
    if (this.dates > 0 || this.numbers < 3 || this.numbers <= others) return [];
    const areShort = [...this.texts].every((text) => text.length <= LONGEST_SUSPECT);
    return this.texts.size < MOST_TEXTS && areShort && !this.hasDigits ? [...this.texts] : [];
  }

  #spot(row: Row): Spot {
    return { row: row.number, text: row.cell(this.index) };
  }

  #takeMissing(row: Row): void {
    this.missing += 1;
    if (row.isEmpty(this.index)) return;
    if (!isSpreadsheetError(row.cell(this.index))) {
      if (this.missingWords.size < MOST_WORDS) this.missingWords.add(row.cell(this.index));
      return;
    }
    this.errors += 1;
    this.first.error ??= this.#spot(row);
  }

  #takeSample(cell: string): void {
    if (!this.samples.includes(cell)) this.samples.push(cell);
  }

  /** A number without currency and unit. */
  #takePlain(plain: PlainNumber, row: Row): void {
    const { value, habits, length, decimals, endsInZero, isCode } = plain;
    this.#takeHabits(habits, row);
    if (habits === ALL_HABITS) {
      this.unmarked += 1;
      this.hasLong ||= length > 3;
      if (length >= 8) this.#takeWhole(value);
    } else {
      this.first.marked ??= this.#spot(row);
      const isGroup = (habits & POINT_GROUPS) !== 0;
      this.#takeMarks(isGroup, isGroup, row);
      this.#takeDecimals(decimals, endsInZero);
    }
    if (!this.units.has("")) this.#takeUnit("", row);
    if (isCode) this.first.code ??= this.#spot(row);
  }

  #takeWhole(value: number): void {
    const kind = dateInNumber(value);
    if (kind === "eight_digits") this.eightDigits += 1;
    else if (kind === "stamp") this.stamps += 1;
  }

  #takeHabits(habits: number, row: Row): void {
    this.numbers += 1;
    if ((this.habits & habits) === 0) this.first.misfit ??= this.#spot(row);
    this.habits &= habits;
  }

  #takeMarks(isUnclear: boolean, isGroup: boolean, row: Row): void {
    this.areGrouped &&= isGroup;
    if (!isUnclear) return;
    this.ambiguous += 1;
    this.first.ambiguous ??= this.#spot(row);
  }

  #takeDecimals(decimals: number, endsInZero: boolean): void {
    this.#fewestDecimals = Math.min(this.#fewestDecimals, decimals);
    this.#mostDecimals = Math.max(this.#mostDecimals, decimals);
    this.#endsInZero ||= endsInZero;
  }

  #takeUnit(unit: string, row: Row): void {
    if (!this.units.has(unit) && this.units.size < MOST_UNITS)
      this.units.set(unit, this.#spot(row));
  }

  #takeOther(row: Row): void {
    const said = this.#saidBy(row.cell(this.index));
    if (said.number !== undefined) this.#takeWritten(said.number, row);
    else {
      this.first.text ??= this.#spot(row);
      if (this.texts.size < MOST_TEXTS) this.texts.add(row.cell(this.index));
      this.hasDigits ||= said.beginsAsNumber;
      this.#mayBeDates &&= said.date !== undefined;
      if (said.date !== undefined) this.#takeDate(said.date, row);
      else if (this.dates > 0) this.first.undated ??= this.#spot(row);
    }
  }

  #saidBy(cell: string): Said {
    const known = this.#known.get(cell);
    if (known !== undefined) return known;
    const number = writtenNumber(cell);
    // One text that is no date, and none matters any more.
    const mayBeDate = number === undefined && this.#mayBeDates;
    const said: Said = {
      number,
      date: mayBeDate ? writtenDate(cell) : undefined,
      beginsAsNumber: beginsAsNumber(cell),
    };
    if (this.#known.size < MOST_KNOWN) this.#known.set(cell, said);
    return said;
  }

  #takeWritten(number: WrittenNumber, row: Row): void {
    this.#takeHabits(number.habits, row);
    if (number.habits === ALL_HABITS) {
      this.unmarked += 1;
      this.hasLong ||= number.body.length > 3 && number.body !== "Infinity";
    } else {
      this.first.marked ??= this.#spot(row);
      if ((number.habits & PLAIN_HABITS) === 0) this.first.grouped ??= this.#spot(row);
      this.#takeMarks(isAmbiguous(number), isGrouped(number), row);
      const point = number.body.lastIndexOf(".");
      if (point >= 0) this.#takeDecimals(number.body.length - 1 - point, number.body.endsWith("0"));
    }
    const { currency, unit } = number;
    this.#takeUnit(currency + (currency !== "" && unit !== "" ? " " : "") + unit, row);
    if (number.isCode) this.first.code ??= this.#spot(row);
  }

  #takeDate(date: WrittenDate, row: Row): void {
    this.dates += 1;
    this.first.date ??= this.#spot(row);
    this.dayFirst &&= date.dayFirst !== undefined;
    this.monthFirst &&= date.monthFirst !== undefined;
    this.isOrderSure &&= date.dayFirst === date.monthFirst;
  }
}

/** What a text turned out to be. */
interface Said {
  readonly number: WrittenNumber | undefined;
  readonly date: WrittenDate | undefined;
  readonly beginsAsNumber: boolean;
}

const TELLS_TIME =
  /time|stamp|epoch|unix|date|created|updated|^ts$|[_ .-]ts$|[a-z]At$|_at$|时间|日期|時間|Zeit|Datum/i;
const SAMPLES = 3;
const MOST_WORDS = 20;
const MOST_TEXTS = 3;
const MOST_UNITS = 4;
const LONGEST_SUSPECT = 12;
/** Texts of a column that are remembered. */
const MOST_KNOWN = 4_096;

/** Codes of countries and states: two capital letters in every cell, and several of them. */
function areCodesOfTwo(rows: readonly Row[], index: number): boolean {
  const found = new Set<string>();
  for (const row of rows) {
    if (row.isEmpty(index)) continue;
    const cell = row.end(index) - row.begin(index) === 2 ? row.cell(index) : "";
    if (!/^[A-Z]{2}$/.test(cell)) return false;
    found.add(cell);
  }
  return found.has("NA") && found.size > 2;
}

/** 1.1 and 1.10 in one column: one number, but two versions. */
function haveTwins(rows: readonly Row[], index: number, absent: Missing): boolean {
  const decimalsOf = new Map<number, number>();
  const number = new PlainNumber();
  for (const row of rows) {
    const begin = row.begin(index);
    const end = row.end(index);
    if (absent.at(row.text, begin, end) || !number.read(row.text, begin, end)) continue;
    if (number.decimals < 0) continue;
    const other = decimalsOf.get(number.value);
    if (other !== undefined && other !== number.decimals) return true;
    decimalsOf.set(number.value, number.decimals);
  }
  return false;
}

function beginsAsNumber(cell: string): boolean {
  // Signs alone are none.
  if (/^[-+$]{1,9}$/.test(cell)) return false;
  const code = cell.charCodeAt(0);
  return (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 36;
}
