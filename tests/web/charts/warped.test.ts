// SPDX-License-Identifier: Apache-2.0
/** Where a hidden layer moves the plane to, against what the network itself says of the samples. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { answerAt, gridLines, seen, spaceLayers } from "../../../web/src/charts/warped.ts";
import type { Engine } from "../../../web/src/engine/api.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const dense = (units: number) => ({ type: "dense", units, activation: "tanh" });

it("a hidden layer of two or three units is a space, the output is none", async () => {
  const layers = [dense(4), dense(3), dense(2), { type: "dense" }];
  const of = async (type: string, own: readonly object[]) =>
    spaceLayers((await engine.validate({ data: { type }, model: { layers: own } })).summary);
  expect(await of("circle", layers)).toEqual([1, 2]);
  expect(await of("iris", layers)).toEqual([1, 2]);
  expect(await of("circle", [dense(8), { type: "dense" }])).toEqual([]);
});

it("a sample lies where the layer moves it to", async () => {
  const run = await engine.open({
    data: { type: "circle", samples: 100, standardize: false },
    model: { layers: [dense(2), { type: "dense" }] },
  });
  await run.step(30);
  const maps = await run.probe({ type: "unit_maps", layer: 0, size: 61 });
  const parameters = await run.parameters();
  const { features, count } = await run.samples("train");
  for (let index = 0; index < count; index += 1) {
    const [x = 0, y = 0] = features.subarray(2 * index, 2 * index + 2);
    for (const unit of [0, 1]) {
      const [a = 0, b = 0, bias = 0] = [0, 2, 4].map((at) => parameters[at + unit]);
      // Between pixels a sixtieth of the plane apart tanh bends by less than this.
      const exact = Math.tanh(a * x + b * y + bias);
      expect(Math.abs(answerAt(maps, unit, x, y) - exact)).toBeLessThan(0.01);
    }
  }
  await run.close();
});

describe("the picture of a space", () => {
  it("has lines along rows and columns, the edges among them", () => {
    const lines = gridLines(5, 3);
    expect(lines).toHaveLength(6);
    expect(lines[0]).toEqual([0, 1, 2, 3, 4]);
    expect(lines[2]).toEqual([20, 21, 22, 23, 24]);
    expect(lines[5]).toEqual([4, 9, 14, 19, 24]);
  });

  it("turns around its upright axis, which stays upright", () => {
    for (const angle of [0, 0.7, 2]) {
      const [across, up] = seen([0, 0, 1], angle);
      expect(across).toBeCloseTo(0);
      expect(up).toBeGreaterThan(0);
    }
    expect(seen([1, 0, 0], 0)[0]).toBeCloseTo(1);
    expect(seen([1, 0, 0], Math.PI / 2)[0]).toBeCloseTo(0);
  });
});
