// SPDX-License-Identifier: Apache-2.0
/** The four wasm modules. */
import { availableParallelism } from "node:os";
import { buildPreset } from "../lib/cmake.mjs";
import { say } from "../lib/progress.mjs";

/** Each makes two modules, for one thread and for several, from the same objects. */
const PRESETS = ["wasm-simd", "wasm-relaxed"];

export async function buildModules(toolchain) {
  say("The trainer, four WebAssembly modules: the first time they take two to three minutes ...");
  // Linking uses one core: both side by side keep the others busy.
  const jobs = Math.max(1, Math.floor(availableParallelism() / PRESETS.length));
  const builds = PRESETS.map((preset) =>
    buildPreset(preset, ["downhill_modules"], { toolchain, jobs }),
  );
  const results = await Promise.allSettled(builds);
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}
