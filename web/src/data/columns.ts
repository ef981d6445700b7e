// SPDX-License-Identifier: Apache-2.0
/** What a column holds, by its content: numbers in one habit, days, or classes; or nothing that anything can be learnt from. */
import type { Text } from "../engine/api.ts";
import {
  ALL_HABITS,
  COMMA_GROUPS,
  COMMA_HABITS,
  type DateOrder,
  HABITS,
  type Habit,
  isAmbiguous,
  isGrouped,
  isSpreadsheetError,
  MISSING_WORDS,
  Missing,
  numberBy,
  POINT_GROUPS,
  POINT_HABITS,
  sameUnit,
  type WrittenDate,
  wholeValueOf,
  writtenDate,
  writtenNumber,
} from "./cells.ts";
import type { Row } from "./csv_text.ts";
import { type ColumnPlace, type ColumnReading, fault, quoted, type TableError } from "./fault.ts";

export type ColumnType = "number" | "class" | "date" | "empty";

/** A cell, for a sentence. */
export interface Spot {
  readonly row: number;
  readonly text: string;
}

/** Everything that one pass over the cells of a column tells. */
export interface Survey extends ColumnPlace {
  /** From 0. */
  readonly index: number;
  readonly absent: Missing;
  readonly missing: number;
  readonly present: number;
  /** NA is a value here. */
  readonly naIsValue: boolean;
  readonly errors: { readonly count: number; readonly first?: Spot };
  readonly numbers: number;
  /** Those that every number fits, as bits. */
  readonly habits: number;
  /** The first number that does not fit what those before it do. */
  readonly misfit?: Spot;
  readonly ambiguous: number;
  readonly firstAmbiguous?: Spot;
  readonly firstMarked?: Spot;
  /** Numbers without any mark, and whether one is so long that a habit of marks would have marked it. */
  readonly unmarked: number;
  readonly hasLong: boolean;
  readonly areGrouped: boolean;
  /** Each with its first cell; "" for none. */
  readonly units: ReadonlyMap<string, Spot>;
  readonly code?: Spot;
  /** Some numbers end in a zero behind the point, others are shorter; and whether two are one, but for such zeros. */
  readonly hasLooseZeros: boolean;
  readonly hasTwins: boolean;
  readonly firstText?: Spot;
  /** Some text begins as a number does. */
  readonly hasDigits: boolean;
  readonly dates: number;
  readonly dayFirst: boolean;
  readonly monthFirst: boolean;
  /** Days and months alike both ways in every row. */
  readonly firstDate?: Spot;
  readonly isOrderSure: boolean;
  /** As they stand in the file. */
  readonly samples: readonly string[];
}

const SAMPLES = 3;

