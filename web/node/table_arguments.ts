// SPDX-License-Identifier: Apache-2.0
/** The words after `downhill table`, understood or refused. */
import { MOST_CARRIED } from "../src/data/carried_table.ts";
import { MISSING_WORDS } from "../src/data/cell.ts";
import type { CsvOptions } from "../src/data/csv.ts";
import type { Delimiter } from "../src/data/csv_text.ts";
import type { Cure } from "../src/data/fault.ts";
import { MISSING_POLICIES } from "../src/data/missing.ts";
import type { PictureSize } from "../src/data/pictures/picture.ts";
import { InputError } from "./input_error.ts";

export interface TableCommand {
  readonly name: "table";
  readonly file: string;
  readonly options: CsvOptions;
  /** Of the pictures whose pixels the rows are. */
  readonly shape?: PictureSize | undefined;
  /** Standard output where none is given. */
  readonly output?: string | undefined;
}

export const TABLE_OPTIONS = {
  target: { type: "string" },
  delimiter: { type: "string" },
  "no-header": { type: "boolean" },
  header: { type: "boolean" },
  "decimal-comma": { type: "boolean" },
  missing: { type: "string" },
  classes: { type: "boolean" },
  ignore: { type: "string", multiple: true },
  shape: { type: "string" },
  output: { type: "string" },
} as const;

export const TABLE_HELP = `  downhill table FILE.csv --target COLUMN [--delimiter ,|;|tab] [--header | --no-header] [--decimal-comma]
                 [--missing refuse|drop|mean] [--classes] [--ignore A,B] [--shape 1x28x28] [--output DOC.json]
      Writes an experiment that carries the table, ready for train, and says on standard error
      what was made of it. A column is given by its name, or by its number from 1.
      --delimiter D    what parts the cells; detected by default
      --no-header      the first row has values; by default it is a header where it has no number
      --decimal-comma  1,5 is one and a half
      --missing HOW    cells that are empty or ${MISSING_WORDS.join(" ")}
                       are refused (the default), or their rows dropped,
                       or numbers filled with the mean of the feature and other rows dropped
      --classes        the target is a class even if it is written in numbers
      --ignore A,B     leaves columns out
      --shape CxHxW    each row is a picture of bytes: channels, height, width; the target is its class
      --output JSON    the default is standard output, as is -; more than ${MOST_CARRIED} numbers
                       lie beside it as a stored table, DOC.safetensors
`;

/** What cures a refused table, as it is written here. */
export const OPTION_SENTENCES: Readonly<Record<Cure, string>> = {
  delimiter: "The option is --delimiter.",
  header: "The option is --header.",
  noHeader: "The option is --no-header.",
  decimalComma: "The option is --decimal-comma.",
  missing: "The option is --missing drop or --missing mean.",
  ignore: "The option is --ignore.",
};

const DELIMITERS: Readonly<Record<string, Delimiter>> = { ",": ",", ";": ";", tab: "\t" };

/** @throws InputError with one line. */
export function parseTable(
  file: string,
  values: Readonly<Record<string, unknown>>,
  seeHelp: string,
): TableCommand {
  const { target, output } = values as { target?: string; output?: string };
  if (target === undefined) {
    throw new InputError(`table: --target is missing. Give the column to predict. ${seeHelp}`);
  }
  if (values.header === true && values["no-header"] === true) {
    throw new InputError("--header and --no-header exclude each other. Give one of them.");
  }
  const hasHeader =
    values.header === true ? true : values["no-header"] === true ? false : undefined;
  const delimiter = wordOf(values.delimiter, "delimiter", Object.keys(DELIMITERS));
  const missing = wordOf(values.missing, "missing", MISSING_POLICIES);
  const ignore = ((values.ignore ?? []) as string[]).flatMap((names) => names.split(","));
  const shape = shapeOf(values.shape, output);
  return {
    name: "table",
    file,
    ...(shape === undefined ? {} : { shape }),
    output: output === "-" ? undefined : output,
    options: {
      target,
      decimalComma: values["decimal-comma"] === true,
      classes: values.classes === true,
      ignore: ignore.filter((name) => name.trim() !== ""),
      ...(delimiter === undefined ? {} : { delimiter: DELIMITERS[delimiter] as Delimiter }),
      ...(missing === undefined ? {} : { missing }),
      ...(hasHeader === undefined ? {} : { header: hasHeader }),
    },
  };
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
