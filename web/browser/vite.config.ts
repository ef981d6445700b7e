/** How the package is bundled for browsers: build/browser/, without dependencies. The wasm modules stay files of their own. */
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { buildDefines } from "../../scripts/build/module_files.mjs";
import { BUILD_TARGET } from "../src/engine/browsers.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** After everything else, so that the modules are named and not copied: see module_addresses.ts. */
const moduleAddresses: Plugin = {
  name: "module-addresses",
  renderChunk: (code) =>
    code.replaceAll(
      /"module:([a-z-]+\.(?:mjs|wasm))"/g,
      (_, file) => `new URL("../../dist/wasm/${file}", import.meta.url).href`,
    ),
};

export default defineConfig({
  root: here("."),
  base: "./",
  publicDir: false,
  define: buildDefines(),
  plugins: [moduleAddresses],
  build: {
    outDir: here("../../build/browser"),
    emptyOutDir: true,
    target: BUILD_TARGET,
    minify: false,
    // The worker and the catalog are files: a strict content security policy allows no others.
    assetsInlineLimit: 0,
    modulePreload: false,
    license: { fileName: "licenses.txt" },
    rollupOptions: {
      input: here("index.ts"),
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
  worker: { format: "es" },
});
