// SPDX-License-Identifier: Apache-2.0
/** Configures and builds CMake presets; ninja itself knows what is up to date. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "./hash.mjs";
import { BUILD, cacheFolder, ROOT } from "./paths.mjs";
import { findProgram, run } from "./run.mjs";

/**
 * @param {string} preset
 * @param {string[]} targets
 * @param {{toolchain: import("../setup/toolchain.mjs").Toolchain, jobs: number}} options
 */
export async function buildPreset(preset, targets, { toolchain, jobs }) {
  await configure(preset, toolchain);
  await run("cmake", ["--build", "--preset", preset, "-j", String(jobs), "--target", ...targets], {
    env: { NINJA_STATUS: `        [${preset} %f/%t] `, ...compilerCache() },
    show: (line) => (/^-- |no work to do|Re-checking globbed/.test(line) ? undefined : line),
    failure: `The C++ build "${preset}" failed: see the compiler's message above.`,
  });
}

/** CMake repeats this step by itself for changed lists; only presets and toolchain it does not watch. */
async function configure(preset, toolchain) {
  const folder = join(BUILD, preset);
  const stamp = join(folder, ".configured");
  const wanted = hashOf([join(ROOT, "CMakePresets.json")], JSON.stringify(toolchain));
  const last = existsSync(stamp) ? readFileSync(stamp, "utf8") : undefined;
  if (last === wanted && existsSync(join(folder, "build.ninja"))) return;
  // Another toolchain: what was made with the old one is thrown away.
  const fresh = last === undefined ? [] : ["--fresh"];
  await run("cmake", ["--preset", preset, ...fresh], {
    env: compilerCache(),
    show: "none",
    failure: `CMake could not prepare the build "${preset}": see its message above.`,
  });
  writeFileSync(stamp, wanted);
}

/** Another clone, or another branch, finds there what was compiled from the same text before. */
function compilerCache() {
  if (!findProgram("ccache")) return {};
  return {
    CMAKE_CXX_COMPILER_LAUNCHER: "ccache",
    // Emscripten's own compiler is started through it in the same way.
    EM_COMPILER_WRAPPER: "ccache",
    CCACHE_DIR: join(cacheFolder(), "ccache"),
    CCACHE_MAXSIZE: "2G",
    // Paths below the checkout are no difference, nor is the folder itself.
    CCACHE_BASEDIR: ROOT,
    CCACHE_NOHASHDIR: "1",
  };
}
