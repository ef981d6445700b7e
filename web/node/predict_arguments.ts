// SPDX-License-Identifier: Apache-2.0
/** The words after `downhill predict`. */
import type { RowOptions } from "../src/data/csv/new_rows.ts";
import { InputError } from "./input_error.ts";
import { parseReading, READING_OPTIONS } from "./table_arguments.ts";

export interface PredictCommand {
  readonly name: "predict";
  /** The trained network. */
  readonly file: string;
  /** A CSV file; or a picture, a folder of them, a zip. */
  readonly input: string;
  readonly reading: RowOptions;
  readonly output?: string | undefined;
  readonly json: boolean;
}

export const PREDICT_OPTIONS = {
  ...READING_OPTIONS,
  output: { type: "string" },
  json: { type: "boolean" },
} as const;

export const PREDICT_HELP = `  downhill predict MODEL FILE.csv|PICTURE|FOLDER|ZIP [--output CSV] [--json]
      Says what the network of train --model makes of each row or picture: a number in original units, or a class
      with its probabilities. Columns are found by their names; the file may have others, in any order. How the
      file is read is detected, or told by --delimiter, --encoding, --decimal-comma, --decimal-point, --as.
`;

/** @throws InputError with one line. */
export function parsePredict(
  file: string,
  input: string | undefined,
  values: Readonly<Record<string, unknown>>,
  seeHelp: string,
): PredictCommand {
  if (input === undefined) {
    throw new InputError(
      `predict: the file to predict is missing. Give MODEL, and FILE.csv or pictures. ${seeHelp}`,
    );
  }
  const output = values.output as string | undefined;
  const reading = parseReading(values);
  return { name: "predict", file, input, reading, output, json: values.json === true };
}
