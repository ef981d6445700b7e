// SPDX-License-Identifier: Apache-2.0
/** The modules as files of the disk: of a checkout's build folders, or of the installed package. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { BuildName, EngineOptions } from "../src/engine/api.ts";
import type { ModuleSource } from "../src/engine/loader.ts";
import type { ModuleFactory } from "../src/engine/wasm_module.ts";

export function nodeSource(options: EngineOptions): ModuleSource {
  return {
    async importGlue(name) {
      const address = find(name, "mjs", options.wasm).href;
      return ((await import(/* @vite-ignore */ address)) as { default: ModuleFactory }).default;
    },
    async compile(name) {
      return WebAssembly.compile(await readFile(find(name, "wasm", options.wasm)));
    },
  };
}

function find(name: BuildName, extension: string, folder: string | undefined): URL {
  const file = `${name}.${extension}`;
  const folders = folder === undefined ? ownFolders(name) : [asFolder(folder)];
  const found = folders.map((base) => new URL(file, base)).find((url) => existsSync(url));
  if (found !== undefined) return found;
  throw new Error(`${file} is missing. Build it with \`npm run build\`.`);
}

/** A checkout's own build comes first: dist/ may be older. */
function ownFolders(name: BuildName): URL[] {
  const root = packageFolder();
  return [join(root, "build", `wasm-${name}`), join(root, "dist", "wasm")].map(asFolder);
}

/** The nearest folder above with a package.json: the same for the sources and for the bundle in build/node/. */
function packageFolder(): string {
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
