// SPDX-License-Identifier: Apache-2.0
/** build/generated: everything the trainer declares, as catalog.json for those who have no trainer, and as types. */
import { join } from "node:path";
import { BUILD, MODULE_FOLDER, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";
import { whenChanged } from "../lib/stamp.mjs";

export async function buildTypes() {
  const output = join(BUILD, "generated/catalog.d.ts");
  await whenChanged({
    stamp: join(BUILD, "stamps/types.json"),
    inputs: [
      join(MODULE_FOLDER, "simd.mjs"),
      join(MODULE_FOLDER, "simd.wasm"),
      join(ROOT, "scripts/generate_types.mjs"),
      join(ROOT, "scripts/build/catalog_types.mjs"),
    ],
    outputs: () => [output, join(BUILD, "generated/catalog.json")],
    action: async () => {
      say("Writing the TypeScript types of the catalog ...");
      // A process of its own: the module keeps its memory for as long as the process lives.
      await run(process.execPath, [join(ROOT, "scripts/generate_types.mjs"), output], {
        failure: "The catalog's types could not be generated from build/modules/simd.mjs.",
      });
    },
  });
}
