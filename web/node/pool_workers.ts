// SPDX-License-Identifier: Apache-2.0
/** The threads of a module's pool in Node start without the options of this process. */
import { createRequire } from "node:module";
import type { Worker, WorkerOptions } from "node:worker_threads";

/** By this name Emscripten knows the workers of its pools. */
const POOL = "em-pthread";

let done = false;

/**
 * A worker inherits the options of its process, and refuses some of them: a pool started from `node --input-type=module -e ...`
 * would end the process. Emscripten takes `Worker` from the module object of node:worker_threads and offers no other place.
 */
export function startPoolsWithoutOptions(): void {
  if (done) return;
  done = true;
  const threads = createRequire(import.meta.url)("node:worker_threads") as {
    Worker: typeof Worker;
  };
  threads.Worker = class extends threads.Worker {
    constructor(file: string | URL, options: WorkerOptions = {}) {
      super(file, options.workerData === POOL ? { ...options, execArgv: [] } : options);
    }
  };
}
