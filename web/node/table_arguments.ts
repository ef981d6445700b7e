// SPDX-License-Identifier: Apache-2.0
/** The words after `downhill table`, understood or refused; and what cures a table, in such words. */
import { MISSING_WORDS } from "../src/data/csv/cells.ts";
import { ENCODINGS } from "../src/data/csv/encoding.ts";
import type { RowOptions } from "../src/data/csv/new_rows.ts";
import { type CsvOptions, MISSING_POLICIES } from "../src/data/csv/options.ts";
import { type Delimiter, isDelimiter } from "../src/data/csv/records.ts";
import {
  COLUMN_READINGS,
  type ColumnPlace,
  type ColumnReading,
  type Cure,
  TableError,
} from "../src/data/fault.ts";
import type { PictureSize } from "../src/data/pictures/picture.ts";
import { MOST_CARRIED } from "../src/data/table.ts";
import { nameOf } from "./file_name.ts";
import { InputError } from "./input_error.ts";

export interface TableCommand {
  readonly name: "table";
  readonly file: string;
  /** Where the target is missing, the file tells which columns there are to choose from. */
  readonly options: Omit<CsvOptions, "target"> & { readonly target: string | undefined };
  /** Of the pictures whose pixels the rows are. */
  readonly shape?: PictureSize | undefined;
  /** Standard output where none is given. */
  readonly output?: string | undefined;
}

/** How a CSV file is read. */
export const READING_OPTIONS = {
  delimiter: { type: "string" },
  encoding: { type: "string" },
  "decimal-comma": { type: "boolean" },
  "decimal-point": { type: "boolean" },
  as: { type: "string", multiple: true },
} as const;

export const TABLE_OPTIONS = {
  ...READING_OPTIONS,
  target: { type: "string" },
  "no-header": { type: "boolean" },
  header: { type: "boolean" },
  missing: { type: "string" },
  "missing-words": { type: "string" },
  classes: { type: "boolean" },
  ignore: { type: "string", multiple: true },
  shape: { type: "string" },
  output: { type: "string" },
} as const;

export const TABLE_HELP = `  downhill table FILE.csv --target COLUMN [--ignore A,B] [--as COLUMN=READING] [--missing refuse|drop|mean] [--classes]
                 [--header | --no-header] [--delimiter ,|;|tab|bar|space] [--decimal-comma | --decimal-point]
                 [--encoding E] [--missing-words A,B] [--shape 1x28x28] [--output DOC.json]
      Writes an experiment that carries the table, ready for train, and shows on standard error
      what every column is taken for. A column is given by its name, or by its place as "#3".
      --ignore A,B     leaves columns out; also places as "#3-#9"
      --as C=READING   reads a column as number, whole (its marks part thousands), class,
                       days (of a date), day-first or month-first (where a date does not tell)
      --missing HOW    cells that are empty or ${MISSING_WORDS.join(" ")}
                       are refused (the default), or their rows dropped,
                       or numbers filled with the mean of the feature and other rows dropped
      --missing-words  what such cells say instead; "" where only empty ones count
      --classes        the target is a class even if it is written in numbers
      --no-header      the first row has values; --header: it has names; detected by default
      --delimiter D    what parts the cells, by its name or any one sign; detected by default
      --decimal-comma  1,5 is one and a half; --decimal-point: 1,500 is 1500; detected by default
      --encoding E     of a file that is not UTF-8: ${ENCODINGS.slice(1, 7).join(" ")}
                       ${ENCODINGS.slice(7).join(" ")}
      --shape CxHxW    each row is a picture of bytes: channels, height, width; the target is its class
      --output JSON    the default is standard output, as is -; more than ${MOST_CARRIED} numbers
                       lie beside it as a stored table, DOC.safetensors
`;

/** As a shell takes it: a plain name as it is, any other column by its place, which every shell leaves alone in quotation marks. */
function columnWord({ name, position }: ColumnPlace): string {
  return /^[A-Za-z0-9_.][\w.-]{0,60}$/.test(name) ? name : `#${position}`;
}

const inQuotes = (word: string) => (word.includes("#") ? `"${word}"` : word);

/** So many words are pasted well; more are better given as ranges of places. */
const WORDS_LISTED = 12;

function columnList(columns: readonly ColumnPlace[]): string {
  if (columns.length <= WORDS_LISTED) return inQuotes(columns.map(columnWord).join(","));
  const ranges: string[] = [];
  let begin = 0;
  for (let at = 1; at <= columns.length; at += 1) {
    const [first, last] = [columns[begin], columns[at - 1]];
    if (columns[at]?.position === (last?.position ?? 0) + 1) continue;
    ranges.push(first === last ? `#${first?.position}` : `#${first?.position}-#${last?.position}`);
    begin = at;
  }
  return inQuotes(ranges.join(","));
}

/** `--ignore id`, ready to be pasted. */
export function ignoreWords(columns: readonly ColumnPlace[]): string {
  return `--ignore ${columnList(columns)}`;
}

