// SPDX-License-Identifier: Apache-2.0
/**
 * Which scripts come together: few files, as each is a journey on a slow connection, and in none of them what a page that asks for it could
 * do without. What comes with a page's first script is grouped by the pages that begin with it; all else is loaded later.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";
import { staticImports } from "./static_imports.mjs";

const SOURCES = join(ROOT, "web/src");
const pageFile = (...way) => join(SOURCES, "pages", ...way);

/** The files with which each page begins; the last of the playground comes by itself, behind all others. */
const BEGINNINGS = {
  playground: [pageFile("playground/main.ts"), pageFile("shared/offline.ts")],
  embed: [pageFile("embed/main.ts")],
  exercise: [pageFile("exercise/main.ts")],
  lesson: [pageFile("lesson/main.ts")],
  teach: [pageFile("teach/main.ts")],
  scorm: [pageFile("scorm/main.ts")],
};

/** What begins a page stays with it: whoever loads the rest for himself must not run it. */
const isOwn = (id) => Object.values(BEGINNINGS).some((files) => files.includes(id));

/** With these a script loads another one. */
const OF_LOADING = /vite\/(preload-helper|modulepreload-polyfill)|rolldown\/runtime/;
/** Elements are made with it. */
const OF_ELEMENTS = /oxc-project.*\/helpers\//;

/** @returns {(id: string) => string | null} the name of the group that a module belongs to; null for what no page begins with */
export function chunkOf() {
  const begins = Object.entries(BEGINNINGS).map(([page, files]) => [page, reach(files)]);
  const later = reachedLater(begins.map(([, { later: first }]) => first));
  return (id) => {
    if (OF_LOADING.test(id)) return "base";
    if (OF_ELEMENTS.test(id)) return "common";
    if (isOwn(id)) return null;
    const pages = begins.filter(([, { brings }]) => brings(id)).map(([page]) => page);
    const is = (...some) => some.some((page) => pages.includes(page));
    if (is("playground")) {
      if (is("embed", "lesson")) return "base";
      return is("exercise", "teach") ? "common" : "page";
    }
    if (is("embed")) return "frame";
    if (is("exercise") && is("teach")) return "exercises";
    // What no page begins with, or one alone, lies where it is needed.
    return pages.length === 1 && later.has(id) ? `${pages[0]}_parts` : null;
  };
}

/** All that comes along with some files. */
function reach(entries) {
  const all = entries.map(staticImports);
  const joined = (key) => new Set(all.flatMap((one) => [...one[key]]));
  const files = joined("files");
  const folders = [...joined("packages")].map((name) => `/node_modules/${name}/`);
  const brings = (id) => files.has(id) || folders.some((folder) => id.includes(folder));
  return { files, later: joined("later"), brings };
}

/** What is brought by anything that is loaded later. */
function reachedLater(asked) {
  const files = new Set();
  const features = readdirSync(join(SOURCES, "features"))
    .map((name) => join(SOURCES, "features", name, "feature.ts"))
    .filter((file) => existsSync(file));
  const panels = features.map((file) => staticImports(file).later);
  const open = [...asked, ...panels].flatMap((some) => [...some]);
  for (const entry of open) {
    if (files.has(entry)) continue;
    const found = staticImports(entry);
    for (const file of found.files) files.add(file);
    open.push(...found.later);
  }
  return files;
}
