// SPDX-License-Identifier: Apache-2.0
/** The four wasm modules. */
import { availableParallelism } from "node:os";
import { buildPreset } from "../lib/cmake.mjs";
import { MODULES } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";

export async function buildModules(toolchain) {
  say("The trainer, four WebAssembly modules: the first time they take one to two minutes ...");
  const cores = availableParallelism();
  // Linking uses one core: several modules side by side keep the others busy.
  const together = Math.min(MODULES.length, cores);
  const jobs = Math.max(1, Math.floor(cores / together));
  const waiting = [...MODULES];
  const workers = Array.from({ length: together }, async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      await buildPreset(`wasm-${name}`, ["downhill_module"], { toolchain, jobs });
    }
  });
  const results = await Promise.allSettled(workers);
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}
