// SPDX-License-Identifier: Apache-2.0
/** licenses.txt beside what is built: whose work is in it, and on which terms. */
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";

/** In this order; the last one is our own. */
export const LICENSE_SOURCES = [
  "scripts/build/module_licenses.txt",
  "data/README.md",
  "LICENSE",
].map((name) => join(ROOT, name));

/** Vite has written the file, with the npm packages that it has bundled (`build.license`): here comes what is in the modules. */
export function addModuleLicenses(folder) {
  const [libraries, tables, own] = LICENSE_SOURCES.map((file) => readFileSync(file, "utf8").trim());
  const parts = ["", libraries, tables, "# Downhill (Apache-2.0)", own];
  appendFileSync(join(folder, "licenses.txt"), `${parts.join("\n\n")}\n`);
}
