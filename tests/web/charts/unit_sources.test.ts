// SPDX-License-Identifier: Apache-2.0
/** What the weights of a unit lead from and to, against the trainer's own layout of them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { incomingOf } from "../../../web/src/charts/network_layout.ts";
import { blockWith } from "../../../web/src/charts/parameter_block.ts";
import { gridOf } from "../../../web/src/charts/picture_grid.ts";
import { layerBefore, outgoingOf, sourcesOf } from "../../../web/src/charts/unit_sources.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { listed } from "../../../web/src/features/output/listed_weights.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const described = (type: string, ...layers: readonly object[]) =>
  engine.validate({ data: { type }, model: { layers } });

describe("a weight", () => {
  it("comes from a feature, a unit or a pixel", async () => {
    const dense = { type: "dense", units: 3 };
    const iris = await described("iris", dense, { type: "dropout" }, dense, { type: "dense" });
    expect(sourcesOf(iris, 0)).toEqual([0, 1, 2, 3].map((input) => ({ kind: "input", input })));
    // Dropout leaves the units their places.
    expect(sourcesOf(iris, 2)).toEqual(
      [0, 1, 2].map((unit) => ({ kind: "unit", place: { layer: 0, unit } })),
    );
    const digits = await described("digits", dense, { type: "dense" });
    expect(sourcesOf(digits, 0)[9]).toEqual({ kind: "pixel", channel: 0, row: 1, column: 1 });
    expect(sourcesOf(digits, 0)).toHaveLength(64);
  });

  it("of a convolution comes from its window, and behind one from a place without a name", async () => {
    const conv = { type: "conv2d", out_channels: 2, kernel: [3, 2] };
    const digits = await described("digits", conv, conv, { type: "flatten" }, { type: "dense" });
    expect(sourcesOf(digits, 1)).toHaveLength(12);
    expect(sourcesOf(digits, 1).at(-1)).toEqual({ kind: "pixel", channel: 1, row: 2, column: 1 });
    expect(sourcesOf(digits, 3)[5]).toEqual({ kind: "number", number: 5 });
    expect(outgoingOf(digits, { layer: 1, unit: 0 })).toEqual([]);
    expect([0, 1, 3].map((layer) => layerBefore(digits, layer))).toEqual([-1, 0, 1]);
  });

  it("that leads from a unit is the one that the next unit has from it", async () => {
    const dense = { type: "dense", units: 3 };
    const iris = await described("iris", dense, { type: "dense", units: 2 }, { type: "dense" });
    const outgoing = outgoingOf(iris, { layer: 0, unit: 2 });
    expect(outgoing.map(({ place }) => place)).toEqual([
      { layer: 1, unit: 0 },
      { layer: 1, unit: 1 },
    ]);
    for (const { place, parameter } of outgoing) {
      const { start, stride } = incomingOf(iris, place.layer, place.unit);
      expect(parameter).toBe(start + 2 * stride);
    }
    expect(outgoingOf(iris, { layer: 2, unit: 0 })).toEqual([]);
  });
});

describe("the weights that are written", () => {
  it("keep their order while they are few, and of many the largest come first", () => {
    expect(listed([1, -3, 2])).toEqual({ shown: [0, 1, 2], left: 0 });
    const many = Array.from({ length: 100 }, (_, index) => (index === 70 ? -9 : index / 100));
    const { shown, left } = listed(many);
    expect(shown.slice(0, 3)).toEqual([70, 99, 98]);
    expect(shown.length + left).toBe(100);
  });
});

it("pictures in a grid keep their shape, side by side inside the square", () => {
  const extent = { width: 200, height: 200 };
  const places = gridOf(5, 3, 2, extent);
  for (const { x, y, width, height } of places) {
    expect(width / height).toBeCloseTo(2 / 3);
    expect(x).toBeGreaterThanOrEqual(-1e-9);
    expect(x + width).toBeLessThanOrEqual(200 + 1e-9);
    expect(y).toBeGreaterThanOrEqual(-1e-9);
    expect(y + height).toBeLessThanOrEqual(200 + 1e-9);
  }
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(5);
});

it("a number of the flat block is changed within the block that the trainer names so", async () => {
  const layers = [{ type: "dense", units: 3 }, { type: "dense" }];
  const run = await engine.open({ data: { type: "iris" }, model: { layers } });
  const parameters = await run.parameters();
  const saved = await run.save();
  const { bias = -1 } = incomingOf(run.description, 1, 2);
  for (const [layer, index] of [
    [0, 7],
    [1, bias],
  ] as const) {
    const { name, values } = blockWith(run.description, parameters, layer, index, 4);
    const block = saved.parameters.find((one) => one.name === name);
    const changed = block?.values.map((value, at) =>
      values[at] === Math.fround(value) ? undefined : at,
    );
    expect(values).toHaveLength(block?.values.length ?? -1);
    expect(changed?.filter((at) => at !== undefined)).toHaveLength(1);
    await run.setParameters(name, values);
    expect((await run.parameters())[index]).toBe(4);
  }
  await run.close();
});
