// SPDX-License-Identifier: Apache-2.0
/** `import { createEngine } from "downhill"`: the engine in Node. */
export * from "../src/engine/api.ts";
export type { EngineFailure } from "../src/engine/engine_error.ts";
export type { Refusal } from "../src/engine/experiment_error.ts";
export { readModel, startFrom } from "../src/engine/saved_model.ts";
export { type Content, FORMAT_IDS, type FormatId } from "../src/exporters/formats.ts";
export { readSafetensors } from "../src/exporters/safetensors.ts";
export { createEngine, EngineError, ExperimentError } from "./engine.ts";
export { exportModel } from "./export_model.ts";
