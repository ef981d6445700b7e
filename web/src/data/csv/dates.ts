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
const TIME = String.raw`(?:[T ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`);
const CHINESE = new RegExp(String.raw`^(\d{4})年(\d{1,2})月(\d{1,2})[日号]${TIME}$`);
const DAY_NAME = new RegExp(
  String.raw`^(\d{1,2})[- ]([A-Za-z]{3,9})[.]?[-, ]{1,2}(\d{4}|\d{2})${TIME}$`,
);
const NAME_DAY = new RegExp(String.raw`^([A-Za-z]{3,9})[.]? (\d{1,2}),? (\d{4})${TIME}$`);
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** Undefined where the cell is no date. */
export function writtenDate(cell: string): WrittenDate | undefined {
  if (cell.length > LONGEST_DATE) return undefined;
  const text = plain(cell);
  const first = text.charCodeAt(0);
  if (!isDigit(first) && !/^[A-Za-z]{3}/.test(text)) return undefined;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) {
    const [, year, , month, day, ...time] = yearFirst;
    return sure(daysOf(year, month, day, time));
  }
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) {
    const [, one, mark, two, year = "", ...time] = yearLast;
    // 1.2.34 may be a version.
    if (year.length === 2 && mark === ".") return undefined;
    const dayFirst = daysOf(year, two, one, time);
    const monthFirst = mark === "." ? dayFirst : daysOf(year, one, two, time);
    return dayFirst === undefined && monthFirst === undefined
      ? undefined
      : { dayFirst, monthFirst };
  }
  const chinese = CHINESE.exec(text);
  if (chinese !== null) {
    const [, year, month, day, ...time] = chinese;
    return sure(daysOf(year, month, day, time));
  }
  const dayName = DAY_NAME.exec(text);
  if (dayName !== null) {
    const [, day, name, year, ...time] = dayName;
    return sure(daysOf(year, monthNamed(name), day, time));
  }
  const nameDay = NAME_DAY.exec(text);
  if (nameDay === null) return undefined;
  const [, name, day, year, ...time] = nameDay;
  return sure(daysOf(year, monthNamed(name), day, time));
}

function sure(days: number | undefined): WrittenDate | undefined {
  return days === undefined ? undefined : { dayFirst: days, monthFirst: days };
}

function monthNamed(name = ""): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);
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
  const [hourText = "0", minute = "0", second = "0", half] = time;
  const hour =
    half === undefined
      ? Number(hourText)
      : (Number(hourText) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hour > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const seconds = 3600 * hour + 60 * Number(minute) + Number(second);
  return date.getTime() / 86_400_000 + seconds / 86_400;
}
