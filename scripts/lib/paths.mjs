// SPDX-License-Identifier: Apache-2.0
/** Where everything lies: the checkout, and the cache outside it that every clone shares. */
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const BUILD = join(ROOT, "build");
export const DIST = join(ROOT, "dist");

/** The cache of this user; a function, because the tests point XDG_CACHE_HOME elsewhere. */
export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "downhill");
}

/** The four wasm modules, and the folder of build/ that the compiler writes them to. */
export const MODULES = ["simd", "relaxed", "simd-threads", "relaxed-threads"];
export const MODULE_FOLDER = join(BUILD, "modules");
