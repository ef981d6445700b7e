// SPDX-License-Identifier: Apache-2.0
/** Of several changes between two experiments one alone, as the parser reads it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { onlyChange } from "../../../web/src/documents/one_change.ts";
import type { Catalog, Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { changesOf } from "../../../web/src/locales/changes.ts";

let engine: Engine;
let catalog: Catalog;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
  catalog = await engine.catalog();
});
afterAll(() => engine.close());

const whole = async (document: ExperimentDocument) => {
  const { minimal, experiment } = await engine.validate(document);
  return { document: minimal, experiment };
};

const dense = (units: number) => ({ type: "dense", units, activation: "relu" });

it.each<[string, ExperimentDocument, ExperimentDocument]>([
  [
    "fields",
    { data: { type: "moons" }, optimizer: { type: "sgd", learning_rate: 0.1 } },
    {
      data: { type: "moons" },
      optimizer: { type: "sgd", learning_rate: 1 },
      batch_size: 8,
      seed: 3,
    },
  ],
  [
    "another component, and a field that goes back to its default",
    { data: { type: "moons" }, optimizer: { type: "sgd", learning_rate: 0.1 }, batch_size: 8 },
    { data: { type: "moons" }, optimizer: "adam" },
  ],
  [
    "a field of a layer, and one beside",
    { data: { type: "moons" }, model: { layers: [dense(4), dense(4), { type: "dense" }] } },
    {
      data: { type: "moons" },
      model: { layers: [dense(4), dense(6), { type: "dense" }] },
      seed: 3,
    },
  ],
  [
    "other layers, and one beside",
    { data: { type: "moons" } },
    { data: { type: "moons" }, model: { layers: [dense(5), { type: "dense" }] }, seed: 3 },
  ],
])("%s: each alone is one change against the run before", async (_, first, second) => {
  const [before, after] = [await whole(first), await whole(second)];
  const changes = changesOf(catalog, before, after, "en");
  expect(changes.length).toBeGreaterThan(1);
  for (const { path } of changes) {
    const alone = await whole(onlyChange(before, after, path));
    expect(changesOf(catalog, before, alone, "en").map((change) => change.path)).toEqual([path]);
    expect(changesOf(catalog, alone, after, "en").map((change) => change.path)).not.toContain(path);
  }
});
