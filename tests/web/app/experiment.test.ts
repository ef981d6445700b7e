// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import { type Change, ExperimentStore } from "../../../web/src/app/experiment.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

let store: ExperimentStore;
let changes: Change[];

beforeEach(async () => {
  store = await ExperimentStore.create(new FakeEngine());
  changes = [];
  store.onChange = (change) => changes.push(change);
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
    store.forget("data.noise");
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
  expect(await store.load({ data: { type: "circle" } })).toBeUndefined();
  expect(store.experiment.data.type).toBe("circle");
  const refusal = await store.load({ data: { nois: 1 } });
  expect(refusal?.path).toBe("data.nois");
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
