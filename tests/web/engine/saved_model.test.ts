// SPDX-License-Identifier: Apache-2.0
/** Save, load, go on and begin anew with old weights, over the real modules. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, Experiment, SavedModel, Written } from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { startFrom } from "../../../web/src/engine/model_start.ts";
import { readModel } from "../../../web/src/engine/read_model.ts";
import { modelText } from "../../../web/src/engine/saved_model.ts";

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
  return readModel([...modelText(saved)].join(""));
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
    expect(() => startFrom(DOCUMENT, saved, { layers: 6 })).toThrow(
      expect.objectContaining({
        path: "layers",
        message: "is 6, but there are 5 layers in both. Give a number from 1 to 5.",
      }),
    );
  });
});

describe("a file that is no model", () => {
  it.each([
    ["nothing", "", "model"],
    ["no object", "[1]", "model.format"],
    ["an experiment", JSON.stringify(DOCUMENT), "model.format"],
    ["another version", '{"format":"downhill-model","version":2}', "model.version"],
  ])("is refused: %s", (_name, text, path) => {
    expect(() => readModel(text)).toThrow(expect.objectContaining({ path }));
  });
});

/** As it comes from JSON, so that a test may put anything in its place. */
type Loose = Record<string, unknown> & {
  experiment: { model: Record<string, unknown> };
  summary: Record<string, unknown>;
  standardization: { mean: unknown[]; scale: unknown[] };
  parameters: Record<string, unknown>[];
};

describe("a damaged model", () => {
  const fill = (count: number, value: unknown) => new Array(count).fill(value);
  const damages: [string, string, (model: Loose) => unknown][] = [
    ["no format", "model.format", (model) => Object.assign(model, { format: undefined })],
    ["another version", "model.version", (model) => Object.assign(model, { version: 2 })],
    ["no experiment", "model.experiment", (model) => Object.assign(model, { experiment: null })],
    [
      "no layers",
      "model.experiment.model.layers",
      ({ experiment }) => delete experiment.model.layers,
    ],
    ["no summary", "model.summary", (model) => Object.assign(model, { summary: [] })],
    ["no features", "model.summary.features", ({ summary }) => delete summary.features],
    ["half a step", "model.steps", (model) => Object.assign(model, { steps: 1.5 })],
    ["steps below none", "model.steps", (model) => Object.assign(model, { steps: -1 })],
    ["endless epochs", "model.epochs", (model) => Object.assign(model, { epochs: null })],
    ["epochs below none", "model.epochs", (model) => Object.assign(model, { epochs: -0.5 })],
    [
      "no standardization",
      "model.standardization.mean",
      (model) => Object.assign(model, { standardization: null }),
    ],
    ["a mean too few", "model.standardization.mean", (model) => model.standardization.mean.pop()],
    [
      "a mean beyond 32 bits",
      "model.standardization.mean[1]",
      (model) => Object.assign(model.standardization.mean, { 1: 1e39 }),
    ],
    [
      "a scale too many",
      "model.standardization.scale",
      (model) => model.standardization.scale.push(1),
    ],
    ...[0, -1, 1e-50].map((scale): (typeof damages)[number] => [
      `a scale of ${scale}`,
      "model.standardization.scale[1]",
      (model) => Object.assign(model.standardization.scale, { 1: scale }),
    ]),
    [
      "a standardization of targets that the experiment does not have",
      "model.target_standardization",
      (model) => Object.assign(model, { target_standardization: { mean: [0], scale: [1] } }),
    ],
    ["no parameters", "model.parameters", (model) => Object.assign(model, { parameters: {} })],
    ["no statistics", "model.statistics", (model) => Object.assign(model, { statistics: "" })],
    [
      "a block without a name",
      "model.parameters[1]",
      ({ parameters }) => delete parameters[1]?.name,
    ],
    [
      "a block of negative sizes",
      "model.parameters[0]",
      ({ parameters }) => Object.assign(parameters[0] ?? {}, { rows: -6, columns: -2 }),
    ],
    [
      "a block of the wrong size",
      "model.parameters[0]",
      ({ parameters }) => Object.assign(parameters[0] ?? {}, { rows: 7 }),
    ],
    ...["1", null, 1e39].map((value): (typeof damages)[number] => [
      `a block of ${JSON.stringify(value)}`,
      "model.parameters[0].values[0]",
      ({ parameters }) => Object.assign(parameters[0] ?? {}, { values: fill(12, value) }),
    ]),
    ["a status that is none", "model.status", (model) => Object.assign(model, { status: "well" })],
    ["a word that is none", "model.sate", (model) => Object.assign(model, { sate: "AAAA" })],
    ["another checksum", "model.checksum", (model) => Object.assign(model, { checksum: "0" })],
    ["a state of numbers", "model.state", (model) => Object.assign(model, { state: 5 })],
  ];

  it.each(damages)("is refused: %s, at %s", async (_, path, damage) => {
    const model = JSON.parse(JSON.stringify(await savedAfter(1)));
    expect(() => readModel(JSON.stringify(model))).not.toThrow();
    damage(model);
    expect(() => readModel(JSON.stringify(model))).toThrow(expect.objectContaining({ path }));
  });
});

describe("the text of a model", () => {
  const small = {
    data: { type: "xor", samples: 20 },
    model: { layers: [{ type: "dense", units: 2 }, "dense"] },
    optimizer: "sgd",
    stop: { steps: 3 },
  } as const satisfies Written<Experiment>;

  it("is JSON of the model, with a checksum, in pieces", async () => {
    const saved = await savedAfter(3);
    const text = [...modelText(saved)].join("");
    const { checksum, ...rest } = JSON.parse(text);
    expect(rest).toEqual(JSON.parse(JSON.stringify(saved)));
    expect(checksum).toMatch(/^[0-9a-f]{8}$/);
    const laidOut = JSON.stringify({ checksum, ...rest }, null, 2);
    expect(readModel(laidOut)).toEqual(rest);
  });

  it("tells of a flipped bit in every byte", async () => {
    const run = await engine.open(small);
    await run.train();
    const saved = await run.save();
    await run.close();
    const text = [...modelText(saved)].join("");
    const bytes = new TextEncoder().encode(text);
    const decoder = new TextDecoder();
    const believed: string[] = [];
    for (let place = 0; place < bytes.length; place += 1) {
      const bit = 1 << (place & 7);
      bytes[place] = (bytes[place] ?? 0) ^ bit;
      try {
        const model = readModel(decoder.decode(bytes));
        // "1E-7" is as good as "1e-7".
        if (JSON.stringify(model) !== JSON.stringify(saved)) believed.push(`byte ${place}`);
      } catch (error) {
        if (!(error instanceof ExperimentError)) throw error;
      }
      bytes[place] = (bytes[place] ?? 0) ^ bit;
    }
    expect(believed).toEqual([]);
  });
});

it("says whether the run has ended, and how", async () => {
  const statusOf = async (document: Written<Experiment>) => {
    const run = await engine.open(document);
    await run.train();
    const { status } = await run.save();
    await run.close();
    return status;
  };
  expect((await savedAfter(1)).status).toBe("ready");
  expect(await statusOf(DOCUMENT)).toBe("finished");
  const wild = { type: "sgd", learning_rate: 100 } as const;
  const line = { data: { type: "line" }, model: { layers: ["dense"] }, optimizer: wild } as const;
  expect(await statusOf(line)).toBe("diverged");
});
