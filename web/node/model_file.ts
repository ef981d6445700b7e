// SPDX-License-Identifier: Apache-2.0
/** Saved models on disk, JSON of `train --model` or safetensors of `export`, and documents that are none. */
import { MODEL_FORMAT, readModel, type SavedModel } from "../src/engine/saved_model.ts";
import { isSafetensors, readSafetensors } from "../src/exporters/safetensors.ts";
import { inFile, nameOf } from "./file_name.ts";
import { readBytes, textOfBytes } from "./files.ts";
import { InputError } from "./input_error.ts";

/** @throws InputError with the name of the file. */
export async function readModelFile(file: string): Promise<SavedModel> {
  return inFile(file, modelOf(await readBytes(file)));
}

/** The model of the file, or the text of a document that is none. */
export async function readModelOrText(file: string): Promise<SavedModel | string> {
  const bytes = await readBytes(file);
  const text = isSafetensors(bytes) ? undefined : textOfBytes(bytes);
  return text === undefined || isModel(text) ? inFile(file, modelOf(bytes)) : text;
}

/** The text of an experiment or a study. @throws InputError where the file is a model. */
export async function readDocument(file: string): Promise<string> {
  const bytes = await readBytes(file);
  const text = textOfBytes(bytes);
  if (!isSafetensors(bytes) && !isModel(text)) return text;
  throw new InputError(
    `${nameOf(file)}: is a trained network. Give its experiment, and this file to --resume or --start.`,
  );
}

/** @throws ExperimentError where it is damaged. */
async function modelOf(bytes: Uint8Array): Promise<SavedModel> {
  return isSafetensors(bytes) ? readSafetensors(bytes) : readModel(textOfBytes(bytes));
}

function isModel(text: string): boolean {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null && "format" in document
      ? document.format === MODEL_FORMAT
      : false;
  } catch {
    return false;
  }
}
