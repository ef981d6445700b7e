// SPDX-License-Identifier: Apache-2.0
/** In place of web/src/engine/start_worker.ts: the script of the worker lies in the page. */
import EngineWorker from "../src/engine/worker/engine.worker.ts?worker&inline";

export const startWorker = (): Worker => new EngineWorker({ name: "downhill" });

/** A file is one player, and shares nothing. */
export const startSharedWorker = (): SharedWorker => {
  throw new Error("One file has no worker for several.");
};
