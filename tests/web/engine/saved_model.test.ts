// SPDX-License-Identifier: Apache-2.0
/** Save, load, go on and begin anew with old weights, over the real modules. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, Experiment, SavedModel, Written } from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/experiment_error.ts";
import { readModel, startFrom } from "../../../web/src/engine/saved_model.ts";

const DOCUMENT = {
  data: { type: "moons", samples: 120 },
  model: {
    layers: [
      { type: "dense", units: 6, activation: "tanh" },
      { type: "batch_norm" },
      { type: "dropout", p: 0.1 },
      { type: "residual", layers: [{ type: "dense", units: 6 }] },
      { type: "dense" },
    ],
  },
  stop: { epochs: 12 },
} as const satisfies Written<Experiment>;

let engine: Engine;
let whole: { history: Float64Array; parameters: Float32Array };
beforeAll(async () => {
  engine = await createEngine();
  const run = await engine.open(DOCUMENT);
  await run.train();
  whole = { history: await run.history(), parameters: await run.parameters() };
});
afterAll(() => engine.close());

async function savedAfter(steps: number): Promise<SavedModel> {
  const run = await engine.open(DOCUMENT);
  await run.step(steps);
  const saved = await run.save();
  await run.close();
  // Through a file and back.
  return readModel(JSON.stringify(saved));
}

describe("a run that goes on from a file", () => {
  it.each([0, 1, 17])("ends with the same bits, saved after %i steps", async (steps) => {
    const run = await engine.open(DOCUMENT, undefined, await savedAfter(steps));
    expect((await run.state()).step).toBe(steps);
    await run.train();
    expect(await run.parameters()).toEqual(whole.parameters);
    expect(await run.history()).toEqual(whole.history);
    await run.close();
  });

  it("may train longer than the saved one", async () => {
    const short = await engine.open({ ...DOCUMENT, stop: { epochs: 5 } });
    await short.train();
    const run = await engine.open(DOCUMENT, undefined, await short.save());
    await run.train();
    expect(await run.parameters()).toEqual(whole.parameters);
    await run.close();
    await short.close();
  });

  it("is refused where the experiment is another one, or the state is damaged", async () => {
    const saved = await savedAfter(3);
    await expect(engine.open({ ...DOCUMENT, seed: 8 }, undefined, saved)).rejects.toMatchObject({
      path: "state",
    });
    const state = `AAAA${saved.state?.slice(4)}`;
    await expect(engine.open(DOCUMENT, undefined, { ...saved, state })).rejects.toBeInstanceOf(
      ExperimentError,
    );
    const { state: _, ...stateless } = saved;
    await expect(engine.open(DOCUMENT, undefined, stateless)).rejects.toMatchObject({
      path: "model.state",
    });
  });
});

describe("the numbers of a saved model", () => {
  it("are those of the run, bit by bit, block by block", async () => {
    const run = await engine.open(DOCUMENT);
    await run.train();
    const { parameters, statistics, summary } = await run.save();
    expect(parameters.map(({ name }) => name)).toEqual([
      "layers[0].weight",
      "layers[0].bias",
      "layers[1].weight",
      "layers[1].bias",
      "layers[3].layers[0].weight",
      "layers[3].layers[0].bias",
      "layers[4].weight",
      "layers[4].bias",
    ]);
    const flat = parameters.flatMap(({ values }) => values.map(Math.fround));
    expect(Float32Array.from(flat)).toEqual(await run.parameters());
    expect(flat).toHaveLength(summary.parameters);
    expect(statistics.map(({ name, rows }) => [name, rows])).toEqual([
      ["layers[1].running_mean", 6],
      ["layers[1].running_var", 6],
    ]);
    await run.close();
  });
});

describe("a document that begins with a trained model", () => {
  it("has its weights in the layers that are taken, and draws the others", async () => {
    const saved = await savedAfter(50);
    const flat = (model: SavedModel, layer: number) =>
      [...model.parameters, ...model.statistics]
        .filter(({ name }) => name.startsWith(`layers[${layer}].`))
        .flatMap(({ values }) => values.map(Math.fround));
    const started = startFrom({ ...DOCUMENT, seed: 99 }, saved, { layers: 2, frozen: true });
    const run = await engine.open(started);
    const start = await run.save();
    for (const layer of [0, 1]) expect(flat(start, layer)).toEqual(flat(saved, layer));
    expect(flat(start, 4)).not.toEqual(flat(saved, 4));
    await run.train();
    const end = await run.save();
    for (const layer of [0, 1]) expect(flat(end, layer)).toEqual(flat(saved, layer));
    expect(flat(end, 4)).not.toEqual(flat(start, 4));
    await run.close();
  });

  it("is refused where shapes differ, with the layer's path", async () => {
    const saved = await savedAfter(1);
    const layers = [{ type: "dense", units: 7 }, ...DOCUMENT.model.layers.slice(1)];
    const document = startFrom({ ...DOCUMENT, model: { layers } }, saved);
    await expect(engine.open(document)).rejects.toMatchObject({ path: "model.layers[0].start" });
    expect(() => startFrom(DOCUMENT, saved, { layers: 6 })).toThrow(ExperimentError);
  });
});

describe("a file that is no model", () => {
  it.each([
    ["nothing", "", "model"],
    ["no object", "[1]", "model.format"],
    ["an experiment", JSON.stringify(DOCUMENT), "model.format"],
    ["another version", '{"format":"downhill-model","version":2}', "model.version"],
    ["no experiment", '{"format":"downhill-model","version":1}', "model.experiment"],
    [
      "no layers",
      '{"format":"downhill-model","version":1,"experiment":{}}',
      "model.experiment.model.layers",
    ],
    [
      "no summary",
      '{"format":"downhill-model","version":1,"experiment":{"model":{"layers":[]}}}',
      "model.summary",
    ],
    [
      "a block of negative sizes",
      '{"format":"downhill-model","version":1,"steps":1,"epochs":1,"experiment":{"model":{"layers":[]}},"summary":{},"standardization":{"mean":[],"scale":[]},"parameters":[{"name":"a","rows":-1,"columns":-1,"values":[1]}],"statistics":[]}',
      "model.parameters[0]",
    ],
    [
      "a block of the wrong size",
      '{"format":"downhill-model","version":1,"steps":1,"epochs":1,"experiment":{"model":{"layers":[]}},"summary":{},"standardization":{"mean":[],"scale":[]},"parameters":[{"name":"a","rows":2,"columns":2,"values":[1]}],"statistics":[]}',
      "model.parameters[0]",
    ],
    [
      "a block of texts",
      '{"format":"downhill-model","version":1,"steps":1,"epochs":1,"experiment":{"model":{"layers":[]}},"summary":{},"standardization":{"mean":[],"scale":[]},"parameters":[{"name":"a","rows":1,"columns":1,"values":["1"]}],"statistics":[]}',
      "model.parameters[0]",
    ],
  ])("is refused: %s", (_name, text, path) => {
    expect(() => readModel(text)).toThrow(expect.objectContaining({ path }));
  });
});
