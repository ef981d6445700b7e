// SPDX-License-Identifier: Apache-2.0
/** Files in sentences. */
import { ExperimentError } from "../src/engine/contract/experiment_error.ts";
import { InputError } from "./input_error.ts";

/** What a file of the command line is called. */
export function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

/** What is refused in this work stands in this file: its name goes before the path, as compilers say it. */
export async function inFile<T>(file: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    throw new InputError(`${nameOf(file)}: ${error.toString()}`);
  }
}
