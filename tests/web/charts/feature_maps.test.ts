// SPDX-License-Identifier: Apache-2.0
/** What the layers make of one sample, as the trainer tells it, cut into units. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { answerOf, isLookedThrough } from "../../../web/src/charts/feature_maps.ts";
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

it("a channel is a map, a unit a single number, and all of a layer have one scale", async () => {
  const layers = [
    { type: "conv2d", out_channels: 3, activation: "relu" },
    { type: "avg_pool2d" },
    { type: "dense", units: 2, activation: "sigmoid" },
    { type: "dense" },
  ];
  const run = await engine.open(pictured(...layers));
  const activations = await run.probe({ type: "activations", part: "test", sample: 2 });
  const of = (layer: number, unit: number) =>
    answerOf(run.description, activations, { layer, unit });
  const maps = [0, 1, 2].map((unit) => of(0, unit));
  expect(maps.map((map) => [map?.field.width, map?.field.height])).toEqual([
    [6, 6],
    [6, 6],
    [6, 6],
  ]);
  const numbers = maps.flatMap((map) => Array.from(map?.field.values ?? []));
  expect(numbers).toEqual(activations.layers[0]?.values[0]);
  expect(new Set(maps.map((map) => map?.scale.high))).toEqual(new Set([Math.max(...numbers)]));
  // Each number of the smaller map is the mean of four.
  const small = of(1, 2)?.field;
  const four = [0, 1, 6, 7].map((at) => maps[2]?.field.values[at] ?? Number.NaN);
  expect(small?.width).toBe(3);
  expect(small?.values[0]).toBeCloseTo(four.reduce((sum, value) => sum + value, 0) / 4, 6);
  expect(of(2, 1)?.field).toMatchObject({ width: 1, height: 1 });
  expect(of(2, 1)?.scale).toEqual({ low: 0, high: 1 });
  expect(of(3, 9)?.field.values).toEqual([activations.layers[3]?.values[0]?.[9]]);
  // Of a network that has changed since nothing is shown.
  const other = await engine.validate(
    pictured({ type: "conv2d", out_channels: 4 }, { type: "dense" }),
  );
  expect(answerOf(other, activations, { layer: 0, unit: 0 })).toBeUndefined();
  await run.close();
});

it("a network of too many activations is not looked through while it trains", async () => {
  const convolution = { type: "conv2d", out_channels: 256, kernel: 1 };
  const of = async (layers: number) =>
    isLookedThrough(
      await engine.validate(
        pictured(...Array.from({ length: layers }, () => convolution), { type: "dense" }),
      ),
    );
  // 8 x 8 numbers of each channel.
  expect([await of(2), await of(3)]).toEqual([true, false]);
});
