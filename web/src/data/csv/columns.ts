// SPDX-License-Identifier: Apache-2.0
/** What a column holds, by its content: numbers in one habit, days, or classes; or nothing that anything can be learnt from. */
import type { Text } from "../../engine/api.ts";
import { type ColumnPlace, type ColumnReading, fault, type TableError } from "../fault.ts";
import { quoted } from "../shown.ts";
import type { Missing } from "./cells.ts";
import { type DateOrder, writtenDate } from "./dates.ts";
import type { Spot, Survey } from "./survey.ts";
import { sameUnit } from "./units.ts";
import {
  COMMA_GROUPS,
  COMMA_HABITS,
  HABITS,
  type Habit,
  numberBy,
  type PlainNumber,
  POINT_GROUPS,
  POINT_HABITS,
  wholeValueOf,
  writtenNumber,
} from "./written_number.ts";

export type ColumnType = "number" | "class" | "date" | "empty";

/** How the numbers of a column are read from its cells. */
export type Reader =
  | { readonly by: "habit"; readonly habit: Habit }
  | { readonly by: "whole" }
  | { readonly by: "days"; readonly order: DateOrder };

/** Undefined where the cell is none. */
export function numberIn(cell: string, reader: Reader): number | undefined {
  if (reader.by === "days") {
    const date = writtenDate(cell);
    return reader.order === "day_first" ? date?.dayFirst : date?.monthFirst;
  }
  const number = writtenNumber(cell);
  if (number === undefined) return undefined;
  return reader.by === "whole" ? wholeValueOf(number) : numberBy(number, reader.habit);
}

/** Whether a plain number means the same to this reader. */
export function takesPlain(reader: Reader, { decimals }: PlainNumber): boolean {
  if (reader.by === "days") return false;
  return decimals < 0 || (reader.by === "habit" && reader.habit.decimal === ".");
}

/** What a column is taken for. */
export interface Column extends ColumnPlace {
  readonly index: number;
  readonly type: ColumnType;
  readonly absent: Missing;
  readonly missing: number;
  readonly samples: readonly string[];
  /** Of numbers and days. */
  readonly reader?: Reader;
  readonly unit: string;
  /** Of a class with numbers among its cells: the first one that is none. It may be a slip of the pen. */
  readonly stray?: Spot;
  /** Perhaps a missing value, in words that nobody has named. */
  readonly suspects: readonly string[];
  /** Some cell that is no number begins as one. */
  readonly hasDigits: boolean;
  /** Its cells may be names of things: texts or codes, and nobody asked for them as classes. */
  readonly mayBeNames?: boolean;
  /** Nothing can be learnt from it as it is: why. */
  readonly leftOut?: LeftOut;
  /** Other readings that make sense. */
  readonly readings: readonly ColumnReading[];
  readonly remarks: readonly Text[];
}

export type LeftOut = "ignored" | "empty" | "row_index" | "date" | "names" | "constant";

export interface Circumstances {
  readonly delimiter: string;
  /** As somebody said. */
  readonly decimalComma: boolean | undefined;
  /** What other columns show. */
  readonly decimal: "." | "," | undefined;
  readonly reading: ColumnReading | undefined;
  readonly isTarget: boolean;
}

/** The mark that the numbers of a file have where they leave no doubt; a comma between cells is none in numbers. */
export function decimalOf(surveys: readonly Survey[], delimiter: string): "." | "," | undefined {
  const shown = surveys.filter(
    ({ numbers, present, habits }) => numbers === present && habits !== 0,
  );
  const points = shown.some(({ habits }) => (habits & COMMA_HABITS) === 0);
  const commas = shown.some(({ habits }) => (habits & POINT_HABITS) === 0);
  if (points !== commas) return points ? "." : ",";
  return !points && delimiter === "," ? "." : undefined;
}

/** What every column tells of itself. */
function factsOf(seen: Survey) {
  const { name, position, index, absent, missing, samples, hasDigits, suspects } = seen;
  const readings: readonly ColumnReading[] = [];
  return {
    name,
    position,
    index,
    absent,
    missing,
    samples,
    suspects,
    hasDigits,
    unit: "",
    readings,
  };
}

/** Of a column that nobody wants nothing is asked. */
export function asIgnored(seen: Survey): Column {
  return { ...factsOf(seen), type: typeOf(seen), leftOut: "ignored", remarks: [] };
}

