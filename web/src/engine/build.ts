// SPDX-License-Identifier: Apache-2.0
/** The build that this script was bundled with; scripts that run from their sources have none. */
import type { BuildName } from "./contract/module_info.ts";

declare const __DOWNHILL_BUILD__: string | undefined;

export const BUILD = typeof __DOWNHILL_BUILD__ === "string" ? __DOWNHILL_BUILD__ : undefined;

declare const __DOWNHILL_ONE_FILE__: boolean | undefined;

/** Whether this is downhill.html, which has everything in it and nothing beside it. */
export const ONE_FILE = typeof __DOWNHILL_ONE_FILE__ === "boolean";

/**
 * The hash in the address: a cache that keeps files of an older build is not asked for them. Many hosts (nginx, Moodle) know no `.mjs`, and
 * browsers run no script of a type that they do not know: what is built lies there as `.js` too (scripts/build/module_files.mjs).
 */
export function moduleAddress(name: BuildName, extension: "mjs" | "wasm", folder: string): string {
  if (BUILD === undefined) return new URL(`${name}.${extension}`, folder).href;
  const ending = extension === "mjs" ? "js" : extension;
  return new URL(`${name}.${ending}?${BUILD}`, folder).href;
}
