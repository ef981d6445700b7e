// SPDX-License-Identifier: Apache-2.0
/** The build that this script was bundled with; scripts that run from their sources have none. */
import type { BuildName } from "./contract/module_info.ts";

declare const __DOWNHILL_BUILD__: string | undefined;

export const BUILD = typeof __DOWNHILL_BUILD__ === "string" ? __DOWNHILL_BUILD__ : undefined;

/** The hash in the address: a cache that keeps files of an older build is not asked for them. */
export function moduleAddress(name: BuildName, extension: string, folder: string): string {
  const version = BUILD === undefined ? "" : `?${BUILD}`;
  return new URL(`${name}.${extension}${version}`, folder).href;
}
