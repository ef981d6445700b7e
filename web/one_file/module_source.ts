// SPDX-License-Identifier: Apache-2.0
/** In place of web/src/engine/worker/source_web.ts: one module, of one thread, lies in the script. */

import packed from "packed:module";
// @ts-expect-error: the build writes no types for the glue alone.
import glue from "../../build/modules/simd.mjs";
import { decodeBase64 } from "../src/engine/base64.ts";
import type { ModuleSource } from "../src/engine/worker/loader.ts";
import { type RawFactory, walledFactory } from "../src/engine/worker/wall.ts";

export function webSource(): ModuleSource {
  const only = (name: string) => {
    if (name !== "simd") throw new Error(`${name} is not in this file, which trains on one thread`);
  };
  return {
    async importGlue(name) {
      only(name);
      return walledFactory(glue as RawFactory);
    },

    async compile(name) {
      only(name);
      const bytes = decodeBase64(packed) as Uint8Array<ArrayBuffer>;
      const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
    },
  };
}
