// SPDX-License-Identifier: Apache-2.0
/** Installs what is missing. Called by every other script; by itself: `node scripts/setup.mjs [native] [check] [pytorch] [browser]`. */
import { pathToFileURL } from "node:url";
import { main } from "./lib/failure.mjs";
import { say } from "./lib/progress.mjs";
import { ensureNodeModules } from "./setup/node_modules.mjs";
import { ensureSystemPackages } from "./setup/system_packages.mjs";
import { ensureToolchain } from "./setup/toolchain.mjs";

/**
 * @param {("native" | "check" | "pytorch" | "browser")[]} purposes what the build alone does not need: a compiler for
 *   this machine, the linters of C++, PyTorch, a browser
 * @returns {Promise<import("./setup/toolchain.mjs").Toolchain>}
 */
export async function setUp(purposes = []) {
  await ensureSystemPackages(["build", ...purposes]);
  // Side by side: one waits for the network while the other one computes.
  const [toolchain] = await Promise.all([ensureToolchain(), ensureNodeModules()]);
  return toolchain;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { version, emscripten } = await setUp(process.argv.slice(2));
    say(`Ready: Emscripten ${version} in ${emscripten}`);
  });
}
