// SPDX-License-Identifier: Apache-2.0
/** build/one_file/downhill.html: the player with everything in it, to be opened from a disk. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { oneFilePolicy } from "../lib/content_policy.mjs";
import { BUILD, MODULE_FOLDER, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";
import { whenChanged } from "../lib/stamp.mjs";
import { FIRST_FOLDER } from "./first_page.mjs";
import { addModuleLicenses, LICENSE_SOURCES } from "./licenses.mjs";

export const ONE_FILE_FOLDER = join(BUILD, "one_file");
export const ONE_FILE = "downhill.html";
const LICENSES = "licenses.txt";
/** As Vite writes it. */
const PARTS = join(BUILD, "one_file_parts");

export async function buildOneFile() {
  await whenChanged({
    stamp: join(BUILD, "stamps/one_file.json"),
    inputs: [
      ...["web", "presets", "data", "package-lock.json", "scripts/build"].map((name) =>
        join(ROOT, name),
      ),
      join(ROOT, "scripts/lib/content_policy.mjs"),
      ...LICENSE_SOURCES,
      ...["simd.mjs", "simd.wasm"].map((file) => join(MODULE_FOLDER, file)),
      join(BUILD, "generated"),
      FIRST_FOLDER,
    ],
    outputs: () => [join(ONE_FILE_FOLDER, ONE_FILE)],
    action: async () => {
      say("Bundling the player as one file into build/one_file/ ...");
      await run(
        process.execPath,
        ["node_modules/vite/bin/vite.js", "build", "--config", "web/one_file/vite.config.ts"],
        {
          env: { NO_COLOR: "1" },
          show: "none",
          failure: "Vite could not bundle the player as one file: see its message above.",
        },
      );
      addModuleLicenses(PARTS);
      mkdirSync(ONE_FILE_FOLDER, { recursive: true });
      writeFileSync(join(ONE_FILE_FOLDER, ONE_FILE), pageOf(PARTS));
      rmSync(PARTS, { recursive: true });
    },
  });
}

/** Script, look, icon and licences move into the page, which allows these alone. */
function pageOf(folder) {
  const read = (name) => readFileSync(join(folder, name), "utf8");
  const [script, style] = ["js", "css"].map((ending) => {
    const names = readdirSync(join(folder, "assets"));
    const found = names.filter((name) => name.endsWith(`.${ending}`));
    if (names.length !== 2 || found.length !== 1) {
      throw new Error(`The player is not one script and one look: ${names.join(", ")}`);
    }
    return read(`assets/${found[0]}`);
  });
  // What would end a script, or begin a comment, in a text of the script.
  const safe = script.replaceAll(/<(?=\/script|!--)/gi, "\\x3c");
  const icon = readFileSync(join(ROOT, "web/public/icon.svg"), "base64");
  const licenses = read(LICENSES).replaceAll(/<(?=\/script|!--)/gi, "< ");
  const head = `<style>${style}</style>\n<script type="module">${safe}</script>\n</head>`;
  const end = `<script type="text/plain" id="licenses">\n${licenses}</script>\n</body>`;
  return read(ONE_FILE)
    .replaceAll(/\s*<link rel="stylesheet"[^>]*>/g, "")
    .replace(/\s*<script type="module"[^>]*><\/script>/, "")
    .replace("%CONTENT_POLICY%", oneFilePolicy({ script: hashOf(safe), style: hashOf(style) }))
    .replace("%ICON%", `data:image/svg+xml;base64,${icon}`)
    .replace("</head>", () => head)
    .replace("</body>", () => end);
}

const hashOf = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
