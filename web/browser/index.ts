// SPDX-License-Identifier: Apache-2.0
/** `import { createEngine } from "downhill"`: the engine in a browser, for any page that is bundled. */
import type { Engine, EngineOptions, Lanes } from "../src/engine/api.ts";
import { EngineLanes } from "../src/engine/client/lanes.ts";
import { startEngine } from "../src/engine/engine.ts";
import { MODULE_ADDRESSES } from "./module_addresses.ts";

export { exportModel } from "../node/export_model.ts";
export { tableFromCsv } from "../src/data/csv/csv.ts";
export { reportSentences } from "../src/data/csv/sentences.ts";
export { dataOfPoints, pointsOfData } from "../src/data/drawn_points.ts";
export * from "../src/engine/api.ts";
export { EngineError, ExperimentError, engineOver, loadCatalog } from "../src/engine/engine.ts";
export { startFrom } from "../src/engine/model_start.ts";
export { readModel } from "../src/engine/read_model.ts";
export { FORMAT_IDS } from "../src/exporters/formats.ts";
export { readSafetensors } from "../src/exporters/safetensors.ts";

/**
 * Starts the trainer in a worker of its own.
 * @throws EngineError when no module starts here or an option makes no sense; its sentence tells what is missing.
 */
export function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return startEngine(options, options.wasm === undefined ? MODULE_ADDRESSES : undefined);
}

/** Trainers side by side: a form never waits for training, and what kills one spares the others. */
export function createLanes(options: EngineOptions = {}): Lanes {
  return new EngineLanes(createEngine, options);
}
