// SPDX-License-Identifier: Apache-2.0
/** The oldest browsers that run the page: what the bundle is made for, and what its sentences name. */
import type { Text } from "./contract/text.ts";

/** Fixed-width SIMD, module workers, and the array methods that copy (`with`, `toSpliced`). */
const OLDEST = { chrome: 110, firefox: 115, safari: 16.4 } as const;

/** As Vite's build.target. */
export const BUILD_TARGET = Object.entries(OLDEST).map(([name, version]) => `${name}${version}`);

export const BROWSERS: Text = {
  en: `Chrome or Edge ${OLDEST.chrome}, Firefox ${OLDEST.firefox}, Safari ${OLDEST.safari}, or newer`,
  zh: `Chrome 或 Edge ${OLDEST.chrome}、Firefox ${OLDEST.firefox}、Safari ${OLDEST.safari} 或更新版本`,
};
