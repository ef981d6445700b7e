// SPDX-License-Identifier: Apache-2.0
/** The C++ of this project: its files, and which of its own headers a file reads. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesBelow } from "./hash.mjs";
import { ROOT } from "./paths.mjs";

export const SOURCE_FOLDERS = ["src", "tests/cpp"].map((name) => join(ROOT, name));

/** @param {RegExp} pattern of the file's name */
export function cppFiles(pattern = /\.(h|cpp)$/) {
  return SOURCE_FOLDERS.flatMap(filesBelow).filter((file) => pattern.test(file));
}

/** The files and, again and again, what they include of ours (quoted includes). */
export function withOwnIncludes(files) {
  const found = new Set(files);
  // A set's iteration also visits what is added while it goes on.
  for (const file of found) {
    for (const [, name] of readFileSync(file, "utf8").matchAll(/^\s*#include "([^"]+)"/gm)) {
      const path = [dirname(file), ...SOURCE_FOLDERS]
        .map((folder) => join(folder, name))
        .find(existsSync);
      if (path) found.add(path);
    }
  }
  return [...found].sort();
}
