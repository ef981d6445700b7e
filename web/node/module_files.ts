// SPDX-License-Identifier: Apache-2.0
/** The modules as files of the disk: of a checkout's build folder, or of the installed package. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BuildName, EngineOptions } from "../src/engine/api.ts";
import { BUILD } from "../src/engine/build.ts";
import type { ModuleSource } from "../src/engine/worker/loader.ts";
import { type RawFactory, walledFactory } from "../src/engine/worker/wall.ts";

export function nodeSource(options: EngineOptions): ModuleSource {
  return {
    build: stamped(options.wasm) ? BUILD : undefined,
    async importGlue(name) {
      const address = find(name, "mjs", options.wasm).href;
      const glue = (await import(/* @vite-ignore */ address)) as { default: RawFactory };
      return walledFactory(glue.default);
    },
    async compile(name) {
      return WebAssembly.compile(await readFile(find(name, "wasm", options.wasm)));
    },
  };
}

/** What a compiler has just written says of no build. */
function stamped(folder: string | undefined): boolean {
  return (
    folder !== undefined || ownFolder("simd", packageFolder()).pathname.endsWith("/dist/wasm/")
  );
}

function find(name: BuildName, extension: string, folder: string | undefined): URL {
  const base = folder === undefined ? ownFolder(name, packageFolder()) : asFolder(folder);
  const file = new URL(`${name}.${extension}`, base);
  if (existsSync(file)) return file;
  throw new Error(`${name}.${extension} is missing. Build it with \`npm run build\`.`);
}

/** What was copied to dist/ is whole; in build/ a compiler may be writing at this moment. Glue and module come from one folder. */
export function ownFolder(name: BuildName, root: string): URL {
  const folders = [join(root, "dist", "wasm"), join(root, "build", "modules")].map(asFolder);
  const holdsBoth = (folder: URL) =>
    ["mjs", "wasm"].every((extension) => existsSync(new URL(`${name}.${extension}`, folder)));
  return folders.find(holdsBoth) ?? asFolder(join(root, "dist", "wasm"));
}

/** The nearest folder above with a package.json: the same for the sources and for the bundle in build/node/. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  return folder;
}

function asFolder(folder: string): URL {
  const url = folder.startsWith("file:") ? new URL(folder) : pathToFileURL(folder);
  return url.href.endsWith("/") ? url : new URL(`${url.href}/`);
}
