// SPDX-License-Identifier: Apache-2.0
/** The catalog as a file of the package: what can be chosen, without starting a trainer. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalog } from "../src/engine/api.ts";
import { packageFolder } from "./module_files.ts";

export async function loadCatalog(): Promise<Catalog> {
  const text = await readFile(join(packageFolder(), "build/generated/catalog.json"), "utf8");
  return JSON.parse(text) as Catalog;
}
