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

/** Words of a page come by its language (web/src/locales/dictionary.ts): those of one language together, beside what they belong to. */
const OF_LANGUAGE = /[./](en|zh)\.ts$/;

/** What begins a page stays with it: whoever loads the rest for himself must not run it. */
const isOwn = (id) => Object.values(BEGINNINGS).some((files) => files.includes(id));

/** With these a script loads another one. */
const OF_LOADING = /vite\/(preload-helper|modulepreload-polyfill)|rolldown\/runtime/;
/** Elements are made with it. */
const OF_ELEMENTS = /oxc-project.*\/helpers\//;

/** A group takes along all that its modules need and no earlier one has. */
const ORDER = ["base", "common", "page", "frame", "exercises"];
/** After those of one kind (styles, charts), before what several panels share. */
const PRIORITY = 2;

/** @returns {{name: (id: string) => string | null, priority: number}[]} as a bundler wants them */
export function chunkGroups() {
  const begins = Object.entries(BEGINNINGS).map(([page, files]) => [page, reach(files)]);
  const later = reachedLater(begins.map(([, { later: first }]) => first));
  const first = (id) => {
    if (OF_LOADING.test(id)) return "base";
    if (OF_ELEMENTS.test(id)) return "common";
    if (isOwn(id)) return null;
    const [, language] = OF_LANGUAGE.exec(id) ?? [];
    const asks = (found) => found.brings(id) || (language !== undefined && found.later.has(id));
    const group = groupOf(begins.filter(([, found]) => asks(found)).map(([page]) => page));
    return group && (language === undefined ? group : `${group}_${language}`);
  };
  // What no page begins with, or one alone, lies where it is needed.
  const parts = (id) => {
    const [only, other] = begins.filter(([, { brings }]) => brings(id) && !isOwn(id));
    return other === undefined && only !== undefined && later.has(id) ? `${only[0]}_parts` : null;
  };
  const named = ORDER.map((name) => (id) => {
    const group = first(id);
    return group?.split("_")[0] === name ? group : null;
  });
  return [...named, parts].map((name, at) => ({ name, priority: PRIORITY - at / 10 }));
}

/** Of what these pages begin with; null for what is one page's alone. */
function groupOf(pages) {
  const is = (...some) => some.some((page) => pages.includes(page));
  if (is("playground")) {
    if (is("embed", "lesson")) return "base";
    return is("exercise", "teach") ? "common" : "page";
  }
  // Little, and not worth a file of its own.
  if (is("embed")) return is("teach") ? "base" : "frame";
  return is("exercise") && is("teach") ? "exercises" : null;
}

/** All that comes along with some files. */
function reach(entries) {
  const all = entries.map(staticImports);
  const joined = (key) => new Set(all.flatMap((one) => [...one[key]]));
  const files = joined("files");
  // What the words of every language need comes with what they belong to.
  const words = [...joined("later")].filter((file) => OF_LANGUAGE.test(file));
  for (const file of words.flatMap((one) => [...staticImports(one).files])) {
    if (!OF_LANGUAGE.test(file)) files.add(file);
  }
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
