// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import type { Accepted } from "../../../web/src/app/change.ts";
import { DocumentStore } from "../../../web/src/app/document_store.ts";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

let store: DocumentStore;
let changes: Accepted[];

let engine: FakeEngine;

beforeEach(async () => {
  engine = new FakeEngine();
  store = await DocumentStore.create(engine);
  changes = [];
  store.onAccepted((change) => changes.push(change));
});

describe("an edit that the parser accepts", () => {
  it("changes the experiment and names its place", async () => {
    await store.set("data.noise", 0.5);
    expect(store.experiment.data).toHaveProperty("noise", 0.5);
    expect(store.minimal).toEqual({ data: { noise: 0.5 } });
    expect(changes.map(({ paths }) => paths)).toEqual([["data.noise"]]);
  });

  it("of the value that is there changes nothing", async () => {
    await store.set("data.noise", 0.1);
    expect(changes).toEqual([]);
  });

  it("of a layer leaves the output to be derived", async () => {
    await store.set("model.layers[0].units", 5);
    const layers = (store.minimal.model as { layers: { units?: number }[] }).layers;
    expect(layers.map(({ units }) => units)).toEqual([5, 16, undefined]);
    await store.choose("data", "dataset", "digits");
    expect(store.experiment.model.layers).toMatchObject([
      { units: 5 },
      { units: 16 },
      { units: 10 },
    ]);
  });

  it("can be taken back to the default", async () => {
    await store.set("optimizer.learning_rate", 0.5);
    expect(store.isDefault("optimizer.learning_rate")).toBe(false);
    await store.unset("optimizer.learning_rate");
    expect(store.experiment.optimizer.learning_rate).toBe(0.003);
    expect(store.isDefault("optimizer.learning_rate")).toBe(true);
  });
});

describe("an edit that the parser refuses", () => {
  it("keeps the old experiment and what was typed", async () => {
    await store.set("data.noise", -1);
    expect(store.experiment.data).toHaveProperty("noise", 0.1);
    const problem = store.problems.get("data.noise");
    expect(problem?.typed).toBe(-1);
    expect(problem?.message.en).toContain("below 0");
    expect(problem?.message.zh).toContain("（中）");
    expect(changes).toEqual([]);
  });

  it("stays while other fields change, until it is mended", async () => {
    await store.set("data.noise", "abc");
    await store.set("seed", 8);
    expect(store.problems.get("data.noise")?.typed).toBe("abc");
    await store.set("data.noise", 0.2);
    expect(store.problems.size).toBe(0);
    expect(store.experiment.seed).toBe(8);
  });

  it("in a layer stays while another layer changes, and goes with its own", async () => {
    await store.set("model.layers[0].units", "abc");
    await store.choose("model.layers[1]", "layer", "no_such_layer");
    await store.set("model.layers[2].bias", false);
    expect([...store.problems.keys()]).toEqual(["model.layers[0].units", "model.layers[1]"]);
    await store.set("model.layers[1].units", 5);
    expect([...store.problems.keys()]).toEqual(["model.layers[0].units"]);
    expect(store.experiment.model.layers).toMatchObject([
      { units: 16 },
      { units: 5 },
      { bias: false },
    ]);
  });

  it("can be given up", async () => {
    await store.set("data.noise", -1);
    await store.forget("data.noise");
    expect(store.problems.size).toBe(0);
    await store.set("data.noise", -1);
    await store.unset("data.noise");
    expect(store.problems.size).toBe(0);
    expect(changes).toEqual([]);
  });
});

