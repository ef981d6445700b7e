// SPDX-License-Identifier: Apache-2.0
/** Saved models on disk, JSON of `train --model` or safetensors of `export`, and documents that are none. */
import { readModel } from "../src/engine/read_model.ts";
import { MODEL_FORMAT, type SavedModel } from "../src/engine/saved_model.ts";
import { isSafetensors, readSafetensors } from "../src/exporters/safetensors.ts";
import { inFile, nameOf } from "./file_name.ts";
import { readBytes, textOf } from "./files.ts";
import { InputError } from "./input_error.ts";
import { counted } from "./results.ts";
import type { Streams } from "./terminal.ts";

/** @throws InputError with the name of the file. */
export async function readModelFile(file: string): Promise<SavedModel> {
  return modelOf(file, await readBytes(file));
}

/** The model of the file, or the text of a document that is none. */
export async function readModelOrText(file: string): Promise<SavedModel | string> {
  const bytes = await readBytes(file);
  return isModel(file, bytes) ? modelOf(file, bytes) : documentOf(file, bytes);
}

/** The text of an experiment or a study. @throws InputError where the file is a model, or no document at all. */
export async function readDocument(file: string): Promise<string> {
  const bytes = await readBytes(file);
  if (!isModel(file, bytes)) return documentOf(file, bytes);
  throw new InputError(
    `${nameOf(file)}: is a trained network. Give its experiment, and this file to --resume or --start.`,
  );
}

/** What is written or computed from it is what the run had left, which may be far from trained. */
export function warnIfDiverged({ status, steps }: SavedModel, { stderr }: Streams): void {
  if (status !== "diverged") return;
  stderr.write(
    `warning: the run of this model diverged after ${counted(steps, "step")}. Divide the learning rate by 10 and train again, or use it knowingly.\n`,
  );
}

function modelOf(file: string, bytes: Uint8Array): Promise<SavedModel> {
  const read = async () =>
    isSafetensors(bytes) ? readSafetensors(bytes) : readModel(textOf(file, bytes));
  return inFile(file, read());
}

function isModel(file: string, bytes: Uint8Array): boolean {
  if (isSafetensors(bytes)) return true;
  const document = parsed(textOf(file, bytes));
  return typeof document === "object" && document !== null && "format" in document
    ? document.format === MODEL_FORMAT
    : false;
}

/** The parser tells where JSON is wrong, which is no help with a text that was never meant to be any. */
function documentOf(file: string, bytes: Uint8Array): string {
  const text = textOf(file, bytes);
  const isMeant = /^\s*([{[]|$)/.test(text) && !/\.(csv|tsv)$/i.test(file);
  if (isMeant || parsed(text) !== undefined) return text;
  throw new InputError(
    `${nameOf(file)}: is not JSON. Give an experiment, or make one of a table with downhill table FILE --target COLUMN.`,
  );
}

/** Undefined where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
