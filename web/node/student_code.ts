// SPDX-License-Identifier: Apache-2.0
/**
 * Runs code that students have handed in, in the same interpreter as the page, and in a thread of its own: of one that is deaf, only its
 * thread comes to nothing.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { releaseProxy, wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter";
import type { SandboxPort } from "../src/sandbox/port.ts";
import { type SandboxWorker, WorkerSandbox } from "../src/sandbox/worker_sandbox.ts";
import { packageFolder } from "./module_files.ts";

/** As the build puts it beside the bundled command. */
const THREAD = "build/node/student_thread.js";

function startThread(): SandboxWorker {
  const file = join(packageFolder(), THREAD);
  if (!existsSync(file)) throw new Error(`${THREAD} is missing. Build it with \`npm run build\`.`);
  // Options of this process are refused by some threads.
  const thread = new Worker(file, { execArgv: [] });
  const port = wrap<SandboxPort>(nodeEndpoint(thread));
  const failure = new Promise<Error>((resolve) => thread.once("error", resolve));
  return {
    port,
    onFailure: (failed) => void failure.then(failed),
    end: () => {
      port[releaseProxy]();
      void thread.terminate();
    },
  };
}

export const studentSandbox = () => new WorkerSandbox(startThread);
