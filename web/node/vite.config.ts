/** How the Node package is bundled: build/node/cli.js and index.js, without dependencies. The wasm modules stay files of their own. */
import { chmodSync } from "node:fs";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { buildDefines } from "../../scripts/build/module_files.mjs";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** npm makes the commands of an installed package executable; in a checkout nobody does. */
const executable: Plugin = {
  name: "executable",
  closeBundle: () => chmodSync(here("../../build/node/cli.js"), 0o755),
};

export default defineConfig({
  root: here("."),
  // Nothing of the page belongs here.
  publicDir: false,
  define: buildDefines(),
  plugins: [executable],
  build: {
    outDir: here("../../build/node"),
    emptyOutDir: true,
    target: "node20",
    minify: false,
    sourcemap: true,
    license: { fileName: "licenses.txt" },
    lib: { entry: { cli: here("cli.ts"), index: here("index.ts") }, formats: ["es"] },
    rolldownOptions: { external: [/^node:/, ...builtinModules] },
  },
});
