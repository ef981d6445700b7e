// SPDX-License-Identifier: Apache-2.0
/** `import { createEngine } from "downhill"`: the engine in Node. */
export * from "../src/engine/api.ts";
export type { EngineFailure } from "../src/engine/engine_error.ts";
export type { Refusal } from "../src/engine/experiment_error.ts";
export { readModel, startFrom } from "../src/engine/saved_model.ts";
export { FORMAT_IDS, FORMATS, type Format, type FormatId } from "../src/exporters/formats.ts";
export { exportJavascript } from "../src/exporters/javascript.ts";
export { exportJson } from "../src/exporters/json.ts";
export { exportOnnx } from "../src/exporters/onnx.ts";
export type { Producer } from "../src/exporters/producer.ts";
export { exportPython } from "../src/exporters/python.ts";
export { exportPytorch } from "../src/exporters/pytorch.ts";
export { exportSafetensors, readSafetensors } from "../src/exporters/safetensors.ts";
export { type Rows, type TrainingData, trainingData } from "../src/exporters/training_data.ts";
export { createEngine, EngineError, ExperimentError } from "./engine.ts";
