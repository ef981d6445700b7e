/** How the Node package is bundled: build/node/cli.js and index.js, without dependencies. The wasm modules stay files of their own. */
import { chmodSync, copyFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { buildDefines } from "../../scripts/build/module_files.mjs";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** npm makes the commands of an installed package executable; in a checkout nobody does. */
const executable: Plugin = {
  name: "executable",
  closeBundle: () => chmodSync(here("../../build/node/cli.js"), 0o755),
};

/** The interpreter of students' code, for `downhill verify`. */
const interpreter: Plugin = {
  name: "interpreter",
  closeBundle: () =>
    copyFileSync(
      createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm"),
      here("../../build/node/quickjs.wasm"),
    ),
};

export default defineConfig({
  root: here("."),
  // Nothing of the page belongs here.
  publicDir: false,
  define: buildDefines(),
  plugins: [executable, interpreter],
  build: {
    outDir: here("../../build/node"),
    emptyOutDir: true,
    target: "node20",
    minify: false,
    sourcemap: true,
    license: { fileName: "licenses.txt" },
    lib: {
      entry: {
        cli: here("cli.ts"),
        index: here("index.ts"),
        student_thread: here("student_thread.ts"),
      },
      formats: ["es"],
    },
    rolldownOptions: { external: [/^node:/, ...builtinModules] },
  },
});