describe("another component", () => {
  it("starts with its own defaults and keeps what belongs to the place", async () => {
    await store.set("data.standardize", false);
    await store.set("data.noise", 0.7);
    await store.choose("data", "dataset", "circle");
    expect(store.experiment.data).toEqual({
      type: "circle",
      samples: 500,
      noise: 0.1,
      standardize: false,
    });
  });

  it("is as it was left when it is chosen again", async () => {
    await store.set("optimizer.beta1", 0.5);
    await store.choose("optimizer", "optimizer", "sgd");
    expect(store.experiment.optimizer).toEqual({ type: "sgd", learning_rate: 0.1 });
    await store.choose("optimizer", "optimizer", "adam");
    expect(store.experiment.optimizer).toHaveProperty("beta1", 0.5);
  });

  it("is as it was left even where nothing differs from the default", async () => {
    const before = store.experiment.model.layers[1];
    await store.choose("model.layers[1]", "layer", "flatten");
    expect(store.experiment.model.layers[1]).toEqual({ type: "flatten" });
    await store.choose("model.layers[1]", "layer", "dense", { type: "dense", units: 3 });
    expect(store.experiment.model.layers[1]).toEqual(before);
  });

  it("begins afresh where the layers were set anew", async () => {
    await store.choose("model.layers[0]", "layer", "flatten");
    await store.set("model.layers", store.experiment.model.layers.slice(0, 2));
    await store.choose("model.layers[0]", "layer", "dense", { type: "dense", units: 3 });
    expect(store.experiment.model.layers[0]).toMatchObject({
      units: 3,
      activation: { type: "linear" },
    });
  });

  it("of the output leaves the size to the layer before it", async () => {
    await store.choose("model.layers[2]", "layer", "flatten");
    expect(store.experiment.model.layers).toMatchObject([{ units: 16 }, { units: 1 }, {}]);
    await store.choose("model.layers[2]", "layer", "dense");
    expect(store.experiment.model.layers).toMatchObject([
      { units: 16 },
      { units: 1 },
      { units: 1 },
    ]);
  });

  it("takes back elsewhere what no longer fits, and says so", async () => {
    await store.set("loss", { type: "cross_entropy" });
    await store.choose("data", "dataset", "line");
    expect(store.experiment.data.type).toBe("line");
    expect(store.experiment.loss.type).toBe("mse");
    expect(store.repaired.map(({ path }) => path)).toEqual(["loss"]);
  });

  it("that fits nowhere is shown as refused at its own place", async () => {
    await store.choose("data", "dataset", "line");
    await store.choose("loss", "loss", "cross_entropy");
    expect(store.experiment.loss.type).toBe("mse");
    expect(store.problems.get("loss")?.typed).toBe("cross_entropy");
  });
});

it("of many edits at one place judges only the last one waiting", async () => {
  await Promise.all([0.2, 0.3, 0.4, 0.5].map((noise) => store.set("data.noise", noise)));
  expect(store.experiment.data).toHaveProperty("noise", 0.5);
  expect(changes.length).toBeLessThanOrEqual(2);
});

it("loads another document, or tells why not", async () => {
  expect(await store.load({ data: { type: "circle" } }, "link")).toEqual({ status: "accepted" });
  expect(store.experiment.data.type).toBe("circle");
  const outcome = await store.load({ data: { nois: 1 } }, "link");
  expect(outcome).toMatchObject({ status: "refused", refusal: { path: "data.nois" } });
  expect(store.experiment.data.type).toBe("circle");
});

it("accepts together what fits only together", async () => {
  await store.choose("data", "dataset", "line");
  await store.set("data.samples", 1_000_000);
  await store.set("data.noise", -1);
  expect([...store.problems.keys()]).toEqual(["data.samples", "data.noise"]);
  // Mending one leaves the other refused; mending both takes both.
  await store.set("data.noise", 0.5);
  expect([...store.problems.keys()]).toEqual(["data.samples"]);
  expect(store.experiment.data).toHaveProperty("noise", 0.5);
  await store.set("data.samples", 50);
  expect(store.problems.size).toBe(0);
});