function typeOf({ present, numbers, areDates }: Survey): ColumnType {
  if (present === 0) return "empty";
  if (areDates) return "date";
  return numbers === present ? "number" : "class";
}

/** @throws TableError where the cells may mean several things, or not what somebody said. */
export function understand(seen: Survey, circumstances: Circumstances): Column {
  const { reading, isTarget } = circumstances;
  const remarks: Text[] = [];
  if (seen.first.error !== undefined) remarks.push(spreadsheetErrors(seen));
  if (seen.naIsValue) remarks.push(naIsValue(seen));
  if (reading === undefined && seen.first.undated !== undefined)
    remarks.push(undated(seen.name, seen.first.undated));
  const base = { ...factsOf(seen), remarks };
  if (seen.present === 0) {
    if (isTarget) throw allMissing(seen);
    return { ...base, type: "empty", leftOut: "empty" };
  }
  const areNumbers = seen.numbers === seen.present;
  const { areDates } = seen;
  const asClass: Column = {
    ...base,
    type: "class",
    mayBeNames: seen.numbers === 0 && !seen.hasDigits,
    ...(seen.first.text !== undefined && seen.numbers > 0 ? { stray: seen.first.text } : {}),
  };
  if (reading === "class") return { ...asClass, mayBeNames: false };
  if (reading === "days" || reading === "day_first" || reading === "month_first") {
    if (!areDates) throw notRead(seen, "date");
    const order = reading === "days" ? dateOrder(seen) : reading;
    return { ...base, type: "number", unit: "d", reader: { by: "days", order }, remarks };
  }
  if (reading === "number" || reading === "whole") {
    if (!areNumbers) throw notRead(seen, "number");
  } else if (areDates) {
    const readings: ColumnReading[] = areNumbers
      ? ["days", "number"]
      : seen.isOrderSure || seen.dayFirst !== seen.monthFirst
        ? ["days"]
        : ["day_first", "month_first"];
    if (isTarget) throw dateAsTarget(seen, readings);
    return { ...base, type: "date", leftOut: "date", readings };
  } else if (!areNumbers) return asClass;
  else if (seen.first.code !== undefined) {
    remarks.push(codes(seen.name, seen.first.code));
    return { ...asClass, mayBeNames: true, readings: ["number"] };
  } else if (seen.hasLooseZeros && /version|release|revision|版本/i.test(seen.name.slice(0, 80))) {
    remarks.push(versions(seen.name));
    return { ...asClass, readings: ["number"] };
  }
  const unit = oneUnit(seen);
  const reader: Reader =
    reading === "whole" ? { by: "whole" } : { by: "habit", habit: habitOf(seen, circumstances) };
  if (reader.by === "habit") remarks.push(...habitRemarks(seen, reader.habit));
  return { ...base, type: "number", unit, reader, readings: ["class"], remarks };
}

function habitOf(
  seen: Survey,
  { decimalComma, decimal, delimiter, reading }: Circumstances,
): Habit {
  const { habits, ambiguous, numbers, unmarked } = seen;
  if (decimalComma !== undefined) {
    const fitting = habits & (decimalComma ? COMMA_HABITS : POINT_HABITS);
    if (fitting === 0) throw otherMark(seen, decimalComma);
    return plainest(fitting);
  }
  if (habits === 0) throw severalHabits(seen);
  if (ambiguous === 0) return plainest(habits);
  const assumed = decimal ?? (reading === "number" ? "." : undefined);
  if ((habits & COMMA_GROUPS) !== 0 && (habits & COMMA_HABITS) !== 0) {
    if (assumed === undefined) throw askFor(seen);
    return plainest(habits & (assumed === "." ? POINT_HABITS : COMMA_HABITS));
  }
  if ((habits & POINT_GROUPS) !== 0 && (habits & 1) !== 0) {
    if (reading === "number")
      return plainest(habits & (assumed === "," ? COMMA_HABITS : POINT_HABITS));
    if (decimal === ",") return plainest(habits & COMMA_HABITS);
    // Whoever writes three digits behind every point, and none where a number is short, parts thousands.
    const looksGrouped =
      unmarked > 0 && !seen.hasLong && ambiguous > 1 && ambiguous === numbers - unmarked;
    if (looksGrouped || (decimal === undefined && delimiter !== ",")) throw askFor(seen);
    return plainest(habits & POINT_HABITS);
  }
  return plainest(habits);
}

