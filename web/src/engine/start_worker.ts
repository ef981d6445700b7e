// SPDX-License-Identifier: Apache-2.0
/** The trainer's worker, by its script as a file of the site. The page of one file has another (web/one_file/start_worker.ts). */
export const startWorker = (): Worker =>
  new Worker(new URL("./worker/engine.worker.ts", import.meta.url), {
    type: "module",
    name: "downhill",
  });

/** One of that name for all frames of the site on a page. @throws where the browser has none, or allows none here */
export const startSharedWorker = (name: string): SharedWorker =>
  new SharedWorker(new URL("./worker/engine.worker.ts", import.meta.url), {
    type: "module",
    name,
  });
