/** How the page is bundled: static files with relative addresses, fit for any folder of any host. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { version } from "./package.json";
import { buildDefines } from "./scripts/build/module_files.mjs";
import { contentPolicyOf } from "./scripts/lib/content_policy.mjs";
import { BUILD_TARGET } from "./web/src/engine/browsers.ts";

/** Every HTML file directly under web/ is a page of its own. */
const pages = existsSync("web") ? readdirSync("web").filter((name) => name.endsWith(".html")) : [];

/** Each page says itself what it may load: not every host sends headers. */
const contentPolicy: Plugin = {
  name: "content-policy",
  transformIndexHtml: {
    order: "pre",
    handler: (page, { path }) => page.replace("%CONTENT_POLICY%", contentPolicyOf(basename(path))),
  },
};

/** What the scripts ask for as soon as they run comes along with them. */
const EARLY = /\/(catalog|first_page)-[\w-]+\.json$/;

const preloads: Plugin = {
  name: "preloads",
  transformIndexHtml: {
    order: "post",
    handler: (_page, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => EARLY.test(file))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "preload", as: "fetch", crossorigin: "", href: `./${file}` },
          injectTo: "head",
        })),
  },
};

export default defineConfig(({ command }) => ({
  root: "web",
  // What is served from the sources follows the modules as they are built.
  define: {
    ...(command === "build" ? buildDefines() : {}),
    __DOWNHILL_VERSION__: JSON.stringify(version),
  },
  // Relative addresses: the site works from any folder of any host.
  base: "./",
  plugins: [contentPolicy, preloads],
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: BUILD_TARGET,
    // No data: addresses: the content security policy allows this site's own files only.
    assetsInlineLimit: 0,
    license: { fileName: "licenses.txt" },
    // Whole paths: the build takes others from this folder, the server of npm run dev from web/.
    rolldownOptions: {
      input: pages.map((name) => join(import.meta.dirname, "web", name)),
      // What page and panels share comes in one file: twenty small ones are as many journeys on a slow connection.
      output: { advancedChunks: { groups: [{ name: "shared", minShareCount: 2 }] } },
    },
  },
  worker: { format: "es" },
}));
