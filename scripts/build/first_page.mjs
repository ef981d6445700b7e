// SPDX-License-Identifier: Apache-2.0
/**
 * What the pages show before their trainer is there, from the trainer itself (web/src/app/first_page.ts, web/src/app/recordings.ts): the
 * experiment of defaults, those of presets/, and the datasets, as stamps and in numbers.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { BUILD, DIST, MODULE_FOLDER, MODULES, ROOT } from "../lib/paths.mjs";
import { whenChanged } from "../lib/stamp.mjs";
import { firstCatalog } from "./first_catalog.mjs";
import { moduleFiles, writeModules } from "./module_files.mjs";
import { record } from "./recordings.mjs";
import { TABLE_FOLDER } from "./tables.mjs";

export const FIRST_FOLDER = join(BUILD, "first");
const PRESETS = join(ROOT, "presets");

/** Enough to see the shape of a dataset. */
const SAMPLES = 160;
/** Decimals of a coordinate: of a stamp that is less than a pixel. */
const DECIMALS = 1;
const POINT = 4;

export async function buildFirstPage() {
  await whenChanged({
    stamp: join(BUILD, "stamps/first_page.json"),
    inputs: [
      join(import.meta.dirname, "first_page.mjs"),
      join(import.meta.dirname, "first_catalog.mjs"),
      join(import.meta.dirname, "recordings.mjs"),
      join(BUILD, "generated"),
      PRESETS,
      ...moduleFiles.map((file) => join(MODULE_FOLDER, file)),
    ],
    outputs: () => [FIRST_FOLDER],
    action: async () => {
      // Where the package looks for them; the site is made after this, and writes them again.
      await writeModules(join(DIST, "wasm"));
      const { createEngine } = await import(pathToFileURL(join(BUILD, "node/index.js")).href);
      const engine = await createEngine({ threads: 1, data: TABLE_FOLDER });
      rmSync(FIRST_FOLDER, { recursive: true, force: true });
      const { film, ...recording } = await record(engine, {});
      write("films", "default", film);
      const thumbnails = await stamps(engine);
      const modules = Object.fromEntries(
        MODULES.map((name) => [name, statSync(join(MODULE_FOLDER, `${name}.wasm`)).size]),
      );
      write(".", "first_page", { ...recording, thumbnails, modules });
      const { catalog, texts } = firstCatalog(await engine.catalog());
      write(".", "first_catalog", catalog);
      for (const [language, all] of Object.entries(texts))
        write(".", `first_texts.${language}`, all);
      write(".", "presets", await recordPresets(engine));
      write(".", "data", await summaries(engine));
      await engine.close();
    },
  });
}

/** @returns by its name the document of each, as a link holds it */
async function recordPresets(engine) {
  const documents = {};
  for (const file of readdirSync(PRESETS, { withFileTypes: true })) {
    if (!file.isFile() || file.name === "reach.json" || !file.name.endsWith(".json")) continue;
    const name = basename(file.name, ".json");
    const document = JSON.parse(readFileSync(join(PRESETS, file.name), "utf8"));
    const { film, ...recording } = await record(engine, document);
    documents[name] = recording.description.minimal;
    write("recordings", name, recording);
    if (film !== undefined) write("films", name, film);
  }
  return documents;
}

function write(folder, name, content) {
  mkdirSync(join(FIRST_FOLDER, folder), { recursive: true });
  writeFileSync(join(FIRST_FOLDER, folder, `${name}.json`), JSON.stringify(content));
}

/** What the parser says of each dataset by itself (web/src/documents/sketch.ts). */
async function summaries(engine) {
  const found = {};
  const { kinds } = await engine.catalog();
  for (const { id, fields } of kinds.dataset) {
    if (isBrought(fields)) continue;
    const model = { layers: [{ type: "dense" }] };
    const { summary } = await engine.validate({ data: { type: id }, model });
    const { parameters: _, steps_per_epoch: __, ...data } = summary;
    found[id] = data;
  }
  return found;
}

const isBrought = (fields) =>
  fields.some(({ type }) => type === "rows" || type === "packed" || type === "text");

async function stamps(engine) {
  const found = {};
  const { kinds } = await engine.catalog();
  for (const { id, features, fields } of kinds.dataset) {
    if (isBrought(fields) || typeof features !== "number" || features > 2) continue;
    const sized = fields.some((field) => field.id === "samples") ? { samples: SAMPLES } : {};
    const model = { layers: [{ type: "dense" }] };
    const run = await engine.open({ data: { type: id, ...sized }, model });
    const { task, range } = run.description.summary;
    const points = Array.from(await run.points(), (one) => Number(one.toFixed(DECIMALS)));
    const columns = Array.from({ length: POINT }, (_, column) =>
      points.filter((_, at) => at % POINT === column),
    );
    found[id] = { summary: { task, features, range }, columns };
    await run.close();
  }
  return found;
}
