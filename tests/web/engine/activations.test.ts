// SPDX-License-Identifier: Apache-2.0
/** What every layer makes of samples, as the trainer tells it. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine } from "../../../web/src/engine/api.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const pictured = (...layers: readonly object[]) => ({
  data: { type: "digits" },
  model: { layers },
});

it("the last layer's are what the predictions are made of, without dropout", async () => {
  const run = await engine.open({
    data: { type: "plane" },
    model: {
      layers: [{ type: "dense", units: 4 }, { type: "dropout", p: 0.5 }, { type: "dense" }],
    },
  });
  await run.step(5);
  const { layers } = await run.probe({ type: "activations", part: "test", sample: 3 });
  const { predictions } = await run.probe({ type: "saliency", part: "test", sample: 3 });
  expect(layers[2]?.values[0]).toEqual(predictions);
  expect(layers[1]?.values).toEqual(layers[0]?.values);
  await run.close();
});

it("those of many samples are those of each, to the last bit", async () => {
  const run = await engine.open(
    pictured(
      { type: "conv2d", out_channels: 3, activation: "relu" },
      { type: "max_pool2d" },
      { type: "dense", units: 2 },
      { type: "dense" },
    ),
  );
  const all = await run.probe({ type: "activations", samples: 70, layer: 2, sample: 5 });
  expect(all.layers.map(({ layer, shape }) => [layer, shape])).toEqual([[2, [2]]]);
  expect(all.layers[0]?.values).toHaveLength(70);
  for (const place of [0, 31, 32, 69]) {
    const one = await run.probe({ type: "activations", sample: 5 + place });
    expect(one.layers.map(({ shape }) => shape)).toEqual([[3, 6, 6], [3, 3, 3], [2], [10]]);
    expect(one.layers[2]?.values[0]).toEqual(all.layers[0]?.values[place]);
  }
  const { train } = run.description.summary.counts;
  const last = await run.probe({ type: "activations", samples: 9, layer: 3, sample: train - 2 });
  expect(last.samples).toBe(2);
  await run.close();
});

it("more than can be told are refused with what to ask less of", async () => {
  // 8 x 8 numbers of each channel.
  const convolution = { type: "conv2d", out_channels: 256, kernel: 1 };
  const layers = Array.from({ length: 7 }, () => convolution);
  const run = await engine.open(pictured(...layers, { type: "dense" }));
  const of = (question: object) => run.probe({ type: "activations", ...question });
  await expect(of({})).rejects.toMatchObject({ path: "layer" });
  expect((await of({ layer: 0 })).samples).toBe(1);
  await expect(of({ layer: 0, samples: 7 })).rejects.toMatchObject({ path: "samples" });
  await expect(of({ layer: 8 })).rejects.toMatchObject({ path: "layer" });
  await expect(of({ sample: 100_000 })).rejects.toMatchObject({ path: "sample" });
  await run.close();
});
