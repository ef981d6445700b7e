// SPDX-License-Identifier: Apache-2.0
/** The site in dist/ and the package, in build/node/ and build/browser/, bundled by Vite; the package with its declarations. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { BUILD, DIST, MODULE_FOLDER, ROOT } from "../lib/paths.mjs";
import { say } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";
import { whenChanged } from "../lib/stamp.mjs";
import { ELEMENT_FILES, ELEMENT_FOLDER } from "./element.mjs";
import { FIRST_FOLDER } from "./first_page.mjs";
import { addModuleLicenses, addWorkerLicenses, LICENSE_SOURCES } from "./licenses.mjs";
import { moduleFiles, writeModules } from "./module_files.mjs";
import { SERVICE_WORKER, writeServiceWorker } from "./offline.mjs";
import { ONE_FILE, ONE_FILE_FOLDER } from "./one_file.mjs";
import { PLAYER_FILES, writePlayerFiles } from "./player_files.mjs";
import { SCHEMA_FOLDER } from "./protocol_schema.mjs";
import { TABLE_FOLDER } from "./tables.mjs";

const inRoot = (...names) => names.map((name) => join(ROOT, name));

/** With the schema, by which editors know their form; the tests hold it to the reader. */
const EXERCISES = join(ROOT, "exercises");

const built = (file) => join(MODULE_FOLDER, file);

/** node_modules is named by its lock file: hashing 190 MB would take longer than bundling. */
const bundled = [
  ...inRoot("web", "lessons", "vite.config.ts", "package-lock.json", "scripts/build"),
  ...inRoot("scripts/lib/content_policy.mjs", "scripts/lib/isolation.mjs"),
  ...LICENSE_SOURCES,
];

const PUBLISHED = [
  "index.html",
  "embed.html",
  "sco.html",
  "exercise.html",
  "teach.html",
  "lessons",
  "exercises",
  "assets",
  "wasm",
  "data",
  "licenses.txt",
  "downhill.protocol.schema.json",
  "downhill.exercise.schema.json",
  PLAYER_FILES,
  SERVICE_WORKER,
  ONE_FILE,
  ...Object.values(ELEMENT_FILES),
];

export async function buildSite() {
  await whenChanged({
    stamp: join(BUILD, "stamps/site.json"),
    inputs: [
      ...bundled,
      ...moduleFiles.map(built),
      join(BUILD, "generated"),
      FIRST_FOLDER,
      SCHEMA_FOLDER,
      EXERCISES,
      ELEMENT_FOLDER,
      ONE_FILE_FOLDER,
      TABLE_FOLDER,
    ],
    outputs: () => PUBLISHED.map((name) => join(DIST, name)),
    action: async () => {
      say("Bundling the page into dist/ ...");
      await vite("vite.config.ts");
      await writeModules(join(DIST, "wasm"));
      cpSync(TABLE_FOLDER, join(DIST, "data"), { recursive: true });
      cpSync(SCHEMA_FOLDER, DIST, { recursive: true });
      cpSync(join(EXERCISES, "schema"), DIST, { recursive: true });
      cpSync(ELEMENT_FOLDER, DIST, { recursive: true });
      cpSync(ONE_FILE_FOLDER, DIST, { recursive: true });
      addWorkerLicenses(DIST);
      addModuleLicenses(DIST);
      writePlayerFiles(DIST);
      await writeServiceWorker(DIST);
    },
  });
}

export async function buildPackage() {
  await buildNodePackage();
  await buildBrowserPackage();
}

async function buildBrowserPackage() {
  await whenChanged({
    stamp: join(BUILD, "stamps/browser.json"),
    inputs: [
      ...bundled,
      ...inRoot("package.json"),
      join(BUILD, "generated"),
      ...moduleFiles.map(built),
    ],
    outputs: () => [join(BUILD, "browser/index.js")],
    action: async () => {
      say("Bundling the package for browsers into build/browser/ ...");
      await vite("web/browser/vite.config.ts");
      addModuleLicenses(join(BUILD, "browser"));
    },
  });
}

async function buildNodePackage() {
  await whenChanged({
    stamp: join(BUILD, "stamps/node.json"),
    inputs: [
      ...bundled,
      ...inRoot("package.json", "tsconfig.base.json", "tsconfig.package.json"),
      join(BUILD, "generated"),
      ...moduleFiles.map(built),
    ],
    outputs: () => [join(BUILD, "node")],
    action: async () => {
      say("Bundling the Node package into build/node/ ...");
      await vite("web/node/vite.config.ts");
      addModuleLicenses(join(BUILD, "node"));
      await declarations();
    },
  });
}

/** After Vite, which empties the folder. */
function declarations() {
  return run(
    join(ROOT, "node_modules/.bin/tsc"),
    ["--project", "tsconfig.package.json", "--pretty", "false"],
    { failure: "TypeScript could not write the declarations of the Node package: see above." },
  );
}

function vite(config) {
  return run(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--config", config], {
    env: { NO_COLOR: "1" },
    show: "none",
    failure: "Vite could not bundle the page: see its message above.",
  });
}
