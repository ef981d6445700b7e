// SPDX-License-Identifier: Apache-2.0
/** build/element: what other pages load from the site, each a file of one piece with a name that stays. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { BUILD, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";
import { whenChanged } from "../lib/stamp.mjs";

export const ELEMENT_FOLDER = join(BUILD, "element");
/** By the mode of its configuration. */
export const ELEMENT_FILES = { production: "downhill.js", widget: "downhill.mjs" };

export async function buildElement() {
  await whenChanged({
    stamp: join(BUILD, "stamps/element.json"),
    inputs: [
      "web/element",
      "web/src/embed",
      "web/src/documents",
      "package-lock.json",
      "scripts/build/element.mjs",
    ].map((name) => join(ROOT, name)),
    outputs: () => Object.values(ELEMENT_FILES).map((name) => join(ELEMENT_FOLDER, name)),
    action: async () => {
      say("Bundling the element for other pages into build/element/ ...");
      rmSync(ELEMENT_FOLDER, { recursive: true, force: true });
      for (const mode of Object.keys(ELEMENT_FILES)) await bundle(mode);
    },
  });
}

const bundle = (mode) =>
  run(
    process.execPath,
    [
      "node_modules/vite/bin/vite.js",
      "build",
      "--config",
      "web/element/vite.config.ts",
      "--mode",
      mode,
    ],
    {
      env: { NO_COLOR: "1" },
      show: "none",
      failure: "Vite could not bundle the element: see its message above.",
    },
  );
