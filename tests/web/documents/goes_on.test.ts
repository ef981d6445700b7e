/** What a run takes up as it changes, and how that is written. */
import { describe, expect, it } from "vitest";
import { changes, goesOn } from "../../../web/src/documents/goes_on.ts";
import type { Entry, Field } from "../../../web/src/engine/api.ts";
import { catalog as small } from "../fixtures/catalog.ts";

const entry = (id: string, field: string, goes_on: boolean): Entry => {
  const nothing = { en: "", zh: "" };
  const fields: Field[] = [{ id: field, type: "real", label: nothing, help: nothing, goes_on }];
  return { id, label: nothing, help: nothing, source: "", fields };
};
const { kinds } = small;
const catalog = {
  ...small,
  kinds: {
    ...kinds,
    layer: [...kinds.layer, entry("dropout", "p", true)],
    optimizer: [...kinds.optimizer, entry("rprop", "begins_at", false)],
  },
};

const EXPERIMENT = {
  seed: 7,
  data: { type: "spiral", noise: 0.1 },
  model: { layers: [{ type: "dense", units: 3 }, { type: "dropout", p: 0.2 }, "flatten"] },
  optimizer: { type: "adam", learning_rate: 0.1, beta1: 0.9 },
  schedule: { type: "constant" },
  clip: { type: "norm", max_norm: 1 },
  stop: { epochs: 3 },
};

describe("a run", () => {
  it.each([
    "optimizer.learning_rate",
    "optimizer.beta1",
    "schedule",
    "schedule.type",
    "clip.max_norm",
    "batch_size",
    "stop.epochs",
    "model.layers[1].p",
  ])("goes on with another %s", (path) => {
    expect(goesOn(catalog, EXPERIMENT, path)).toBe(true);
  });

  it.each([
    "seed",
    "data",
    "data.type",
    "data.noise",
    "model",
    "model.layers",
    "model.layers[0].units",
    "model.layers[1]",
    "model.layers[1].type",
    "model.layers[2]",
    "loss",
    "optimizer",
    "optimizer.type",
    "nothing.of.that",
  ])("starts over with another %s", (path) => {
    expect(goesOn(catalog, EXPERIMENT, path)).toBe(false);
  });

  it("starts over with what its optimizer begins with", () => {
    const rprop = { ...EXPERIMENT, optimizer: { type: "rprop", begins_at: 0 } };
    expect(goesOn(catalog, rprop, "optimizer.begins_at")).toBe(false);
  });
});

describe("changes", () => {
  it("are told value by value, also in lists, and components by their type", () => {
    const after = {
      ...EXPERIMENT,
      model: { layers: [{ type: "dense", units: 3 }, { type: "dropout", p: 0.5 }, "flatten"] },
      schedule: { type: "cosine", t_max: 9 },
      stop: { epochs: null },
    };
    const found = changes(EXPERIMENT, after);
    expect(found.map(({ path }) => path)).toEqual(["model.layers[1].p", "schedule", "stop.epochs"]);
    expect(found[1]).toMatchObject({ from: "constant", to: "cosine" });
    expect(changes(EXPERIMENT, structuredClone(EXPERIMENT))).toEqual([]);
  });

  it("of a list's length are of the whole list", () => {
    expect(changes([1], [1, 2], "a")).toEqual([{ path: "a", from: [1], to: [1, 2] }]);
  });
});
