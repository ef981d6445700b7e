// SPDX-License-Identifier: Apache-2.0
/** dist/player.files.json: what a copy of the player, and one of the page of exercises, need to work by themselves. The page makes packages for learning systems of it. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

export const PLAYER_FILES = "player.files.json";

/** The page that a learning system launches; beside it the one in its frame. */
const LAUNCHED = "sco.html";
const BESIDES = ["icon.svg", "licenses.txt"];
/** No learning system isolates what it launches, so that threads need not come along. */
const MODULES = ["simd", "relaxed"].flatMap((name) => [`${name}.js`, `${name}.wasm`]);
const NAMES_OTHERS = /\.(html|js|css)$/;
const TABLE = ".safetensors";

/** @param {string} folder the built site */
export function writePlayerFiles(folder) {
  const files = filesOf(folder, "embed.html");
  const exercise = filesOf(folder, "exercise.html");
  const tables = readdirSync(join(folder, "data"))
    .filter((name) => name.endsWith(TABLE))
    .map((name) => basename(name, TABLE));
  writeFileSync(
    join(folder, PLAYER_FILES),
    `${JSON.stringify({ files, exercise, tables }, null, 1)}\n`,
  );
}

/** @param {string} folder @param {string} page */
function filesOf(folder, page) {
  const assets = readdirSync(join(folder, "assets"));
  const found = new Set();
  // Names have the hash of their content in them: whoever needs a file has its name.
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    if (!NAMES_OTHERS.test(file)) return;
    const text = readFileSync(join(folder, file), "utf8");
    for (const asset of assets) if (text.includes(asset)) visit(`assets/${asset}`);
  };
  [LAUNCHED, page].forEach(visit);
  return [...found, ...BESIDES, ...MODULES.map((name) => `wasm/${name}`)].sort();
}
