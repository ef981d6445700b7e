// SPDX-License-Identifier: Apache-2.0
/** The modules as files of the site: static assets beside the bundle, never part of it. */
import { BUILD, moduleAddress } from "../build.ts";
import { messageOf } from "../contract/engine_error.ts";
import type { BuildName } from "../contract/module_info.ts";
import type { StartOptions } from "../contract/protocol.ts";
import type { ModuleSource } from "./loader.ts";
import { type RawFactory, walledFactory } from "./wall.ts";

export function webSource(options: StartOptions): ModuleSource {
  const folder = options.wasm ?? "";
  const file = (name: BuildName, extension: "mjs" | "wasm") =>
    options.modules?.[`${name}.${extension}`] ?? moduleAddress(name, extension, folder);
  return {
    build: BUILD,

    async importGlue(name, again) {
      // Browsers remember an import that failed.
      const address = again ? another(file(name, "mjs")) : file(name, "mjs");
      try {
        // The address is known at run time only, so that the site works from any folder.
        const glue = (await import(/* @vite-ignore */ address)) as { default: RawFactory };
        return walledFactory(glue.default);
      } catch (error) {
        throw new Error(`${address} cannot be loaded: ${messageOf(error)}`);
      }
    },

    async compile(name) {
      const address = file(name, "wasm");
      const response = await fetch(address, { credentials: "same-origin" });
      if (!response.ok) throw new Error(`${address} answers ${response.status}`);
      // Some static hosts do not know the type of .wasm, and streaming compilation insists on it.
      const streams = response.headers.get("Content-Type")?.startsWith("application/wasm");
      if (streams) return WebAssembly.compileStreaming(response);
      return WebAssembly.compile(await response.arrayBuffer());
    },
  };
}

/** The same file under another address. */
function another(address: string): string {
  return `${address}${address.includes("?") ? "&" : "?"}again`;
}
