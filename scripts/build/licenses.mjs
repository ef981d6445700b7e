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

/** Vite does not name what the scripts of workers alone bundle. */
const OF_WORKERS = [
  "@jitl/quickjs-ffi-types",
  "@jitl/quickjs-wasmfile-release-sync",
  "qr",
  "quickjs-emscripten-core",
];

/** The packages of the site's workers, as Vite writes the others. */
export function addWorkerLicenses(folder) {
  const parts = OF_WORKERS.map((name) => {
    const read = (file) => readFileSync(join(ROOT, "node_modules", name, file), "utf8");
    const { version, license } = JSON.parse(read("package.json"));
    return `## ${name} - ${version} (${license})\n\n${read("LICENSE").trim()}`;
  });
  appendFileSync(join(folder, "licenses.txt"), `${["", ...parts].join("\n\n")}\n`);
}

/** Vite has written the file, with the npm packages that it has bundled (`build.license`): here comes what is in the modules. */
export function addModuleLicenses(folder) {
  const [libraries, tables, own] = LICENSE_SOURCES.map((file) => readFileSync(file, "utf8").trim());
  const parts = ["", libraries, tables, "# Downhill (Apache-2.0)", own];
  appendFileSync(join(folder, "licenses.txt"), `${parts.join("\n\n")}\n`);
}