function plainest(habits: number): Habit {
  return HABITS.find((_, place) => (habits & (1 << place)) !== 0) as Habit;
}

/** @throws TableError where there are several. */
function oneUnit(seen: Survey): string {
  const [[one = "", first] = [], ...others] = seen.units;
  // Nothing is nothing, in every unit.
  const isZero = (text: string) => text === "0";
  const other = others.find(([unit]) => !sameUnit(unit, one));
  if (other === undefined || first === undefined) return one;
  const [unit, second] = other;
  if (others.length === 1 && one === "" && isZero(first.text)) return unit;
  if (others.length === 1 && unit === "" && isZero(second.text)) return one;
  throw severalUnits(seen, first, second);
}

function dateOrder(seen: Survey): DateOrder {
  if (seen.isOrderSure || seen.dayFirst !== seen.monthFirst)
    return seen.dayFirst ? "day_first" : "month_first";
  throw fault(
    { row: seen.first.date?.row ?? 0, column: seen.name },
    {
      en: `${quoted(seen.first.date?.text ?? "")} may begin with the day or with the month, and no row tells which. Say so.`,
      zh: `${quoted(seen.first.date?.text ?? "")} 可能以日开头，也可能以月开头，没有一行能说明。请指定。`,
    },
    { option: "as", column: seen, readings: ["day_first", "month_first"] },
  );
}

export function allMissing(column: ColumnPlace): TableError {
  return fault(
    { column: column.name },
    {
      en: "has no value in any of the rows. Ignore it, or choose another target.",
      zh: "每一行都没有值。请忽略该列，或选择其他目标。",
    },
    { option: "ignore", columns: [column] },
  );
}

function notRead(seen: Survey, what: "number" | "date"): TableError {
  const spot = seen.first.text ?? { row: 0, text: seen.samples[0] ?? "" };
  const [en, zh] = what === "number" ? ["number", "数"] : ["date", "日期"];
  return fault(
    { ...(spot.row > 0 ? { row: spot.row } : {}), column: seen.name },
    {
      en: `${quoted(spot.text)} is no ${en}, and the column is to be read as such. Mend the cell, or read the column as a class.`,
      zh: `${quoted(spot.text)} 不是${zh}，而该列要按${zh}读取。请改正该单元格，或将该列作为类别。`,
    },
    { option: "as", column: seen, readings: ["class"] },
  );
}

function dateAsTarget(seen: Survey, readings: readonly ColumnReading[]): TableError {
  return fault(
    { column: seen.name },
    {
      en: `has dates, as ${quoted(seen.samples[0] ?? "")}, and is the target. Have it read as a number of days, or as a class.`,
      zh: `是日期（如 ${quoted(seen.samples[0] ?? "")}），又是目标。请作为天数或类别读取。`,
    },
    { option: "as", column: seen, readings: [...readings, "class"] },
  );
}

function otherMark(seen: Survey, decimalComma: boolean): TableError {
  const spot = seen.first.misfit ?? seen.first.marked ?? { row: 0, text: "" };
  return fault(
    { row: spot.row, column: seen.name },
    decimalComma
      ? {
          en: `${quoted(spot.text)} has a point, and decimal commas were announced. Announce none, or ignore the column.`,
          zh: `${quoted(spot.text)} 含有小数点，而已指定小数逗号。请不要指定小数逗号，或忽略该列。`,
        }
      : {
          en: `${quoted(spot.text)} has a comma, and decimal points were announced. Announce none, or ignore the column.`,
          zh: `${quoted(spot.text)} 含有逗号，而已指定小数点。请不要指定小数点，或忽略该列。`,
        },
    { option: "decimalComma", is: [!decimalComma] },
    { option: "ignore", columns: [seen] },
  );
}

function severalHabits(seen: Survey): TableError {
  const [one, two] = [seen.first.marked, seen.first.misfit];
  return fault(
    { row: two?.row ?? 0, column: seen.name },
    {
      en: `${quoted(two?.text ?? "")} is written in another way than ${quoted(one?.text ?? "")} in row ${one?.row}. Write all numbers of the column alike, or ignore it.`,
      zh: `${quoted(two?.text ?? "")} 与第 ${one?.row} 行的 ${quoted(one?.text ?? "")} 写法不同。请统一该列的写法，或忽略该列。`,
    },
    { option: "ignore", columns: [seen] },
  );
}

