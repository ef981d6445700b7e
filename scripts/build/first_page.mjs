// SPDX-License-Identifier: Apache-2.0
/**
 * What the page shows before its trainer is there (web/src/app/first_page.ts): the experiment of defaults with its run before the first
 * update, and the datasets as stamps, from the trainer itself.
 */
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { BUILD, DIST, MODULE_FOLDER, MODULES } from "../lib/paths.mjs";
import { whenChanged } from "../lib/stamp.mjs";
import { moduleFiles, writeModules } from "./module_files.mjs";

export const FIRST_PAGE = join(BUILD, "first/first_page.json");

/** Pixels along each side. */
const MAP_SIZE = 80;
const UNIT_SIZE = 20;
/** Enough to see the shape of a dataset. */
const SAMPLES = 160;
/** Of a coordinate: below a pixel of the screen. */
const DIGITS = 4;

export async function buildFirstPage() {
  await whenChanged({
    stamp: join(BUILD, "stamps/first_page.json"),
    inputs: [
      join(import.meta.dirname, "first_page.mjs"),
      join(BUILD, "generated"),
      ...moduleFiles.map((file) => join(MODULE_FOLDER, file)),
    ],
    outputs: () => [FIRST_PAGE],
    action: async () => {
      // Where the package looks for them; the site is made after this, and writes them again.
      writeModules(join(DIST, "wasm"));
      const { createEngine } = await import(pathToFileURL(join(BUILD, "node/index.js")).href);
      const engine = await createEngine({ threads: 1 });
      const { description, run } = await firstRun(engine);
      const thumbnails = await stamps(engine);
      await engine.close();
      const sizes = MODULES.map((name) => [
        name,
        statSync(join(MODULE_FOLDER, `${name}.wasm`)).size,
      ]);
      mkdirSync(join(BUILD, "first"), { recursive: true });
      const modules = Object.fromEntries(sizes);
      writeFileSync(FIRST_PAGE, JSON.stringify({ description, run, thumbnails, modules }));
    },
  });
}

async function firstRun(engine) {
  const run = await engine.open({}, () => {});
  const { description } = run;
  const { counts, layers } = description.summary;
  const map = await seen(run, { kind: "map", width: MAP_SIZE, height: MAP_SIZE });
  const unit_maps = [];
  for (const layer of layers.keys()) {
    const { size, range, units } = await run.probe({ type: "unit_maps", layer, size: UNIT_SIZE });
    unit_maps.push({ layer, size, range, units: units.map(packed) });
  }
  const state = await run.state();
  const measured = { step: state.step };
  for (const part of Object.keys(counts).filter((name) => counts[name] > 0)) {
    measured[part] = await run.evaluate(part);
  }
  const recorded = {
    points: rounded(await run.points()),
    state,
    history: Array.from(await run.history(), (value) => (Number.isNaN(value) ? null : value)),
    measured,
    parameters: Array.from(await run.parameters()),
    map: { size: MAP_SIZE, values: packed(map.values) },
    unit_maps,
  };
  await run.close();
  return { description, run: recorded };
}

function seen(run, view) {
  return new Promise((resolve) => {
    void run.want(view, resolve);
  });
}

async function stamps(engine) {
  const found = {};
  const { kinds } = await engine.catalog();
  for (const { id, features, fields } of kinds.dataset) {
    const own = fields.some(({ type }) => type === "rows" || type === "packed" || type === "text");
    if (own || typeof features !== "number" || features > 2) continue;
    const sized = fields.some((field) => field.id === "samples") ? { samples: SAMPLES } : {};
    const model = { layers: [{ type: "dense" }] };
    const run = await engine.open({ data: { type: id, ...sized }, model });
    const { task, range } = run.description.summary;
    const points = rounded(await run.points());
    found[id] = { summary: { task, features, range }, points };
    await run.close();
  }
  return found;
}

const rounded = (numbers) => Array.from(numbers, (one) => Number(one.toPrecision(DIGITS)));

/** As web/src/sessions/recorded_run.ts unpacks it. */
function packed(values) {
  const low = values.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
  const bytes = Uint8Array.from(values, (one) =>
    Math.round((255 * (one - low)) / (high - low || 1)),
  );
  return { low, high, bytes: Buffer.from(bytes).toString("base64") };
}