/** What cures a table, as it is written here; several where either does. */
export function cureWords(cure: Cure): string[] {
  switch (cure.option) {
    case "ignore":
      return [ignoreWords(cure.columns)];
    case "as":
      return cure.readings.map(
        (reading) => `--as ${inQuotes(`${columnWord(cure.column)}=${reading.replace("_", "-")}`)}`,
      );
    case "decimalComma":
      return cure.is.map((comma) => (comma ? "--decimal-comma" : "--decimal-point"));
    case "missingWords":
      return missingWordsWords(cure.words);
    case "missing":
      return ["--missing drop", "--missing mean"];
    case "noHeader":
      return ["--no-header"];
    case "encoding":
      return [`--encoding ${cure.is ?? ENCODINGS.slice(1).join("|")}`];
    case "output":
      return ["--output DOC.json"];
    default:
      return [`--${cure.option}`];
  }
}

/** Behind =, for -999 would be taken for an option. Words that no shell leaves alone are not written. */
function missingWordsWords(words: readonly string[]): string[] {
  if (words.some((word) => /[",$`!\\\p{C}]/u.test(word))) return [];
  const list = words.join(",");
  return [`--missing-words=${/^[\w.,/-]{1,200}$/.test(list) ? list : `"${list}"`}`];
}

/** What is refused is told with the option that cures it. */
export function curable<Made>(make: () => Made, file?: string): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof TableError) || error.cures.length === 0) throw error;
    const words = error.cures.flatMap(cureWords).join(" or ");
    const place = file === undefined ? "" : `${nameOf(file)}: `;
    throw new InputError(`${place}${error.toString()} The option is ${words}.`);
  }
}

const DELIMITERS: Readonly<Record<string, Delimiter>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  bar: "|",
  space: " ",
};

/** @throws InputError with one line. */
export function parseTable(file: string, values: Readonly<Record<string, unknown>>): TableCommand {
  const { target, output } = values as { target?: string; output?: string };
  const header = oneOf(values, "header", "no-header");
  const missing = wordOf(values.missing, "missing", MISSING_POLICIES);
  const shape = shapeOf(values.shape, output);
  const words = values["missing-words"] as string | undefined;
  return {
    name: "table",
    file,
    ...(shape === undefined ? {} : { shape }),
    output: output === "-" ? undefined : output,
    options: {
      target,
      classes: values.classes === true,
      // A name may have commas in it: only the file tells which are names.
      ignore: ((values.ignore ?? []) as string[]).filter((names) => names.trim() !== ""),
      ...parseReading(values),
      ...(missing === undefined ? {} : { missing }),
      ...(words === undefined ? {} : { missingWords: words.split(",").map((word) => word.trim()) }),
      ...(header === undefined ? {} : { header }),
    },
  };
}

/** @throws InputError with one line. */
export function parseReading(values: Readonly<Record<string, unknown>>): RowOptions {
  const decimalComma = oneOf(values, "decimal-comma", "decimal-point");
  const delimiter = delimiterOf(values.delimiter);
  const encoding = wordOf(values.encoding, "encoding", ENCODINGS);
  return {
    as: ((values.as ?? []) as string[]).map(readingOf),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(decimalComma === undefined ? {} : { decimalComma }),
  };
}

/** True for the first, false for the second. */
function oneOf(
  values: Readonly<Record<string, unknown>>,
  first: string,
  second: string,
): boolean | undefined {
  if (values[first] === true && values[second] === true) {
    throw new InputError(`--${first} and --${second} exclude each other. Give one of them.`);
  }
  if (values[first] === true) return true;
  return values[second] === true ? false : undefined;
}

/** `date=days`: a name may have = in it, a reading has none. */
function readingOf(text: string): readonly [string, ColumnReading] {
  const at = text.lastIndexOf("=");
  const word = text.slice(at + 1).replace("-", "_");
  const reading = COLUMN_READINGS.find((candidate) => candidate === word);
  if (at > 0 && reading !== undefined) return [text.slice(0, at), reading];
  const readings = COLUMN_READINGS.map((known) => known.replace("_", "-")).join(" ");
  throw new InputError(`--as: ${text} is no COLUMN=READING. Give one of ${readings} behind =.`);
}

/** By its name, or any one sign. */
function delimiterOf(given: unknown): Delimiter | undefined {
  if (given === undefined) return undefined;
  const sign = Object.hasOwn(DELIMITERS, String(given)) ? DELIMITERS[String(given)] : given;
  if (isDelimiter(sign)) return sign as Delimiter;
  throw new InputError(
    `--delimiter: ${given} parts no cells. Give ${Object.keys(DELIMITERS).join(" ")}, or one sign that is no letter or digit.`,
  );
}

function shapeOf(given: unknown, output: string | undefined): PictureSize | undefined {
  if (given === undefined) return undefined;
  const [, channels, height, width] = /^([13])x(\d{1,3})x(\d{1,3})$/i.exec(String(given)) ?? [];
  const [rows, columns] = [Number(height), Number(width)];
  if (!(rows >= 1 && columns >= 1)) {
    throw new InputError(
      `--shape: ${given} is no shape of pictures. Give channels (1 or 3), height and width, like 1x28x28.`,
    );
  }
  if (output === undefined || output === "-") {
    throw new InputError("--shape: pictures lie beside the document. Give --output DOC.json.");
  }
  return { channels: channels === "3" ? 3 : 1, height: rows, width: columns };
}

function wordOf<Word extends string>(
  given: unknown,
  option: string,
  words: readonly Word[],
): Word | undefined {
  if (given === undefined) return undefined;
  const word = words.find((candidate) => candidate === given);
  if (word !== undefined) return word;
  throw new InputError(`--${option}: ${given} is none of ${words.join(" ")}. Give one of them.`);
}