function askFor(seen: Survey): TableError {
  const { row, text } = seen.first.ambiguous ?? { row: 0, text: "" };
  const isComma = text.includes(",");
  const cures = [
    ...(seen.areGrouped ? [{ option: "as", column: seen, readings: ["whole"] } as const] : []),
    isComma
      ? ({ option: "decimalComma", is: [true] } as const)
      : ({ option: "as", column: seen, readings: ["number"] } as const),
  ];
  const [mark, zhMark] = isComma ? ["comma", "逗号"] : ["point", "点"];
  return fault(
    { row, column: seen.name },
    {
      en: `the ${mark} in ${quoted(text)} may part thousands or be a decimal mark, and the file does not tell which. Say so.`,
      zh: `${quoted(text)} 中的${zhMark}可能是千位分隔符，也可能是小数点，文件本身无法说明。请指定。`,
    },
    ...cures,
  );
}

function severalUnits(seen: Survey, one: Spot, two: Spot): TableError {
  return fault(
    { row: two.row, column: seen.name },
    {
      en: `${quoted(two.text)} has not the unit of ${quoted(one.text)} in row ${one.row}. Give every number the same, ignore the column, or read it as a class.`,
      zh: `${quoted(two.text)} 与第 ${one.row} 行的 ${quoted(one.text)} 单位不同。请统一单位，忽略该列，或作为类别读取。`,
    },
    { option: "ignore", columns: [seen] },
    { option: "as", column: seen, readings: ["class"] },
  );
}

function undated(name: string, { row, text }: Spot): Text {
  return {
    en: `"${quoted(name)}" has dates too, but "${quoted(text)}" in row ${row} is none: all are taken for classes.`,
    zh: `“${quoted(name)}”中也有日期，但第 ${row} 行的“${quoted(text)}”不是日期，因此全部作为类别。`,
  };
}

function spreadsheetErrors({ name, errors, first: { error } }: Survey): Text {
  return {
    en: `"${quoted(name)}": ${errors} ${errors === 1 ? "error" : "errors"} of a spreadsheet, first ${quoted(error?.text ?? "")} in row ${error?.row}, count as missing values.`,
    zh: `“${quoted(name)}”：${errors} 个电子表格错误（首个为第 ${error?.row} 行的 ${quoted(error?.text ?? "")}）视为缺失值。`,
  };
}

function naIsValue({ name }: Survey): Text {
  return {
    en: `"${quoted(name)}": NA is taken for a value, because all others are codes of two letters.`,
    zh: `“${quoted(name)}”：其他值都是两个字母的代码，因此 NA 作为一个值。`,
  };
}

function codes(name: string, { row, text }: Spot): Text {
  return {
    en: `"${quoted(name)}" has leading zeros, as ${quoted(text)} in row ${row}: codes are classes, not numbers.`,
    zh: `“${quoted(name)}”有前导零，如第 ${row} 行的 ${quoted(text)}：作为代码（类别），而不是数。`,
  };
}

function versions(name: string): Text {
  return {
    en: `"${quoted(name)}" is taken for versions: 1.1 and 1.10 are two classes.`,
    zh: `“${quoted(name)}”作为版本号：1.1 和 1.10 是两个类别。`,
  };
}

/** What is not the plainest way to write a number is said. */
function* habitRemarks(seen: Survey, { decimal, group }: Habit): Iterable<Text> {
  const spot = (group === "" ? undefined : seen.first.grouped) ?? seen.first.marked;
  if (spot !== undefined && (decimal === "," || group !== "")) {
    const [en, zh] =
      group === ""
        ? ["a decimal comma", "小数逗号"]
        : group === " "
          ? ["thousands parted by spaces", "以空格分隔千位"]
          : [`thousands parted by "${group}"`, `以“${group}”分隔千位`];
    yield {
      en: `"${quoted(seen.name)}" is read with ${en}, as ${quoted(spot.text)} in row ${spot.row}.`,
      zh: `“${quoted(seen.name)}”按${zh}读取，如第 ${spot.row} 行的 ${quoted(spot.text)}。`,
    };
  }
  if (seen.hasTwins && decimal === ".") {
    yield {
      en: `"${quoted(seen.name)}" has numbers with and without zeros at the end: 1.1 and 1.10 are one number. If they are versions, read it as a class.`,
      zh: `“${quoted(seen.name)}”中有的数末尾有零：1.1 与 1.10 是同一个数。如果是版本号，请作为类别读取。`,
    };
  }
}
