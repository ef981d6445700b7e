// SPDX-License-Identifier: Apache-2.0
/** licenses.txt of the built site and of the built Node package: everybody whose work is in them is named. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const read = (...names: string[]) => readFileSync(join(root, ...names), "utf8");

/** `import ... from "lit"`, `import("lit")`, `new URL("./a.worker.ts", import.meta.url)`; types leave nothing in a bundle. */
const IMPORT =
  /^(?:import|export) (?!type )(?:[^;]*? from )?"([^"]+)"|\b(?:import\("([^"]+)"|new URL\(\s*"([^"]+)",\s*import\.meta)/gm;

/** The npm packages that the files or their imports need at run time. */
function packagesOf(files: readonly string[]): Set<string> {
  const packages = new Set<string>();
  const reached = new Set(files);
  // A set also goes through what is added on the way.
  for (const file of reached) {
    for (const [, stated, called, placed] of readFileSync(file, "utf8").matchAll(IMPORT)) {
      const name = stated ?? called ?? placed ?? "";
      if (/^\..*\.ts$/.test(name)) reached.add(resolve(dirname(file), name));
      else if (/^[@a-z]/.test(name) && !name.startsWith("node:")) {
        packages.add(name.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? name);
      }
    }
  }
  return packages;
}

/** What the pages of the site begin with. */
function pageScripts(): string[] {
  const pages = readdirSync(join(root, "web")).filter((name) => name.endsWith(".html"));
  return pages
    .flatMap((page) => [...read("web", page).matchAll(/<script [^>]*src="([^"]+)"/g)])
    .map(([, script = ""]) => join(root, "web", script));
}

/** lit has no code of its own: it passes on that of other packages, which are named instead. */
function named(name: string, text: string): boolean {
  if (text.includes(`\n## ${name} - `)) return true;
  const { dependencies = {} } = JSON.parse(read("node_modules", name, "package.json"));
  const others = Object.keys(dependencies);
  return others.length > 0 && others.every((other) => named(other, text));
}

describe.each([
  { what: "the site", folder: "dist", entries: pageScripts(), known: ["chart.js", "comlink"] },
  {
    what: "the Node package",
    folder: "build/node",
    entries: ["cli.ts", "index.ts"].map((name) => join(root, "web/node", name)),
    known: ["fflate"],
  },
])("licenses.txt of $what", ({ folder, entries, known }) => {
  const text = read(folder, "licenses.txt");

  it("names every npm package that is imported at run time", () => {
    const packages = [...packagesOf(entries)];
    expect(packages).toEqual(expect.arrayContaining(known));
    expect(packages.filter((name) => !named(name, text))).toEqual([]);
  });

  it("names every library that the trainer includes", () => {
    const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
    const libraries = files
      .filter((name) => /\.(h|cpp)$/.test(name))
      .flatMap((name) => [...read("src", name).matchAll(/^#include <(\w+)\//gm)])
      .map(([, library = ""]) => library);
    expect(libraries).toContain("Eigen");
    const headings = text
      .match(/^## .*$/gm)
      ?.join("\n")
      .toLowerCase();
    for (const library of libraries) expect(headings).toContain(`## ${library.toLowerCase()}`);
  });

  it("names every table of real data", () => {
    const tables = readdirSync(join(root, "dist/data")).filter((file) =>
      file.endsWith(".safetensors"),
    );
    expect(tables).toContain("mnist.safetensors");
    for (const table of tables) expect(text).toContain(`| ${table}`);
  });

  it("ends with the licence of Downhill", () => {
    expect(text.endsWith(`\n# Downhill (Apache-2.0)\n\n${read("LICENSE").trim()}\n`)).toBe(true);
  });
});

describe("the page", () => {
  it("points to its licences", () => {
    expect(read("dist/index.html")).toContain('<link rel="license" href="./licenses.txt"');
  });
});
