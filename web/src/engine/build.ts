// SPDX-License-Identifier: Apache-2.0
/** The build that this script was bundled with; scripts that run from their sources have none. */

declare const __DOWNHILL_BUILD__: string | undefined;

export const BUILD = typeof __DOWNHILL_BUILD__ === "string" ? __DOWNHILL_BUILD__ : undefined;
