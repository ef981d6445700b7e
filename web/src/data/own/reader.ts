// SPDX-License-Identifier: Apache-2.0
/** The page's end of the worker that reads somebody's own data. */
import { type Remote, wrap } from "comlink";
import type { OwnDataReader } from "./plan.ts";

export interface Reader extends OwnDataReader {
  close(): void;
}

/** `failed`: told where the worker cannot be loaded, or has no memory left. What was asked of it is not answered then. */
export function startReader(failed: () => void): Reader {
  const worker = new Worker(new URL("./reader.worker.ts", import.meta.url), {
    type: "module",
    name: "downhill data",
  });
  worker.addEventListener("error", failed);
  worker.addEventListener("messageerror", failed);
  const remote: Remote<OwnDataReader> = wrap<OwnDataReader>(worker);
  return {
    open: (files) => remote.open(files),
    read: (wish) => remote.read(wish),
    make: (wish, standardize) => remote.make(wish, standardize),
    pictures: (size) => remote.pictures(size),
    close: () => worker.terminate(),
  };
}
