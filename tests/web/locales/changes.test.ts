// SPDX-License-Identifier: Apache-2.0
/** Over the real module: what follows from a change is its own affair. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { changesOf, saidChanges, type Whole } from "../../../web/src/locales/changes.ts";
import type { Language } from "../../../web/src/locales/language.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

async function whole(given: ExperimentDocument): Promise<Whole> {
  const { experiment, minimal } = await engine.validate(given);
  return { experiment, document: minimal };
}

async function said(from: ExperimentDocument, to: ExperimentDocument, language: Language = "en") {
  const [catalog, before, after] = [await engine.catalog(), await whole(from), await whole(to)];
  return saidChanges(changesOf(catalog, before, after, language), language);
}

const layers = (...all: object[]) => ({ model: { layers: [...all, { type: "dense" }] } });
const small = { type: "dense", units: 4, activation: "tanh" };

it.each([
  [{}, { optimizer: { learning_rate: 0.1 } }, "Learning rate 0.01 → 0.1"],
  [{}, { optimizer: { type: "rmsprop" } }, "Optimizer Adam → RMSprop"],
  [{}, { data: { type: "iris" } }, "Data Spiral → Iris"],
  [{}, { data: { noise: 0.5, samples: 300 } }, "Samples 500 → 300, Noise 0.1 → 0.5"],
  [layers(small), layers({ ...small, units: 6 }), "Layer 1 · Units 4 → 6"],
  [layers(small), layers({ ...small, activation: "relu" }), "Layer 1 · Activation Tanh → ReLU"],
  [layers(small), layers(small, small), "Network"],
  [{}, { data: { standardize: false } }, "Standardize on → off"],
  [
    {},
    { seed: 2, batch_size: 7, stop: { epochs: 9 }, data: { noise: 0.5 } },
    /and 2 more changes$/,
  ],
  [{}, {}, undefined],
] as const)("from %j to %j", async (from, to, sentence) => {
  const found = await said(from, to);
  if (sentence instanceof RegExp) expect(found).toMatch(sentence);
  else expect(found).toBe(sentence);
});

it("in the language of the page", async () => {
  expect(await said({}, { optimizer: { learning_rate: 0.1 } }, "zh")).toBe("学习率 0.01 → 0.1");
});
