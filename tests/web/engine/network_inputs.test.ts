// SPDX-License-Identifier: Apache-2.0
/** Inputs that are formulas of the features, as the page and the exporters are told of them. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, Experiment, Written } from "../../../web/src/engine/api.ts";
import {
  chosenInputs,
  inputCount,
  inputFormulas,
  inputNames,
  inputValue,
} from "../../../web/src/engine/network_inputs.ts";
import { checkedModel } from "../../../web/src/engine/read_model.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const ALL = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"] as const;

const document = {
  data: { type: "circle", samples: 40, inputs: ALL, standardize: false },
  model: { layers: ["dense"] },
  batch_size: "full",
  stop: { steps: 3 },
} as const satisfies Written<Experiment>;

it("are to the page what the trainer feeds the network", async () => {
  const run = await engine.open(document);
  const { summary } = run.description;
  const { features } = await run.samples("train");
  // A batch of everything keeps the order of the samples.
  const { inputs } = await run.probe({ type: "update", sample: 2 });
  const own = chosenInputs(summary).map((input) => inputValue(input, [...features.slice(4, 6)]));
  // The trainer rounds to 32 bits.
  expect(inputs.map((value, at) => Math.abs(value - (own[at] ?? Number.NaN)) < 1e-5)).toEqual(
    ALL.map(() => true),
  );
  await run.close();
});

it("have names, and a number of their own", async () => {
  const { summary } = await engine.validate(document);
  expect(inputCount(summary)).toBe(7);
  expect(inputNames(summary)).toEqual(["x1", "x2", "x1²", "x2²", "x1·x2", "sin(x1)", "sin(x2)"]);
  const plain = (await engine.validate({ data: { type: "circle" } })).summary;
  expect(inputFormulas(plain)).toBeUndefined();
  expect(chosenInputs(plain).map(({ id }) => id)).toEqual(["x1", "x2"]);
  expect(inputNames(plain)).toEqual(["x1", "x2"]);
  const { summary: digits } = await engine.validate({ data: { type: "digits" } });
  expect(inputCount(digits)).toBe(64);
});

it("stand in a saved model, whose numbers must be as many", async () => {
  const run = await engine.open(document);
  const model = await run.save();
  await run.close();
  expect(checkedModel(model)).toBe(model);
  const without = { ...model, summary: { ...model.summary, inputs: undefined } };
  expect(() => checkedModel(without)).toThrow(
    expect.objectContaining({ path: "model.standardization.mean" }),
  );
  const broken = { ...model, summary: { ...model.summary, inputs: [1] } };
  expect(() => checkedModel(broken)).toThrow(
    expect.objectContaining({ path: "model.summary.inputs" }),
  );
});

it("are a short part of the link, and none of an experiment without them", async () => {
  const { minimal } = await engine.validate({ data: { type: "circle", inputs: ["x2", "x1"] } });
  expect(minimal).toEqual({ data: { type: "circle" } });
});
