// SPDX-License-Identifier: Apache-2.0
/** Installs what is missing. Called by every other script; by itself: `node scripts/setup.mjs [test]`. */
import { pathToFileURL } from "node:url";
import { main } from "./lib/failure.mjs";
import { say } from "./lib/progress.mjs";
import { ensureNodeModules } from "./setup/node_modules.mjs";
import { ensureSystemPackages } from "./setup/system_packages.mjs";
import { ensureToolchain } from "./setup/toolchain.mjs";

/** @param {{tests?: boolean}} options tests: also what only the tests need (a browser, g++, the linters) */
export async function setUp({ tests = false } = {}) {
  await ensureSystemPackages("build");
  if (tests) await ensureSystemPackages("test");
  await ensureNodeModules();
  return ensureToolchain();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { version, emscripten } = await setUp({ tests: process.argv[2] === "test" });
    say(`Ready: Emscripten ${version} in ${emscripten}`);
  });
}
