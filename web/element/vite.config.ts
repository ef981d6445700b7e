/** How the files for other pages are bundled: downhill.js, a script of one piece, and downhill.mjs, a module (`--mode widget`). */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { declaredView, VIEW_KEYS } from "../src/documents/view_keys.ts";
import { BUILD_TARGET } from "../src/engine/browsers.ts";

const KEYS = VIEW_KEYS.filter((key) => declaredView(key).pages.includes("player"));

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => {
  const [entry, format, file] =
    mode === "widget"
      ? (["widget", "es", "downhill.mjs"] as const)
      : (["main", "iife", "downhill.js"] as const);
  return {
    root: here("."),
    publicDir: false,
    // The names alone, as one text, which is shorter than a list: what their values may be is told to the reader by the frame.
    define: { __DOWNHILL_VIEW_KEYS__: JSON.stringify(KEYS.join(" ")) },
    build: {
      outDir: here("../../build/element"),
      emptyOutDir: false,
      target: BUILD_TARGET,
      modulePreload: false,
      rolldownOptions: {
        input: here(`../src/embed/element/${entry}.ts`),
        preserveEntrySignatures: "strict",
        output: { format, entryFileNames: file },
      },
    },
  };
});