describe("undo", () => {
  it("goes back through every change, and redo ahead again", async () => {
    await store.set("seed", 5);
    await store.choose("data", "dataset", "circle");
    await store.undo();
    expect(store.minimal).toEqual({ seed: 5 });
    await store.undo();
    expect(store.minimal).toEqual({});
    expect(store.canUndo.value).toBe(false);
    expect(await store.undo()).toEqual({ status: "unchanged" });
    await store.redo();
    await store.redo();
    expect(store.minimal).toMatchObject({ seed: 5, data: { type: "circle" } });
    expect(store.canRedo.value).toBe(false);
  });

  it("takes a drag back as one, and typed values each for itself", async () => {
    for (const noise of [0.2, 0.3, 0.4]) await store.set("data.noise", noise, "data.noise");
    for (const seed of [5, 6]) await store.set("seed", seed);
    await store.undo();
    expect(store.minimal).toEqual({ data: { noise: 0.4 }, seed: 5 });
    await store.undo();
    await store.undo();
    expect(store.minimal).toEqual({});
  });

  it("takes back a link that was followed, and what it repaired", async () => {
    await store.set("loss", { type: "cross_entropy" });
    await store.choose("data", "dataset", "line");
    await store.load({ seed: 9 }, "link");
    await store.undo();
    expect(store.experiment.data.type).toBe("line");
    await store.undo();
    expect(store.experiment.loss.type).toBe("cross_entropy");
  });

  it("of what was refused is no step of its own, and clears what was typed", async () => {
    await store.set("seed", 5);
    await store.set("data.noise", -1);
    await store.undo();
    expect(store.minimal).toEqual({});
    expect(store.problems.size).toBe(0);
  });

  it("ends with a new change: what was undone is no more", async () => {
    await store.set("seed", 5);
    await store.undo();
    await store.set("seed", 6);
    expect(store.canRedo.value).toBe(false);
  });

  it("begins where it is told to", async () => {
    await store.set("seed", 5);
    store.begin();
    expect(store.canUndo.value).toBe(false);
  });
});

describe("a component that is chosen", () => {
  it("has what it is chosen with beside what is remembered of it, each time", async () => {
    const scaled = { type: "digits", standardize: true };
    const flat = { type: "spiral", standardize: false };
    await store.set("data.noise", 0.3);
    await store.choose("data", "dataset", "digits", scaled);
    expect(store.experiment.data).toMatchObject(scaled);
    await store.choose("data", "dataset", "spiral", flat);
    expect(store.experiment.data).toMatchObject({ ...flat, noise: 0.3 });
    await store.choose("data", "dataset", "digits", scaled);
    expect(store.experiment.data).toMatchObject(scaled);
  });
});

describe("a link", () => {
  it("leaves nothing remembered of the experiment before it", async () => {
    await store.set("optimizer.beta1", 0.5);
    await store.choose("optimizer", "optimizer", "sgd");
    await store.load({ optimizer: { type: "sgd" } }, "link");
    await store.choose("optimizer", "optimizer", "adam");
    expect(store.experiment.optimizer).toHaveProperty("beta1", 0.9);
  });

  it("that comes after an edit wins, and the edit is one undo away", async () => {
    await Promise.all([store.set("seed", 5), store.load({ data: { type: "circle" } }, "link")]);
    expect(store.minimal).toMatchObject({ data: { type: "circle" } });
    expect(store.minimal).not.toHaveProperty("seed");
    await store.undo();
    expect(store.minimal).toEqual({ seed: 5 });
  });

  it("that comes before an edit takes the edit up", async () => {
    await Promise.all([store.load({ data: { type: "circle" } }, "link"), store.set("seed", 5)]);
    expect(store.minimal).toMatchObject({ data: { type: "circle" }, seed: 5 });
  });
});

describe("a trainer that dies over a document", () => {
  const dead = () =>
    new EngineError("crashed", { en: "The trainer stopped working.", zh: "训练器已停止工作。" });

  it("is replaced, and the edit is in force", async () => {
    engine.deaths = [dead()];
    expect(await store.set("seed", 5)).toEqual({ status: "accepted" });
    expect(store.minimal).toEqual({ seed: 5 });
  });

  it("each time leaves what was typed in its field, and the next edit takes it along", async () => {
    engine.deaths = [dead(), dead(), dead()];
    expect(await store.set("data.noise", 0.5)).toMatchObject({ status: "failed" });
    expect(store.shown("data.noise")).toBe(0.5);
    expect(store.problems.get("data.noise")?.message.zh).toContain("训练器");
    await store.set("seed", 5);
    expect(store.minimal).toEqual({ data: { noise: 0.5 }, seed: 5 });
  });
});
