// SPDX-License-Identifier: Apache-2.0
/** The four wasm modules. What was linked of the same sources before, in another clone or on another branch, is taken from the cache. */
import { randomBytes } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { buildPreset } from "../lib/cmake.mjs";
import { hashOf } from "../lib/hash.mjs";
import { cacheFolder, MODULE_FOLDER, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";

/** Each makes two modules, for one thread and for several, from the same objects. */
const PRESETS = ["wasm-simd", "wasm-relaxed"];

/** All that goes into them. */
const SOURCES = ["src", "cmake", "CMakeLists.txt", "CMakePresets.json"];

/** Sets of modules that are kept, some 7 MB each; the least recently used one gives way. */
const KEPT = 12;

export async function buildModules(toolchain) {
  const sources = SOURCES.map((name) => join(ROOT, name));
  const cache = join(cacheFolder(), "modules");
  const known = join(cache, hashOf(sources, JSON.stringify(toolchain)));
  if (existsSync(known)) {
    utimesSync(known, new Date(), new Date());
    if (sameFiles(known, MODULE_FOLDER)) return;
    say("The trainer, four WebAssembly modules: linked before of the same sources, and kept.");
    rmSync(MODULE_FOLDER, { recursive: true, force: true });
    cpSync(known, MODULE_FOLDER, { recursive: true });
    return;
  }
  say("The trainer, four WebAssembly modules: the first time they take two to three minutes ...");
  // Linking uses one core: both side by side keep the others busy.
  const jobs = Math.max(1, Math.floor(availableParallelism() / PRESETS.length));
  const builds = PRESETS.map((preset) =>
    buildPreset(preset, ["downhill_modules"], { toolchain, jobs }),
  );
  const results = await Promise.allSettled(builds);
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  keep(cache, known);
}

/** Renamed into place when it is whole: another clone may look for it meanwhile. */
function keep(cache, known) {
  const growing = join(cache, `new-${randomBytes(4).toString("hex")}`);
  mkdirSync(cache, { recursive: true });
  cpSync(MODULE_FOLDER, growing, { recursive: true });
  // Who was there first has kept the same.
  if (existsSync(known)) rmSync(growing, { recursive: true });
  else renameSync(growing, known);
  const age = (folder) => statSync(folder).mtimeMs;
  const folders = readdirSync(cache).map((name) => join(cache, name));
  for (const old of folders.sort((one, other) => age(other) - age(one)).slice(KEPT)) {
    rmSync(old, { recursive: true, force: true });
  }
}

function sameFiles(one, other) {
  if (!existsSync(other)) return false;
  const names = readdirSync(one);
  return (
    names.length === readdirSync(other).length &&
    names.every(
      (name) =>
        existsSync(join(other, name)) &&
        readFileSync(join(one, name)).equals(readFileSync(join(other, name))),
    )
  );
}
