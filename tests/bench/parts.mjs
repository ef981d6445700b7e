// SPDX-License-Identifier: Apache-2.0
/** What must be there before anything is measured: the peers, and what is shared with the page, bundled. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { hashOf } from "../../scripts/lib/hash.mjs";
import { BUILD, ROOT } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/run.mjs";

const FOLDER = join(ROOT, "tests/bench");
const STAMP = join(FOLDER, "node_modules/.downhill-installed");

/** @returns the versions by package */
export async function ensurePeers() {
  const wanted = hashOf([join(FOLDER, "package-lock.json")], process.version);
  if (!existsSync(STAMP) || readFileSync(STAMP, "utf8") !== wanted) {
    process.stdout.write("Installing the peers of tests/bench/package-lock.json ...\n");
    // Their scripts build programs for graphics cards, which nobody needs here.
    await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: FOLDER,
      show: "none",
      failure: "npm could not install the peers of tests/bench: see its message above.",
    });
    writeFileSync(STAMP, wanted);
  }
  return JSON.parse(readFileSync(join(FOLDER, "package.json"), "utf8")).dependencies;
}

/** @returns what shared.ts exports */
export async function bundle() {
  await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: "error",
    build: {
      outDir: join(BUILD, "bench"),
      emptyOutDir: true,
      minify: false,
      lib: {
        // Of its files for script elements TensorFlow.js has left the gradients out.
        entry: { shared: join(FOLDER, "shared.ts"), tfjs: join(FOLDER, "page/peers/tfjs.js") },
        formats: ["es"],
      },
      rollupOptions: { output: { entryFileNames: "[name].js" } },
    },
  });
  return import(pathToFileURL(join(BUILD, "bench/shared.js")).href);
}
