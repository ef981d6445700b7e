// SPDX-License-Identifier: Apache-2.0
// The direction of dependencies (CONTRIBUTING, "The house"), read off the include and import lines.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** For every folder of src/: the folders it may include, besides itself. */
const CPP_MAY_INCLUDE: Record<string, readonly string[]> = {
  core: [],
  initializers: ["core"],
  layers: ["core", "initializers"],
  losses: ["core"],
  optimizers: ["core"],
  schedules: ["core"],
  datasets: ["core"],
  functions: ["core"],
  training: ["core", "initializers", "layers", "losses", "optimizers", "schedules", "datasets"],
  experiment: [
    "core",
    "initializers",
    "layers",
    "losses",
    "optimizers",
    "schedules",
    "datasets",
    "training",
  ],
  studies: [
    "core",
    "losses",
    "optimizers",
    "schedules",
    "datasets",
    "functions",
    "training",
    "experiment",
  ],
  probes: ["core", "layers", "losses", "training", "experiment"],
  bindings: ["core", "datasets", "functions", "training", "experiment", "studies", "probes"],
};

/** All of web/src/ that stands below the features, which know nothing of each other. */
const BELOW_FEATURES = [
  "engine",
  "documents",
  "data",
  "exporters",
  "sessions",
  "library",
  "exercises",
  "sandbox",
  "app",
  "locales",
  "charts",
  "ui",
];

/** For every folder of web/src/: the folders it may import, besides itself. */
const WEB_MAY_IMPORT: Record<string, readonly string[]> = {
  engine: [],
  data: ["engine"],
  exporters: ["engine"],
  documents: ["engine"],
  locales: ["engine", "documents"],
  charts: ["engine", "locales"],
  sessions: ["engine", "documents", "data", "exporters"],
  library: ["engine", "documents", "charts"],
  exercises: ["engine", "documents", "data", "sandbox"],
  sandbox: ["engine", "documents", "data"],
  ui: ["locales", "charts"],
  lessons: ["documents", "locales"],
  app: [
    "engine",
    "documents",
    "data",
    "exporters",
    "sessions",
    "library",
    "exercises",
    "sandbox",
    "locales",
    "charts",
    "ui",
  ],
  features: [...BELOW_FEATURES, "lessons"],
  embed: ["engine", "documents", "exercises", "sessions", "app", "locales", "charts"],
  offline: [],
  pages: [...BELOW_FEATURES, "features", "embed", "offline", "lessons"],
};

