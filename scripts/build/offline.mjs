// SPDX-License-Identifier: Apache-2.0
/** service_worker.js beside the pages (web/src/offline/service.worker.ts), which knows every file of the site by its hash. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { filesBelow } from "../lib/hash.mjs";
import { ISOLATION } from "../lib/isolation.mjs";
import { ROOT } from "../lib/paths.mjs";
import { buildHash } from "./module_files.mjs";

export const SERVICE_WORKER = "service_worker.js";

/** Large, or not wanted by everybody: kept once it was fetched. */
const LATER =
  /^(data\/|wasm\/relaxed|wasm\/.*\.mjs|downhill\.html|assets\/code_editor-|assets\/.*\.wasm)/;

/** After everything else of the site. */
export async function writeServiceWorker(folder) {
  // Loaded only where it is needed: a fresh checkout has yet to install it.
  const { build } = await import("vite");
  const { output } = await build({
    configFile: false,
    logLevel: "error",
    define: { __DOWNHILL_OFFLINE__: JSON.stringify(offlineBuild(folder)) },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: join(ROOT, "web/src/offline/service.worker.ts"),
        output: { format: "iife" },
      },
    },
  });
  writeFileSync(join(folder, SERVICE_WORKER), output[0].code);
}

/** As web/src/offline/build.ts describes it. */
function offlineBuild(folder) {
  const paths = filesBelow(folder)
    .map((file) => relative(folder, file).split(sep).join("/"))
    .filter((path) => path !== SERVICE_WORKER);
  const files = Object.fromEntries(
    paths.map((path) => [addressOf(path), integrityOf(readFileSync(join(folder, path)))]),
  );
  return {
    version: createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16),
    files,
    later: Object.keys(files).filter((address) => LATER.test(address)),
    // Names of headers are told in small letters, and must not be there twice.
    headers: Object.fromEntries(
      Object.entries(ISOLATION).map(([name, value]) => [name.toLowerCase(), value]),
    ),
  };
}

/** A module is asked for by its build (web/src/engine/build.ts). */
const addressOf = (path) => (path.startsWith("wasm/") ? `${path}?${buildHash()}` : path);

const integrityOf = (content) => `sha256-${createHash("sha256").update(content).digest("base64")}`;
