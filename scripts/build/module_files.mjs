// SPDX-License-Identifier: Apache-2.0
/**
 * The wasm modules as they are given away: every file says of which build it is, so that scripts of one build refuse modules of another
 * (web/src/engine/worker/loader.ts), as a cache may mix them.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MODULE_FOLDER, MODULES } from "../lib/paths.mjs";

/** As loader.ts asks for it. */
const SECTION = "downhill_build";
/** Hexadecimal digits: enough that no two builds have the same. */
const DIGITS = 16;

export const moduleFiles = MODULES.flatMap((name) => [`${name}.mjs`, `${name}.wasm`]);

const built = (file) => join(MODULE_FOLDER, file);

/** Of all modules together: they come from the same sources. Undefined before they are built. */
export function buildHash() {
  if (!moduleFiles.map(built).every(existsSync)) return undefined;
  const hash = createHash("sha256");
  for (const file of moduleFiles) hash.update(`${file}\0`).update(readFileSync(built(file)));
  return hash.digest("hex").slice(0, DIGITS);
}

/** What Vite puts into the scripts: `define` of its configuration. */
export function buildDefines() {
  const hash = buildHash();
  return hash === undefined ? {} : { __DOWNHILL_BUILD__: JSON.stringify(hash) };
}

export async function writeModules(folder) {
  mkdirSync(folder, { recursive: true });
  const build = buildHash();
  for (const file of moduleFiles) {
    const content = readFileSync(built(file));
    if (file.endsWith(".wasm")) {
      writeFileSync(join(folder, file), Buffer.concat([content, customSection(SECTION, build)]));
      continue;
    }
    // Packages ask for .mjs, pages for .js: see web/src/engine/build.ts.
    const glue = stampedGlue(content.toString("utf8"), file, build);
    writeFileSync(join(folder, file), await lean(glue));
    writeFileSync(join(folder, file.replace(/mjs$/, "js")), await lean(withoutNode(glue)));
  }
}

/** Emscripten leaves the names of all that is within: they are half of the glue. */
async function lean(glue) {
  // Loaded only where it is needed: a fresh checkout has yet to install it.
  const { minify } = await import("vite");
  const { code, errors } = await minify("glue.mjs", glue, {
    module: true,
    mangle: { toplevel: true },
  });
  if (errors.length > 0) throw new Error(errors[0].message);
  return code;
}

/** No page is Node: in the glue, and where it begins a thread. */
const withoutNode = (glue) =>
  glue
    .replaceAll(/\bvar (ENVIRONMENT_IS_NODE|isNode)=[^;]*;/g, "")
    .replaceAll(/\b(ENVIRONMENT_IS_NODE|isNode)\b/g, "false");

/** A pool's threads load the glue once more: by the very address of the first, with its hash. */
function stampedGlue(text, file, build) {
  const own = `new URL("${file}",import.meta.url)`;
  return `${text.replaceAll(own, "new URL(import.meta.url)")}\nModule.build="${build}";\n`;
}

/** https://webassembly.github.io/spec/core/binary/modules.html#custom-section */
function customSection(name, text) {
  const named = Buffer.concat([sized(Buffer.from(name)), Buffer.from(text)]);
  return Buffer.concat([Buffer.of(0), sized(named)]);
}

function sized(bytes) {
  const length = [];
  let rest = bytes.length;
  for (; rest > 127; rest >>= 7) length.push((rest & 127) | 128);
  return Buffer.concat([Buffer.of(...length, rest), bytes]);
}
