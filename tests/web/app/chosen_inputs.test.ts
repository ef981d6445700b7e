// SPDX-License-Identifier: Apache-2.0
/** The switches of the inputs, as the document keeps them while other things are chosen. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { DocumentStore } from "../../../web/src/app/document_store.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { changesOf, saidChanges } from "../../../web/src/locales/changes.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

async function withSquares(): Promise<DocumentStore> {
  const store = await DocumentStore.create(engine);
  await store.choose("data", "dataset", "circle");
  await store.set("data.inputs", ["x1_squared", "x2_squared"]);
  return store;
}

it("stay with other data of two features", async () => {
  const store = await withSquares();
  await store.choose("data", "dataset", "moons");
  expect(store.minimal.data).toEqual({ type: "moons", inputs: ["x1_squared", "x2_squared"] });
});

it("are left where other data have no such features, which is told", async () => {
  const store = await withSquares();
  const outcome = await store.choose("data", "dataset", "digits");
  expect(outcome.status).toBe("accepted");
  expect(store.minimal.data).toEqual({ type: "digits" });
  expect(store.repaired.map(({ path }) => path)).toEqual(["data.inputs"]);
  await store.undo();
  expect(store.minimal.data).toEqual({ type: "circle", inputs: ["x1_squared", "x2_squared"] });
});

it("are undone in words", async () => {
  const store = await withSquares();
  const said = (language: "en" | "zh") => {
    const step = store.undone.peek();
    return step && saidChanges(changesOf(store.catalog, step.from, step.to, language), language);
  };
  expect(said("en")).toBe("Inputs the features → x₁², x₂²");
  expect(said("zh")).toContain("原始特征");
});
