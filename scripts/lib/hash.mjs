// SPDX-License-Identifier: Apache-2.0
/** Content hashes of files: what tells whether a step must be run again. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "./paths.mjs";

/** All files below a folder (or the file itself), sorted; nothing when it does not exist. */
export function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/**
 * One hash of names and contents of files and folders, and of further facts that count.
 * Contents, not times: a fresh clone and a switched branch set times that say nothing.
 */
export function hashOf(paths, ...facts) {
  const hash = createHash("sha256");
  for (const fact of facts) hash.update(`${fact}\0`);
  for (const file of paths.flatMap(filesBelow)) {
    hash.update(`${relative(ROOT, file)}\0`);
    hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}
