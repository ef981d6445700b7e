// SPDX-License-Identifier: Apache-2.0
/** The engine in Node, in this very process: the same trainer and the same interface as in a browser. */
import { availableParallelism } from "node:os";
import v8 from "node:v8";
import type { Engine, EngineOptions, Lanes } from "../src/engine/api.ts";
import { EngineClient } from "../src/engine/client/engine_client.ts";
import { EngineLanes } from "../src/engine/client/lanes.ts";
import type { World } from "../src/engine/client/world.ts";
import type { Clock } from "../src/engine/clock.ts";
import { detectFeatures } from "../src/engine/worker/detect.ts";
import { TrainerService } from "../src/engine/worker/trainer_service.ts";
import { loadCatalog } from "./catalog_file.ts";
import { nodeSource } from "./module_files.ts";
import { startPoolsWithoutOptions } from "./pool_workers.ts";
import { packageTables } from "./table_files.ts";

export { EngineError } from "../src/engine/contract/engine_error.ts";
export { ExperimentError } from "../src/engine/contract/experiment_error.ts";

/** @throws EngineError when no module starts here or an option makes no sense; its sentence tells what is missing. */
export function createEngine(options: EngineOptions = {}): Promise<Engine> {
  allowRelaxedSimd();
  startPoolsWithoutOptions();
  return EngineClient.create(nodeWorld, options);
}

/** Trainers side by side, in this process: what kills one spares the others. */
export function createLanes(options: EngineOptions = {}): Lanes {
  return new EngineLanes(createEngine, options);
}

/** Node 20 and 21 have relaxed SIMD behind a flag, which may be set until the first module is compiled. */
function allowRelaxedSimd(): void {
  if (Number.parseInt(process.versions.node, 10) < 22) {
    v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  }
}

const nodeClock: Clock = {
  now: () => performance.now(),
  yield: () => new Promise((resolve) => setImmediate(resolve)),
  delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

const nodeWorld: World = {
  bringUp: () => {
    const service = new TrainerService({
      // Node needs no headers to share memory.
      features: detectFeatures(availableParallelism(), true),
      clock: nodeClock,
      source: nodeSource,
      lend: (port) => port,
      move: (frame) => frame,
      tables: packageTables,
    });
    return {
      service,
      remote: false,
      terminate: () => void service.close().catch(() => {}),
      share: (callback) => callback,
      release: () => {},
    };
  },

  async show(draw: () => void): Promise<void> {
    draw();
    await nodeClock.delay(1000 / 60);
  },

  catalog: loadCatalog,

  report: (error) => process.emitWarning(error instanceof Error ? error : String(error)),
};
