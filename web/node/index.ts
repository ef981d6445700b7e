// SPDX-License-Identifier: Apache-2.0
/** `import { createEngine } from "downhill"`: the engine in Node. */
export * from "../src/engine/api.ts";
export { createEngine, EngineError, ExperimentError } from "./engine.ts";
