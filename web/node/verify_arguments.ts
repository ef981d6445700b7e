// SPDX-License-Identifier: Apache-2.0
/** The words after `downhill verify`. */
import { InputError } from "./input_error.ts";

export interface VerifyCommand {
  readonly name: "verify";
  readonly files: readonly string[];
  readonly json: boolean;
  /** Longer no receipt is trained; undefined where it is left to the marking. */
  readonly seconds: number | undefined;
}

export const VERIFY_OPTIONS = { json: { type: "boolean" }, seconds: { type: "string" } } as const;

/** Timers bear no more. */
const MOST_SECONDS = 1_000_000;

export const VERIFY_HELP = `  downhill verify FILES... [--json] [--seconds N]
      Runs receipts again and prints a table: checks passed, prediction against outcome, looks
      at the test set, runs, and what does not reproduce and why. A file is any text with
      receipts in it (mails, an export of a course), or the exercise that they belong to, where
      it is none of ours. None is trained longer than N seconds (300). Exercises alone are tried:
      the start is to fail, the solution to pass.
      Exits with 1 where something does not come out as it says, with 2 where it cannot be read.
`;

/** @throws InputError where no file is named. */
export function parseVerify(
  files: readonly string[],
  values: Readonly<Record<string, unknown>>,
  seeHelp: string,
): VerifyCommand {
  if (files.length === 0) throw new InputError(`verify: the FILES are missing. ${seeHelp}`);
  return { name: "verify", files, json: values.json === true, seconds: secondsIn(values.seconds) };
}

function secondsIn(text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (seconds > 0 && seconds <= MOST_SECONDS) return seconds;
  throw new InputError(
    `--seconds: ${text} is no number above 0 and up to ${MOST_SECONDS}. Give one.`,
  );
}
