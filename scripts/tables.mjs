// SPDX-License-Identifier: Apache-2.0
/** `npm run tables`: data/NAME.safetensors from data/sources/NAME.csv, and the hash that src/datasets/NAME.cpp names it by. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./lib/paths.mjs";
import { REAL_TABLES, realTable } from "./tables/csv.mjs";

for (const name of Object.keys(REAL_TABLES)) {
  const text = readFileSync(join(ROOT, "data/sources", `${name}.csv`), "utf8");
  const file = realTable(name, text);
  writeFileSync(join(ROOT, "data", `${name}.safetensors`), file);
  process.stdout.write(`${createHash("sha256").update(file).digest("hex")}  ${name}\n`);
}
