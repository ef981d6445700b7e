/** How the player is bundled that asks for nothing: one script and one look, which scripts/build/one_file.mjs takes into the page. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";
import { BUILD_TARGET } from "../src/engine/browsers.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The module of one thread, compressed, as base64. */
const packedModule: Plugin = {
  name: "packed-module",
  resolveId: (id) => (id === "packed:module" ? "\0packed" : undefined),
  load(id) {
    if (id !== "\0packed") return undefined;
    const module = gzipSync(readFileSync(here("../../build/modules/simd.wasm")), { level: 9 });
    return `export default "${module.toString("base64")}";`;
  },
};

/** The glue is given its module, and no page is Node: what it names as files and modules is not looked for. */
const lonelyGlue: Plugin = {
  name: "lonely-glue",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/modules/simd.mjs")) return undefined;
    const lonely = code
      .replaceAll(/new URL\("simd\.\w+",import\.meta\.url\)/g, 'new URL("blob:")')
      .replaceAll('await import("node:module")', "{}");
    return { code: lonely, map: null };
  },
};

/** What lies in the site as files lies in the script here. */
const IN_PLACE: Record<string, string> = {
  "./start_worker.ts": "start_worker.ts",
  "./source_web.ts": "module_source.ts",
  "./site_tables.ts": "tables.ts",
  "../shared/features.ts": "features.ts",
};

export default defineConfig({
  root: here("."),
  base: "./",
  publicDir: false,
  assetsInclude: ["**/*.safetensors"],
  define: { __DOWNHILL_ONE_FILE__: "true" },
  resolve: {
    alias: Object.entries(IN_PLACE).map(([find, file]) => ({
      find: new RegExp(`^${find.replaceAll(".", "\\.")}$`),
      replacement: here(file),
    })),
  },
  plugins: [packedModule, lonelyGlue],
  worker: { format: "iife", plugins: () => [packedModule, lonelyGlue] },
  build: {
    outDir: here("../../build/one_file_parts"),
    emptyOutDir: true,
    target: BUILD_TARGET,
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    modulePreload: false,
    license: { fileName: "licenses.txt" },
    rolldownOptions: { input: here("downhill.html"), output: { codeSplitting: false } },
  },
});
