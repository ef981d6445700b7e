// SPDX-License-Identifier: Apache-2.0
/**
 * Where the modules lie in the package. The bundler of the package puts `new URL(file, import.meta.url)` in the place of each word
 * (vite.config.ts): so a bundler of those who use it finds the files, copies them and may name them as it likes.
 */
import type { ModuleAddresses } from "../src/engine/contract/module_info.ts";

export const MODULE_ADDRESSES: ModuleAddresses = {
  "simd.mjs": "module:simd.mjs",
  "simd.wasm": "module:simd.wasm",
  "relaxed.mjs": "module:relaxed.mjs",
  "relaxed.wasm": "module:relaxed.wasm",
  "simd-threads.mjs": "module:simd-threads.mjs",
  "simd-threads.wasm": "module:simd-threads.wasm",
  "relaxed-threads.mjs": "module:relaxed-threads.mjs",
  "relaxed-threads.wasm": "module:relaxed-threads.wasm",
};