/** `words`: what a missing value is called, where somebody said so. */
export function survey(
  rows: readonly Row[],
  name: string,
  index: number,
  words: readonly string[] | undefined,
): Survey {
  const naIsValue = words === undefined && areCodesOfTwo(rows, index);
  const absent = new Missing(
    (words ?? MISSING_WORDS).filter((word) => !(naIsValue && word === "NA")),
  );
  let [missing, errorCount, numbers, ambiguous, unmarked, dates] = [0, 0, 0, 0, 0, 0];
  let habits = ALL_HABITS;
  let areDates = true;
  let [hasLong, areGrouped, hasDigits, dayFirst, monthFirst, isOrderSure] = [
    false,
    true,
    false,
    true,
    true,
    true,
  ];
  let [fewest, most, endsInZero] = [Number.POSITIVE_INFINITY, 0, false];
  const first: {
    error?: Spot;
    misfit?: Spot;
    ambiguous?: Spot;
    marked?: Spot;
    code?: Spot;
    text?: Spot;
    date?: Spot;
  } = {};
  const units = new Map<string, Spot>();
  const samples: string[] = [];
  for (const { number: row, cells } of rows) {
    const cell = cells[index] ?? "";
    if (absent.has(cell)) {
      missing += 1;
      if (isSpreadsheetError(cell)) {
        errorCount += 1;
        first.error ??= { row, text: cell.trim() };
      }
      continue;
    }
    if (samples.length < SAMPLES && !samples.includes(cell)) samples.push(cell);
    const number = writtenNumber(cell);
    const spot = () => ({ row, text: cell.trim() });
    if (number === undefined) {
      first.text ??= spot();
      hasDigits ||= beginsAsNumber(cell);
      // One text that is no date, and none matters any more.
      const date: WrittenDate | undefined = areDates ? writtenDate(cell) : undefined;
      areDates &&= date !== undefined;
      if (date !== undefined) {
        dates += 1;
        first.date ??= spot();
        dayFirst &&= date.dayFirst !== undefined;
        monthFirst &&= date.monthFirst !== undefined;
        isOrderSure &&= date.dayFirst === date.monthFirst;
      }
      continue;
    }
    numbers += 1;
    if ((habits & number.habits) === 0) first.misfit ??= spot();
    habits &= number.habits;
    if (number.habits === ALL_HABITS) {
      unmarked += 1;
      hasLong ||= number.body.length > 3 && number.body !== "Infinity";
    } else {
      first.marked ??= spot();
      if (isAmbiguous(number)) {
        ambiguous += 1;
        first.ambiguous ??= spot();
      }
      areGrouped &&= isGrouped(number);
    }
    const decimals = number.body.length - 1 - number.body.lastIndexOf(".");
    if (number.habits !== ALL_HABITS && decimals < number.body.length) {
      fewest = Math.min(fewest, decimals);
      most = Math.max(most, decimals);
      endsInZero ||= number.body.endsWith("0");
    }
    const unit =
      number.currency + (number.currency !== "" && number.unit !== "" ? " " : "") + number.unit;
    if (!units.has(unit) && units.size < 4) units.set(unit, spot());
    if (number.isCode) first.code ??= spot();
  }
  return {
    name,
    position: index + 1,
    index,
    absent,
    missing,
    present: rows.length - missing,
    naIsValue,
    errors: { count: errorCount, ...(first.error === undefined ? {} : { first: first.error }) },
    numbers,
    habits,
    ambiguous,
    unmarked,
    hasLong,
    areGrouped,
    units,
    hasLooseZeros: endsInZero && fewest < most,
    hasTwins: endsInZero && fewest < most && haveTwins(rows, index),
    hasDigits,
    dates,
    dayFirst,
    monthFirst,
    isOrderSure,
    samples,
    ...(first.misfit === undefined ? {} : { misfit: first.misfit }),
    ...(first.ambiguous === undefined ? {} : { firstAmbiguous: first.ambiguous }),
    ...(first.marked === undefined ? {} : { firstMarked: first.marked }),
    ...(first.code === undefined ? {} : { code: first.code }),
    ...(first.text === undefined ? {} : { firstText: first.text }),
    ...(first.date === undefined ? {} : { firstDate: first.date }),
  };
}

/** Codes of countries and states: two capital letters in every cell, and several of them. */
function areCodesOfTwo(rows: readonly Row[], index: number): boolean {
  const found = new Set<string>();
  for (const { cells } of rows) {
    const cell = (cells[index] ?? "").trim();
    if (cell === "") continue;
    if (!/^[A-Z]{2}$/.test(cell)) return false;
    found.add(cell);
  }
  return found.has("NA") && found.size > 2;
}

/** 1.1 and 1.10 in one column: one number, but two versions. */
function haveTwins(rows: readonly Row[], index: number): boolean {
  const texts = new Set(rows.map(({ cells }) => (cells[index] ?? "").trim()));
  const fractions = [...texts].filter((text) => text.includes("."));
  return new Set(fractions.map(Number)).size < fractions.length;
}

