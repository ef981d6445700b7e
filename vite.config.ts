/** How the page is bundled: static files with relative addresses, fit for any folder of any host. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { version } from "./package.json";
import { chunkGroups } from "./scripts/build/chunks.mjs";
import { leanTemplates } from "./scripts/build/lean_templates.mjs";
import { buildDefines } from "./scripts/build/module_files.mjs";
import { contentPolicyOf } from "./scripts/lib/content_policy.mjs";
import { BUILD_TARGET } from "./web/src/engine/browsers.ts";
import type { ExerciseLine } from "./web/src/exercises/document.ts";
import { readExercise } from "./web/src/exercises/read_exercise.ts";
import { inOrder } from "./web/src/exercises/topics.ts";
import { lessonPages } from "./web/src/lessons/pages.ts";

/** Every HTML file directly under web/ is a page of its own. */
const pages = existsSync("web") ? readdirSync("web").filter((name) => name.endsWith(".html")) : [];

/** Each page says itself what it may load: not every host sends headers. */
const contentPolicy: Plugin = {
  name: "content-policy",
  transformIndexHtml: {
    order: "pre",
    handler: (page, { path }) =>
      page.replace("%CONTENT_POLICY%", contentPolicyOf(basename(path)) ?? ""),
  },
};

/** What the scripts ask for as soon as they run comes along with them. */
const EARLY = /\/first_(catalog|page)-[\w-]+\.json$/;

/** Frames that nobody sees yet, the pages around them, and the teacher's, which trains nothing before it is given something: they ask for nothing. */
const LAZY = ["embed.html", "exercise.html", "sco.html", "lesson.html", "teach.html"];
/** Styles of one page would reach into the others. */
const lookOfPage = (id: string): string => `look-${basename(id, ".css")}`;

const preloads: Plugin = {
  name: "preloads",
  transformIndexHtml: {
    order: "post",
    handler: (_page, { bundle, path }) =>
      Object.keys(bundle ?? {})
        .filter((file) => EARLY.test(file) && !LAZY.includes(basename(path)))
        .map((file) => ({
          tag: "link",
          attrs: { rel: "preload", as: "fetch", crossorigin: "", href: `./${file}` },
          injectTo: "head",
        })),
  },
};

const LESSONS = join(import.meta.dirname, "lessons");

/** lessons/ of the site, from the Markdown files: each is lesson.html with its text in it. */
const lessons: Plugin = {
  name: "lessons",
  enforce: "post",
  generateBundle(_, bundle) {
    const template = bundle["lesson.html"];
    if (template?.type !== "asset") this.error("lesson.html was not built.");
    for (const [name, page] of pagesOf(String(template.source))) {
      this.emitFile({ type: "asset", fileName: `lessons/${name}`, source: page });
    }
    delete bundle["lesson.html"];
  },
  configureServer({ middlewares, transformIndexHtml, watcher }) {
    watcher.add(LESSONS);
    middlewares.use(async (request, response, next) => {
      const name = /^\/lessons\/([\w.-]+\.html)/.exec(request.url ?? "")?.[1];
      if (name === undefined) return next();
      try {
        const source = readFileSync(join(import.meta.dirname, "web/lesson.html"), "utf8");
        const page = pagesOf(await transformIndexHtml("/lesson.html", source)).get(name);
        if (page === undefined) return next();
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.end(page);
      } catch (error) {
        next(error);
      }
    });
  },
};

const EXERCISES = join(import.meta.dirname, "exercises");

/** exercises/ of the site: the files as they are, and list.json, by which the page offers them. */
const exercises: Plugin = {
  name: "exercises",
  generateBundle() {
    for (const [name, source] of exerciseFiles()) {
      this.emitFile({ type: "asset", fileName: `exercises/${name}`, source });
    }
  },
  configureServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      const name = /^\/exercises\/([\w.-]+\.json)$/.exec(request.url ?? "")?.[1];
      const source = name === undefined ? undefined : exerciseFiles().get(name);
      if (source === undefined) return next();
      response.setHeader("Content-Type", "application/json");
      response.end(source);
    });
  },
};

function exerciseFiles(): ReadonlyMap<string, string> {
  const files = readdirSync(EXERCISES).filter((name) => name.endsWith(".json"));
  const sources = new Map(
    files.sort().map((name) => [name, readFileSync(join(EXERCISES, name), "utf8")]),
  );
  const list = [...sources.values()].map((source): ExerciseLine => {
    const { id, title, minutes } = readExercise(source);
    return { id, title, minutes };
  });
  return sources.set("list.json", JSON.stringify(inOrder(list)));
}

function pagesOf(template: string): ReadonlyMap<string, string> {
  const files = readdirSync(LESSONS).filter((name) => name.endsWith(".md"));
  const sources = files.map((name) => ({
    file: `lessons/${name}`,
    text: readFileSync(join(LESSONS, name), "utf8"),
  }));
  return lessonPages(sources, template);
}

export default defineConfig(({ command }) => ({
  root: "web",
  // What is served from the sources follows the modules as they are built.
  define: {
    ...(command === "build" ? buildDefines() : {}),
    __DOWNHILL_VERSION__: JSON.stringify(version),
  },
  // Relative addresses: the site works from any folder of any host.
  base: "./",
  plugins: [leanTemplates(), contentPolicy, preloads, lessons, exercises],
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: BUILD_TARGET,
    // No data: addresses: the content security policy allows this site's own files only.
    assetsInlineLimit: 0,
    // A browser that knows no modulepreload loads what is imported all the same.
    modulePreload: { polyfill: false },
    license: { fileName: "licenses.txt" },
    // Whole paths: the build takes others from this folder, the server of npm run dev from web/.
    rolldownOptions: {
      input: pages.map((name) => join(import.meta.dirname, "web", name)),
      // Few files: twenty small ones are as many journeys on a slow connection.
      output: {
        advancedChunks: {
          groups: [
            // Not with scripts: whoever wants the look alone would get them too. What one page has besides is its own.
            { name: "look", test: /\/ui\/styles\/[^/]+\.css$/, priority: 4 },
            { name: lookOfPage, test: /\/pages\/[^/]+\/[^/]+\.css$/, priority: 3 },
            { name: "charts", test: /\/node_modules\/(chart\.js|@kurkle)\//, priority: 3 },
            ...chunkGroups(),
            // What pages and panels share beyond the first screen; what is large and not wanted by every panel is for itself.
            { name: "formulas", test: /\/node_modules\/katex\// },
            {
              name: "code_editor",
              test: /\/node_modules\/(@codemirror|@lezer|@marijn|crelt|style-mod|w3c-keyname)\/|\/src\/ui\/downhill-code\.ts$/,
            },
            { name: "exporters", test: /\/src\/exporters\// },
            // What is kept is wanted as soon as there is something to keep, and by panels.
            {
              name: "kept",
              test: /\/src\/(library\/|app\/(own_library|run_place|run_title|unsaved_work)\.ts)/,
            },
            { name: "idb", test: /\/node_modules\/idb\// },
            { name: "later", minShareCount: 2 },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
}));