/** A control shows what the catalog declares: it knows the types of the engine, and nothing that does anything. */
const isTypeForControl = (folder: string, line: string): boolean =>
  folder === "ui" && /^import type [^"]*"(\.\.\/)+engine\/api\.ts"/.test(line);

function cppFaults(): string[] {
  const faults: string[] = [];
  for (const file of filesBelow("src", /\.(h|cpp)$/)) {
    const folder = file.split("/")[1] ?? "";
    const text = readFileSync(join(root, file), "utf8");
    for (const [, included = ""] of text.matchAll(/^#include [<"]([^>"]+)[>"]/gm)) {
      const target = included.split("/")[0] ?? "";
      const isOurs = target in CPP_MAY_INCLUDE;
      if (isOurs && target !== folder && !CPP_MAY_INCLUDE[folder]?.includes(target)) {
        faults.push(`${file} includes ${included}`);
      }
      if (included.startsWith("emscripten") && folder !== "bindings")
        faults.push(`${file} includes ${included}`);
    }
  }
  return faults;
}

/** A whole statement, or a call. */
const IMPORT = /(?:^(?:import|export) [^"();]*?|\bimport\s*\(?\s*)"(\.[^"]+)"/gm;

function webFaults(): string[] {
  const faults: string[] = [];
  for (const file of filesBelow("web/src", /\.ts$/)) {
    const folder = file.split("/")[2] ?? "";
    const text = readFileSync(join(root, file), "utf8");
    for (const [line, imported = ""] of text.matchAll(IMPORT)) {
      const path = relative(join(root, "web/src"), resolve(root, dirname(file), imported));
      const target = path.split("/")[0] ?? "";
      if (isTypeForControl(folder, line)) continue;
      if (
        target in WEB_MAY_IMPORT &&
        target !== folder &&
        !WEB_MAY_IMPORT[folder]?.includes(target)
      ) {
        faults.push(`${file} imports ${imported}`);
      }
      if (path.startsWith("..") && !path.includes("build/generated"))
        faults.push(`${file} imports ${imported}`);
    }
  }
  return faults;
}

/** A feature is one folder, which can be taken away. */
function featureFaults(): string[] {
  const featureOf = (file: string) => /^web\/src\/features\/(\w+)\//.exec(file)?.[1];
  return filesBelow("web/src/features", /\.ts$/).flatMap((file) =>
    importsOf(file)
      .filter((imported) => (featureOf(imported) ?? featureOf(file)) !== featureOf(file))
      .map((imported) => `${file} imports ${imported}`),
  );
}

/** The files that this one imports, types included. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+\.ts)"/g)].map(([, imported = ""]) =>
    join(dirname(file), imported),
  );
}

/** The files of ours that this one includes. */
function includesOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^#include "([^"]+)"/gm)].map(([, included = ""]) =>
    join("src", included),
  );
}

/** Each circle once, from its first file on: `a.ts -> b.ts -> a.ts`. */
function circles(files: readonly string[], neighbours: (file: string) => string[]): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const at = path.indexOf(file);
    if (at >= 0) {
      const circle = path.slice(at);
      const first = circle.indexOf([...circle].sort()[0] ?? "");
      const turned = [...circle.slice(first), ...circle.slice(0, first)];
      found.add([...turned, turned[0]].join(" -> "));
    } else if (!done.has(file)) {
      for (const imported of neighbours(file)) {
        if (files.includes(imported)) visit(imported, [...path, file]);
      }
      done.add(file);
    }
  };
  for (const file of files) visit(file, []);
  return [...found];
}

/** Inside the engine: the contract knows neither side, and the sides meet only in it. */
const ENGINE_MAY_IMPORT: Record<string, readonly string[]> = {
  contract: [],
  client: ["contract"],
  worker: ["contract"],
};

function engineFaults(): string[] {
  const folderOf = (file: string) => /^web\/src\/engine\/(\w+)\//.exec(file)?.[1];
  return filesBelow("web/src/engine", /\.ts$/).flatMap((file) => {
    const folder = folderOf(file);
    if (folder === undefined) return [];
    const allowed = [folder, ...(ENGINE_MAY_IMPORT[folder] ?? [])];
    return importsOf(file)
      .filter((imported) => !allowed.includes(folderOf(imported) ?? folder))
      .map((imported) => `${file} imports ${imported}`);
  });
}

/**
 * What Eigen adds up in packets of its own choice: the digits would hang on where a matrix lies in memory and on
 * Eigen's version. The trainer has ordered sums instead (core/kernels/norms.h, product.h, symmetric.h).
 */
const UNORDERED =
  /\.(sum|prod|mean|trace|redux|dot|norm|squaredNorm|stableNorm|blueNorm|lpNorm(<\w+>)?|normalize|normalized|determinant|inverse|noalias)\(|<Eigen\/(?!Core>)|Eigen::\w*(QR|LU|LDLT|LLT|SVD|Solver)\b/;

function unorderedSums(): string[] {
  return filesBelow("src", /\.(h|cpp)$/).flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .map((line, i) => ({ line, place: `${file}:${i + 1}` }))
      .filter(({ line }) => UNORDERED.test(line.replace(/\/\/.*/, "")))
      .map(({ line, place }) => `${place} ${line.trim()}`),
  );
}

describe("the house", () => {
  it("adds up in an order of its own wherever digits leave the trainer", () => {
    expect(unorderedSums()).toEqual([]);
    for (const fault of ["o /= o.sum();", "a.row(0).dot(x)", "#include <Eigen/QR>", "w.norm()"]) {
      expect(UNORDERED.test(fault), fault).toBe(true);
    }
  });

  it("has no include against the direction of dependencies", () => {
    expect(cppFaults()).toEqual([]);
  });

  it("has no import against the direction of dependencies", () => {
    expect(webFaults()).toEqual([]);
  });

  it("has features that know nothing of each other", () => {
    expect(featureFaults()).toEqual([]);
  });

  it("has no circle of imports, types included", () => {
    const files = filesBelow("web", /\.ts$/);
    expect(circles(files, importsOf)).toEqual([]);
  });

  it("has no circle of includes", () => {
    expect(circles(filesBelow("src", /\.(h|cpp)$/), includesOf)).toEqual([]);
  });

  it("keeps the two sides of the engine apart", () => {
    expect(engineFaults()).toEqual([]);
  });

  it.each([
    ["src", CPP_MAY_INCLUDE],
    ["web/src", WEB_MAY_IMPORT],
    ["web/src/engine", ENGINE_MAY_IMPORT],
  ])("knows every folder of %s", (folder, known) => {
    const folders = readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.sort()).toEqual(Object.keys(known).sort());
  });
});