function beginsAsNumber(cell: string): boolean {
  const code = cell.trimStart().charCodeAt(0);
  return (code >= 48 && code <= 57) || code === 43 || code === 45 || code === 36;
}

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
  /** Some cell that is no number begins as one. */
  readonly hasDigits: boolean;
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

/** @throws TableError where the cells may mean several things, or not what somebody said. */
export function understand(seen: Survey, circumstances: Circumstances): Column {
  const { reading, isTarget } = circumstances;
  const remarks: Text[] = [];
  if (seen.errors.first !== undefined) remarks.push(spreadsheetErrors(seen));
  if (seen.naIsValue) remarks.push(naIsValue(seen));
  const base = {
    name: seen.name,
    position: seen.position,
    index: seen.index,
    absent: seen.absent,
    missing: seen.missing,
    samples: seen.samples,
    unit: "",
    hasDigits: seen.hasDigits,
    readings: [] as readonly ColumnReading[],
    remarks,
  };
  if (seen.present === 0) {
    if (isTarget) throw allMissing(seen);
    return { ...base, type: "empty", leftOut: "empty" };
  }
  const areNumbers = seen.numbers === seen.present;
  const areDates = seen.dates === seen.present;
  const asClass: Column = {
    ...base,
    type: "class",
    ...(seen.firstText !== undefined && seen.numbers > 0 ? { stray: seen.firstText } : {}),
  };
  if (reading === "class") return asClass;
  if (reading === "days" || reading === "day_first" || reading === "month_first") {
    if (!areDates) throw notRead(seen, "date");
    const order = reading === "days" ? dateOrder(seen) : reading;
    return { ...base, type: "number", unit: "d", reader: { by: "days", order }, remarks };
  }
  if (reading === "number" || reading === "whole") {
    if (!areNumbers) throw notRead(seen, "number");
  } else if (areDates) {
    const readings: ColumnReading[] =
      seen.isOrderSure || seen.dayFirst !== seen.monthFirst
        ? ["days"]
        : ["day_first", "month_first"];
    if (isTarget) throw dateAsTarget(seen, readings);
    return { ...base, type: "date", leftOut: "date", readings };
  } else if (!areNumbers) return asClass;
  else if (seen.code !== undefined) {
    remarks.push(codes(seen.name, seen.code));
    return { ...asClass, readings: ["number"] };
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
    { row: seen.firstDate?.row ?? 0, column: seen.name },
    {
      en: `${quoted(seen.firstDate?.text ?? "")} may begin with the day or with the month, and no row tells which. Say so.`,
      zh: `${quoted(seen.firstDate?.text ?? "")} 可能以日开头，也可能以月开头，没有一行能说明。请指定。`,
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
  const spot = seen.firstText ?? { row: 0, text: seen.samples[0] ?? "" };
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
  const spot = seen.misfit ?? seen.firstMarked ?? { row: 0, text: "" };
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
  const [one, two] = [seen.firstMarked, seen.misfit];
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
  const { row, text } = seen.firstAmbiguous ?? { row: 0, text: "" };
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

function spreadsheetErrors({ name, errors: { count, first } }: Survey): Text {
  return {
    en: `"${quoted(name)}": ${count} ${count === 1 ? "error" : "errors"} of a spreadsheet, first ${quoted(first?.text ?? "")} in row ${first?.row}, count as missing values.`,
    zh: `“${quoted(name)}”：${count} 个电子表格错误（首个为第 ${first?.row} 行的 ${quoted(first?.text ?? "")}）视为缺失值。`,
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
  const spot = seen.firstMarked;
  if (spot !== undefined && (decimal === "," || group !== "")) {
    const [en, zh] =
      group === ""
        ? ["a decimal comma", "小数逗号"]
        : group === " "
          ? ["thousands parted by spaces", "以空格分隔千位"]
          : [`thousands parted by ${group}`, `以 ${group} 分隔千位`];
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
