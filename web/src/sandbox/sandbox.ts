// SPDX-License-Identifier: Apache-2.0
/** Students' code in a worker of the page. */
import { releaseProxy, wrap } from "comlink";
import type { SandboxPort } from "./port.ts";
import { type SandboxWorker, WorkerSandbox } from "./worker_sandbox.ts";

function startSandboxWorker(): SandboxWorker {
  const worker = new Worker(new URL("./sandbox.worker.ts", import.meta.url), {
    type: "module",
    name: "downhill sandbox",
  });
  const port = wrap<SandboxPort>(worker);
  return {
    port,
    onFailure: (failed) => {
      const told = () => failed(new Error("The interpreter could not be loaded."));
      worker.addEventListener("error", told);
      worker.addEventListener("messageerror", told);
    },
    end: () => {
      port[releaseProxy]();
      worker.terminate();
    },
  };
}

export class Sandbox extends WorkerSandbox {
  constructor() {
    super(startSandboxWorker);
  }
}
