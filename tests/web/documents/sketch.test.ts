// SPDX-License-Identifier: Apache-2.0
/** What is said of a document without its parser is what the parser says, or nothing. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { sketchOf } from "../../../web/src/documents/sketch.ts";
import type { Description, Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";

const BUILD = join(import.meta.dirname, "../../../build");
const read = (path: string) => JSON.parse(readFileSync(join(BUILD, path), "utf8"));
const catalog = read("generated/catalog.json");
const data = read("first/data.json");
const presets: Record<string, ExperimentDocument> = read("first/presets.json");

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1, data: join(BUILD, "data") });
});
afterAll(() => engine.close());

/** But for what only the drawn samples tell. */
function told({ experiment, summary }: Description) {
  const { range: _, inputs, ...rest } = summary;
  const chosen = inputs?.filter((one) => one.chosen).map(({ id }) => id);
  return { experiment, summary: { ...rest, chosen } };
}

const dense = { type: "dense" };
const PLAIN: readonly ExperimentDocument[] = [
  { seed: 3, stop: { epochs: null, steps: 90 } },
  { stop: { steps: 90 } },
  { data: { type: "moons", samples: 333, split: { train: 0.51, validation: 0.29, test: 0.2 } } },
  {
    data: { type: "iris" },
    batch_size: "full",
    model: { layers: [{ type: "dense", units: 5 }, dense] },
  },
  { data: { type: "diabetes" }, loss: "huber", model: { layers: [dense] } },
  {
    data: { type: "line" },
    optimizer: "momentum",
    schedule: { type: "cosine" },
    model: { layers: [dense] },
  },
  {
    data: { inputs: ["x1", "x1_x2"] },
    clip: { type: "norm" },
    stop: { early_stopping: { patience: 4 } },
  },
  ...Object.keys(data).map((type) => ({
    data: { type },
    model: { layers: [{ type: "dense", units: 3, activation: "relu" }, dense] },
  })),
];

it.each(PLAIN)("%j", async (document) => {
  const sketch = sketchOf(document, catalog, data);
  if (sketch === undefined) throw new Error("Nothing is said.");
  expect(told(sketch)).toEqual(told(await engine.validate(document)));
});

describe("of an example nothing is said, or what the parser says:", () => {
  it.each(Object.entries(presets))("%s", async (_, document) => {
    const sketch = sketchOf(document, catalog, data);
    if (sketch === undefined) return;
    expect(told(sketch)).toEqual(told(await engine.validate(document)));
  });
});

it.each<ExperimentDocument>([
  { data: { type: "nothing" } },
  { data: { noise: "x" } },
  { data: { noise: -1 } },
  { no_such_key: 1 },
  { data: { split: { train: 0.5 } } },
  { model: { layers: [{ type: "conv2d" }, dense] } },
  { model: { layers: [] } },
  { model: { layers: "dense" as unknown as [] } },
  { loss: "cross_entropy" },
])("nothing is said of what only the parser can read, or refuses: %j", (document) => {
  expect(sketchOf(document, catalog, data)).toBeUndefined();
});
