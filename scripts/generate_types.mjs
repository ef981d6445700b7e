// SPDX-License-Identifier: Apache-2.0
/** Asks the built trainer for its catalog and writes it with its TypeScript types: node scripts/generate_types.mjs OUTPUT.d.ts. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { typesOf } from "./build/catalog_types.mjs";
import { BUILD, MODULE_FOLDER } from "./lib/paths.mjs";

const [output = join(BUILD, "generated/catalog.d.ts")] = process.argv.slice(2);
const glue = pathToFileURL(join(MODULE_FOLDER, "simd.mjs")).href;
const { default: createModule } = await import(glue);
const module = await createModule();
mkdirSync(dirname(output), { recursive: true });
const catalog = module.catalog();
writeFileSync(output, typesOf(JSON.parse(catalog)));
writeFileSync(output.replace(/\.d\.ts$/, ".json"), catalog);
