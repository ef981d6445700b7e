// SPDX-License-Identifier: Apache-2.0
/** build/generated: everything the trainer declares, as catalog.json and as types. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUILD, MODULE_FOLDER, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { whenChanged } from "../lib/stamp.mjs";
import { catalogTexts, withTexts } from "./catalog_texts.mjs";
import { typesOf } from "./catalog_types.mjs";

/** Written by src/bindings/catalog_program.cpp when the modules are built; its texts are keys. */
const DECLARED = join(MODULE_FOLDER, "catalog.json");
const SOURCES = join(ROOT, "src");

export async function buildTypes() {
  const folder = join(BUILD, "generated");
  const types = join(folder, "catalog.d.ts");
  const file = join(folder, "catalog.json");
  await whenChanged({
    stamp: join(BUILD, "stamps/types.json"),
    inputs: [
      DECLARED,
      SOURCES,
      join(ROOT, "scripts/build/types.mjs"),
      join(ROOT, "scripts/build/catalog_texts.mjs"),
      join(ROOT, "scripts/build/catalog_types.mjs"),
    ],
    outputs: () => [types, file],
    action: async () => {
      say("Writing the catalog and its TypeScript types ...");
      const catalog = withTexts(JSON.parse(readFileSync(DECLARED, "utf8")), catalogTexts(SOURCES));
      mkdirSync(folder, { recursive: true });
      writeFileSync(types, typesOf(catalog));
      writeFileSync(file, JSON.stringify(catalog));
    },
  });
}
