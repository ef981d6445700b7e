// SPDX-License-Identifier: Apache-2.0
/**
 * Emscripten and the C++ libraries: used where they are, else put into the cache that all clones share.
 *
 * The cache holds folders of random names and one file, toolchain.json, that names the complete one. That file
 * is renamed into place last, so an interrupted set-up leaves nothing that a later one would take for ready.
 */

import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { withLock } from "../lib/lock.mjs";
import { cacheFolder } from "../lib/paths.mjs";
import { megabytes, say } from "../lib/progress.mjs";
import { answerOf, findProgram } from "../lib/run.mjs";
import { unpackDebianPackages } from "./debian_packages.mjs";
import { findDebianSource } from "./debian_source.mjs";
import { prepareDebianToolchain } from "./debian_toolchain.mjs";
import { cloneDependencies, collectDependencies } from "./dependencies.mjs";
import { installEmsdk } from "./emsdk.mjs";
import { buildSystemLibraries } from "./system_libraries.mjs";

/** Older ones emit relaxed SIMD that no browser accepts, and lack --emit-tsd and the x86 headers for FMA. */
const OLDEST_EMSCRIPTEN = 6;

/** Packages, unpacked compiler and Emscripten's libraries, with some room. */
const BYTES_NEEDED = 2e9;

const LIBRARIES = ["libeigen3-dev", "nlohmann-json3-dev", "googletest"];

/** Changes when an older cache no longer serves: it is then made anew. */
const LAYOUT = 1;

/**
 * @typedef {{layout: number, emscripten: string, version: string, dependencies: string, folder: string}} Toolchain
 *   emscripten: the folder of emcc; dependencies: include/eigen3, include/nlohmann, googletest/.
 * @returns {Promise<Toolchain>}
 */
export async function ensureToolchain() {
  const cache = cacheFolder();
  const ready = readToolchain(cache);
  if (ready) return ready;
  mkdirSync(cache, { recursive: true });
  return withLock(join(cache, "lock"), async () => {
    // Another set-up may have finished while this one waited for the lock.
    const finished = readToolchain(cache);
    if (finished) return finished;
    removeLeftovers(cache);
    checkRoom(cache);
    return installToolchain(cache);
  });
}

/** What toolchain.json says, if it can still be used. */
function readToolchain(cache) {
  try {
    const toolchain = JSON.parse(readFileSync(join(cache, "toolchain.json"), "utf8"));
    const complete =
      toolchain.layout === LAYOUT &&
      existsSync(join(toolchain.emscripten, "emcc")) &&
      existsSync(join(toolchain.dependencies, "include/eigen3/Eigen/Core"));
    return complete ? toolchain : undefined;
  } catch {
    return undefined;
  }
}

/** Folders of interrupted set-ups, and of a layout that is no longer used. */
function removeLeftovers(cache) {
  rmSync(join(cache, "toolchain.json"), { force: true });
  for (const name of readdirSync(cache).filter((name) => name.startsWith("toolchain-"))) {
    say(`Removing what an unfinished set-up left (${name}) ...`);
    rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function checkRoom(cache) {
  const { bavail, bsize } = statfsSync(cache);
  if (bavail * bsize < BYTES_NEEDED) {
    throw new Failure(
      `The disk is full: ${cache} has ${megabytes(bavail * bsize)} left and the compiler needs ${megabytes(BYTES_NEEDED)}; ` +
        "make room, or name another folder in XDG_CACHE_HOME, then run the same command again.",
    );
  }
}

async function installToolchain(cache) {
  const folder = join(cache, `toolchain-${randomBytes(4).toString("hex")}`);
  mkdirSync(folder);
  say(`Setting up the compiler in ${cache}: once per machine, about three minutes.`);
  const found = await fetchToolchain(folder);
  const version = versionOf(join(found.emscripten, "emcc"));
  if (!version) throw new Failure(`The compiler in ${found.emscripten} does not start.`);
  say(`Emscripten ${version} is there.`);
  await buildSystemLibraries(found.emscripten, folder);
  const toolchain = { layout: LAYOUT, ...found, version, folder };
  const draft = join(folder, "toolchain.json");
  writeFileSync(draft, `${JSON.stringify(toolchain, null, 2)}\n`);
  renameSync(draft, join(cache, "toolchain.json"));
  return toolchain;
}

/** The order: an Emscripten that is there, Debian's packages, the official SDK. */
async function fetchToolchain(folder) {
  const own = emscriptenOnPath();
  const source = findProgram("apt-get") && findProgram("dpkg") && findDebianSource();
  const dependencies = join(folder, "dependencies");
  if (source) {
    const root = join(folder, "root");
    const packages = own ? LIBRARIES : ["emscripten", ...LIBRARIES];
    await unpackDebianPackages({ source, packages, work: join(folder, "apt"), root });
    rmSync(join(folder, "apt"), { recursive: true });
    collectDependencies(root, dependencies);
    return {
      emscripten: own ?? (await prepareDebianToolchain(root, join(folder, "cache"))),
      dependencies,
    };
  }
  if (!findProgram("git")) {
    throw new Failure(
      "No Emscripten 6 was found, this is no Debian with apt, and git is missing to fetch the official SDK: " +
        'install Emscripten 6 or newer by hand (emscripten.org, "Download and install") and put emcc on PATH.',
    );
  }
  await cloneDependencies(folder, dependencies);
  return { emscripten: own ?? (await installEmsdk(folder)), dependencies };
}

/** The folder of an emcc on PATH that is new enough. */
function emscriptenOnPath() {
  const emcc = findProgram("emcc");
  if (!emcc) return undefined;
  const version = versionOf(emcc);
  if (Number(version?.split(".")[0]) >= OLDEST_EMSCRIPTEN) {
    say(`Using the Emscripten ${version} on PATH.`);
    return answerOf("em-config", ["EMSCRIPTEN_ROOT"]);
  }
  say(
    `The emcc on PATH is ${version ?? "broken"}; ${OLDEST_EMSCRIPTEN}.0 or newer is needed: another one is set up.`,
  );
  return undefined;
}

function versionOf(emcc) {
  return answerOf(emcc, ["--version"])?.match(/\b(\d+\.\d+\.\d+)/)?.[1];
}
