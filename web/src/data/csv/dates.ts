// SPDX-License-Identifier: Apache-2.0
/** Dates as they are written, and the days that they count. */
import { isDigit, plain } from "./cells.ts";

/** The order in which a date has day and month, where it does not tell by itself. */
export type DateOrder = "day_first" | "month_first";

export interface WrittenDate {
  /** From 1970-01-01, by each order; a part of a day is its share. Undefined where there is no such date. */
  readonly dayFirst: number | undefined;
  readonly monthFirst: number | undefined;
}

const LONGEST_DATE = 48;
const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?`;
const TIME = String.raw`(?:[T ]{1,2}${CLOCK}(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?`;
const NAME = String.raw`([A-Za-z\u00c0-\u00ff]{3,10})[.]?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`);
const CHINESE = new RegExp(String.raw`^(\d{4})年(\d{1,2})月(?:(\d{1,2})[日号]${TIME})?$`);
const DAY_NAME = new RegExp(
  String.raw`^(\d{1,2})(?:[.]|st|nd|rd|th|er|º)?[- ]{0,2}(?:de |of )?${NAME}(?: de)?[-, ]{0,2}(\d{4}|\d{2})${TIME}$`,
);
const NAME_DAY = new RegExp(String.raw`^${NAME} (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${TIME}$`);
/** Its first day is meant. */
const YEAR_MONTH = /^(1[789]\d\d|2[01]\d\d)-(\d{2})$/;
const NAME_YEAR = new RegExp(String.raw`^${NAME}[- ](1[789]\d\d|2[01]\d\d)$`);
/** Without marks, as 20240131. */
const EIGHT_DIGITS = /^(19\d\d|20\d\d|2100)(\d\d)(\d\d)$/;
/** Of a day, or as long as something took. */
const CLOCK_ALONE = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?$/;
/** Before a date and behind it: the date says the same. */
const WEEKDAY_BEFORE =
  /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[,.]{0,2} {1,4}|^(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|mo|di|mi|do|fr|sa|so)[,.]{1,2} {1,4}/i;
const WEEKDAY_BEHIND = / ?[(（]?(?:星期|周|週)[一二三四五六日天][)）]?$/;

/** English, German, French, Spanish, Italian and Portuguese, without accents. */
const MONTHS: readonly (readonly string[])[] = [
  "january januar janner janvier enero gennaio janeiro",
  "february februar fevrier febrero febbraio fevereiro",
  "march marz mrz mars marzo marco",
  "april avril abril aprile",
  "may mai mayo maggio maio",
  "june juni juin junio giugno junho",
  "july juli juillet julio luglio julho",
  "august aout agosto",
  "september septembre septiembre settembre setembro",
  "october oktober octobre octubre ottobre outubro",
  "november novembre noviembre novembro",
  "december dezember decembre diciembre dicembre dezembro",
].map((names) => names.split(" "));

/** Undefined where the cell is no date. */
export function writtenDate(cell: string): WrittenDate | undefined {
  if (cell.length > LONGEST_DATE) return undefined;
  const text = plain(cell).replace(WEEKDAY_BEFORE, "").replace(WEEKDAY_BEHIND, "");
  if (!isDigit(text.charCodeAt(0))) return namedFirst(text);
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) {
    const [, year, , month, day, ...time] = yearFirst;
    return sure(daysOf(year, month, day, time));
  }
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) {
    const [, one = "", mark, two = "", year = "", ...time] = yearLast;
    // 1.2.34 may be a version; 01.02.34 is a date.
    if (year.length === 2 && mark === "." && one.length + two.length < 4) return undefined;
    const dayFirst = daysOf(year, two, one, time);
    const monthFirst = mark === "." ? dayFirst : daysOf(year, one, two, time);
    return dayFirst === undefined && monthFirst === undefined
      ? undefined
      : { dayFirst, monthFirst };
  }
  const chinese = CHINESE.exec(text);
  if (chinese !== null) {
    const [, year, month, day = "1", ...time] = chinese;
    return sure(daysOf(year, month, day, time));
  }
  const dayName = DAY_NAME.exec(text);
  if (dayName !== null) {
    const [, day, name, year, ...time] = dayName;
    return sure(daysOf(year, monthNamed(name), day, time));
  }
  const yearMonth = YEAR_MONTH.exec(text);
  if (yearMonth !== null) return sure(daysOf(yearMonth[1], yearMonth[2], "1", []));
  const clock = CLOCK_ALONE.exec(text);
  if (clock !== null) return sure(shareOfDay(clock.slice(1)));
  return withoutMarks(text);
}

function namedFirst(text: string): WrittenDate | undefined {
  const nameDay = NAME_DAY.exec(text);
  if (nameDay !== null) {
    const [, name, day, year, ...time] = nameDay;
    return sure(daysOf(year, monthNamed(name), day, time));
  }
  const [, name, year] = NAME_YEAR.exec(text) ?? [];
  return name === undefined ? undefined : sure(daysOf(year, monthNamed(name), "1", []));
}

const SECONDS_OF_DAY = 86_400;

/** 20240131, or the seconds or milliseconds since 1970-01-01 of our time. */
function withoutMarks(text: string): WrittenDate | undefined {
  const eight = EIGHT_DIGITS.exec(text);
  if (eight !== null) return sure(daysOf(eight[1], eight[2], eight[3], []));
  const value = Number(text);
  if (isStamp(value)) return sure(value / SECONDS_OF_DAY);
  return isStamp(value / 1000) ? sure(value / 1000 / SECONDS_OF_DAY) : undefined;
}

/** Of 2001 to 2096. */
const isStamp = (seconds: number): boolean => seconds >= 1e9 && seconds < 4e9;

/** Whether a whole number may be a date: what kind of one. */
export function dateInNumber(value: number): "eight_digits" | "stamp" | undefined {
  if (!Number.isInteger(value)) return undefined;
  if (value >= 19_000_101 && value <= 21_001_231)
    return withoutMarks(String(value)) === undefined ? undefined : "eight_digits";
  return isStamp(value) || (value >= 1e12 && isStamp(value / 1000)) ? "stamp" : undefined;
}

function sure(days: number | undefined): WrittenDate | undefined {
  return days === undefined ? undefined : { dayFirst: days, monthFirst: days };
}

/** From 1; 0 is none. */
function monthNamed(name = ""): string {
  const bare = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const index = MONTHS.findIndex((names) => names.some((full) => full.startsWith(bare)));
  return String(index + 1);
}

type Digits = string | undefined;

/** Undefined for the 30th of February. Two digits of a year are 1969 to 2068, as POSIX has them. */
function daysOf(yearText: Digits, monthText: Digits, dayText: Digits, time: readonly Digits[]) {
  const short = Number(yearText);
  const year = (yearText ?? "").length > 2 ? short : short + (short < 69 ? 2000 : 1900);
  const [month, day] = [Number(monthText), Number(dayText)];
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const share = shareOfDay(time);
  return share === undefined || share > 25 / 24 ? undefined : date.getTime() / 86_400_000 + share;
}

/** Hours, minutes, seconds, and a letter for the half of the day. */
function shareOfDay([hourText = "0", minute = "0", second = "0", half]: readonly Digits[]) {
  const hour =
    half === undefined
      ? Number(hourText)
      : (Number(hourText) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (Number(minute) > 59 || Number(second) > 60) return undefined;
  return (3600 * hour + 60 * Number(minute) + Number(second)) / SECONDS_OF_DAY;
}
