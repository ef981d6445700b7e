// SPDX-License-Identifier: Apache-2.0
/** What comes along with a script of ours as soon as it is loaded: all that it imports but for types, and but for what it loads later. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** A whole statement that brings something. */
const BRINGS = /^(?:import|export) (?!type )(?:[^"();]*? from )?"([^"]+)"/gm;
/** A file of ours that is loaded later. */
const LATER = /\bimport\("(\.[^"]+\.ts)"\)/g;
/** One that names types alone. */
const TYPES_ALONE = /^(?:import|export) \{(?:\s*type \w+,?)+\s*\}/;

/**
 * @param {string} entry a file
 * @returns {{files: Set<string>, packages: Set<string>, later: Set<string>}} `later`: what these files may ask for afterwards
 */
export function staticImports(entry) {
  const files = new Set();
  const packages = new Set();
  const later = new Set();
  const visit = (file) => {
    if (files.has(file)) return;
    files.add(file);
    const text = readFileSync(file, "utf8");
    for (const [, asked] of text.matchAll(LATER)) later.add(resolve(dirname(file), asked));
    for (const [line, asked] of text.matchAll(BRINGS)) {
      if (TYPES_ALONE.test(line)) continue;
      if (!asked.startsWith(".")) packages.add(asked);
      else if (asked.endsWith(".ts")) visit(resolve(dirname(file), asked));
    }
  };
  visit(entry);
  return { files, packages, later };
}
