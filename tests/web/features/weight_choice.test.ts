// SPDX-License-Identifier: Apache-2.0
/** Two chosen weights: by their ends, by their numbers, and the landscape that the trainer makes of them. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import {
  inputsOf,
  parameterOf,
  readPair,
  usualPair,
  weighingLayers,
  weightAt,
  withChosen,
  writePair,
} from "../../../web/src/features/landscape/weight_choice.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const NETWORKS = [
  [{ type: "dense", units: 3 }, { type: "batch_norm" }, { type: "dense" }],
  [{ type: "conv2d", out_channels: 2, kernel: [2], bias: false }, { type: "dense" }],
];

it.each(NETWORKS)(
  "every weight and bias has one number, and the number leads back: %o",
  async (...layers) => {
    const network = await engine.validate({ data: { type: "digits" }, model: { layers } });
    const numbers = weighingLayers(network).flatMap((layer) => {
      const { count, biased } = inputsOf(network, layer);
      const place = network.summary.layers[layer];
      const units = place?.type === "conv2d" ? 2 : (place?.output[0] ?? 0);
      return Array.from({ length: units }, (_, unit) =>
        Array.from({ length: count + (biased ? 1 : 0) }, (_, input) => {
          const number = parameterOf(network, { layer, unit, input });
          expect(weightAt(network, number)).toEqual({ layer, unit, input });
          return number;
        }),
      ).flat();
    });
    expect(new Set(numbers).size).toBe(numbers.length);
    const weighed = weighingLayers(network).reduce(
      (sum, layer) => sum + (network.summary.layers[layer]?.parameters ?? 0),
      0,
    );
    expect(numbers).toHaveLength(weighed);
  },
);

it("what a link says is a pair of this network, or it is none", async () => {
  const network = await engine.validate({
    model: { layers: [{ type: "dense", units: 2 }, { type: "dense" }] },
  });
  // 2 x 2 weights, 2 biases, 2 weights, a bias.
  expect(usualPair(network)).toEqual([6, 7]);
  expect(readPair("0,8", network)).toEqual([0, 8]);
  for (const text of ["0,9", "4,4", "1", "a,b", "-1,2", undefined, "99999999999,1"]) {
    expect(readPair(text, network)).toBeUndefined();
  }
});

it("the usual pair is two weights, also where the output looks at one unit alone and has no bias", async () => {
  const network = await engine.validate({
    model: {
      layers: [
        { type: "dense", units: 1 },
        { type: "dense", bias: false },
      ],
    },
  });
  // 2 weights, a bias, a weight.
  const pair = usualPair(network);
  expect(pair).toEqual([3, 0]);
  expect(readPair(writePair(pair), network)).toEqual(pair);
});

it("the weight of the other axis, chosen, makes both change places", () => {
  expect(withChosen([6, 7], 0, 7)).toEqual([7, 6]);
  expect(withChosen([6, 7], 1, 6)).toEqual([7, 6]);
  expect(withChosen([6, 7], 0, 1)).toEqual([1, 7]);
  expect(withChosen([6, 7], 1, 1)).toEqual([6, 1]);
});

it("the landscape of two weights has their own values as places, and ends its path where it is told", async () => {
  const experiment = {
    data: { type: "moons", samples: 60 },
    schedule: "cosine",
    stop: { epochs: 6 },
    model: { layers: [{ type: "dense", units: 2, activation: "tanh" }, { type: "dense" }] },
  };
  const run = await engine.open(experiment);
  await run.step(2 * run.description.summary.steps_per_epoch);
  const parameters = await run.parameters();
  const { step, train_loss } = await run.state();
  const study = await engine.study({
    kind: "landscape",
    experiment,
    directions: "weights",
    weights: [6, 1],
    epochs: 2,
    resolution: 5,
  });
  const { table } = await study.run();
  // The rate follows the length of the whole training: a shorter one would have ended elsewhere.
  const [lastStep, x, y, loss] = table.rows.at(-1) ?? [];
  expect([lastStep, x, y]).toEqual([step, parameters[6], parameters[1]]);
  expect(loss).toBe(train_loss);
  await study.close();
  await run.close();
});

it("the landscape of a race has the path of each racer, however it is cut", async () => {
  const document = {
    kind: "landscape",
    resolution: 5,
    experiment: { data: { type: "moons", samples: 60 }, stop: { epochs: 3 } },
    racers: [
      { name: "slow", optimizer: { type: "sgd", learning_rate: 0.001 } },
      { optimizer: "adam" },
    ],
  };
  const study = await engine.study(document);
  const whole = await study.run();
  expect(whole.table.columns[0]).toBe("racer");
  const racer = await engine.open({ ...document.experiment, optimizer: "adam" });
  const { step, train_loss } = await racer.train();
  expect(whole.table.rows.at(-1)?.slice(0, 2)).toEqual(["optimizer adam", step]);
  expect(whole.table.rows.at(-1)?.[4]).toBe(train_loss);
  const again = await engine.study(document);
  const aborter = new AbortController();
  await again.run({ signal: aborter.signal, onProgress: () => aborter.abort() });
  expect(await again.run()).toEqual(whole);
  for (const one of [study, again]) await one.close();
  await racer.close();
});

it.each([
  ["racers[1].data", { data: { type: "circle" } }],
  ["racers[1].loss", { loss: "hinge" }],
  ["racers[1].model", { model: { layers: [{ type: "dense" }] } }],
])("a racer with a landscape of its own is refused at %s", async (path, racer) => {
  const experiment = { data: { type: "moons", samples: 60 } };
  const racers = [{ optimizer: "sgd" }, racer];
  const asked = engine.study({ kind: "landscape", experiment, racers });
  await expect(asked).rejects.toMatchObject({ path });
});

it("weights that are none are refused with their place", async () => {
  const of = (weights: number[]) =>
    engine.study({ kind: "landscape", experiment: {}, directions: "weights", weights });
  await expect(of([0, 100_000])).rejects.toMatchObject({ path: "weights[1]" });
  await expect(of([3, 3])).rejects.toMatchObject({ path: "weights[1]" });
});
