// SPDX-License-Identifier: Apache-2.0
/** What a trained network can be taken away as. */
import type { SavedModel } from "../engine/api.ts";
import { exportJavascript } from "./javascript.ts";
import { exportJson } from "./json.ts";
import { exportOnnx } from "./onnx.ts";
import type { Producer } from "./producer.ts";
import { exportPython } from "./python.ts";
import { exportPytorch } from "./pytorch.ts";
import { exportSafetensors } from "./safetensors.ts";
import type { TrainingData } from "./training_data.ts";

export const FORMAT_IDS = [
  "onnx",
  "pytorch",
  "json",
  "python",
  "javascript",
  "safetensors",
] as const;
export type FormatId = (typeof FORMAT_IDS)[number];

/** What the file of a format holds. */
export type Content<Id extends FormatId> = Id extends "onnx" | "safetensors"
  ? Uint8Array<ArrayBuffer>
  : string;

export interface Format<Id extends FormatId = FormatId> {
  /** Of the file, with the dot. */
  readonly extension: string;
  /** Whether `data` makes a difference: the samples it was trained on. */
  readonly takesData?: true;
  /**
   * The content of the file, of a model that the trainer vouches for (export_model.ts).
   * @throws ExperimentError where this network cannot be written so.
   */
  make(model: SavedModel, producer: Producer, data?: TrainingData): Content<Id>;
}

export const FORMATS: { readonly [Id in FormatId]: Format<Id> } = {
  onnx: { extension: ".onnx", make: exportOnnx },
  pytorch: { extension: ".torch.py", takesData: true, make: exportPytorch },
  json: { extension: ".model.json", make: (model) => exportJson(model) },
  python: { extension: ".py", make: exportPython },
  javascript: { extension: ".mjs", make: exportJavascript },
  safetensors: { extension: ".safetensors", make: (model) => exportSafetensors(model) },
};

export const isFormatId = (text: string): text is FormatId =>
  (FORMAT_IDS as readonly string[]).includes(text);
