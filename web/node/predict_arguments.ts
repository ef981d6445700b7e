// SPDX-License-Identifier: Apache-2.0
/** The words after `downhill predict`. */
import { InputError } from "./input_error.ts";

export interface PredictCommand {
  readonly name: "predict";
  /** The trained network. */
  readonly file: string;
  readonly csv: string;
  readonly output?: string | undefined;
  readonly json: boolean;
}

export const PREDICT_HELP = `  downhill predict MODEL FILE.csv [--output CSV] [--json]
      Says what the network of train --model makes of each row: a number in original units, or a class with its
      probabilities. Columns are found by their names; the file may have others, in any order.
`;

/** @throws InputError with one line. */
export function parsePredict(
  file: string,
  csv: string | undefined,
  values: Readonly<Record<string, unknown>>,
  seeHelp: string,
): PredictCommand {
  if (csv === undefined) {
    throw new InputError(`predict: the CSV file is missing. Give MODEL and FILE.csv. ${seeHelp}`);
  }
  const output = values.output as string | undefined;
  return { name: "predict", file, csv, output, json: values.json === true };
}
