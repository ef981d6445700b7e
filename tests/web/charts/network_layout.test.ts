// SPDX-License-Identifier: Apache-2.0
/** The network as columns of units, over the real module: its shapes and offsets, its parameters. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import {
  columnsOf,
  connectionsOf,
  incomingOf,
  mostUnits,
  tilesOf,
  weightShape,
} from "../../../web/src/charts/network_layout.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const MOST = 10;
const dense = (units: number) => ({ type: "dense", units, activation: "tanh" });
const model = (...layers: readonly object[]): ExperimentDocument => ({ model: { layers } });

describe("the diagram of the network", () => {
  it("shows each weight at its place in the flat block", async () => {
    const { summary } = await engine.validate(model(dense(3), { type: "dense" }));
    const columns = columnsOf(summary, MOST);
    expect(columns.map(({ size }) => size)).toEqual([2, 3, 1]);
    const parameters = connectionsOf(summary, columns).map(({ parameter }) => parameter);
    // 2 x 3 weights, 3 biases in between, 3 x 1 weights.
    expect(parameters).toEqual([0, 1, 2, 3, 4, 5, 9, 10, 11]);
  });

  it("says how many units it leaves out", async () => {
    const { summary } = await engine.validate({
      data: { type: "wine" },
      ...model(dense(200), { type: "dense" }),
    });
    const columns = columnsOf(summary, MOST);
    expect(columns.map(({ units, left }) => [units.length, left])).toEqual([
      [9, 4],
      [9, 191],
      [3, 0],
    ]);
  });

  it("draws pictures as one tile, from which no single weight leads", async () => {
    const { summary } = await engine.validate({
      data: { type: "digits" },
      ...model({ type: "conv2d", out_channels: 4 }, { type: "flatten" }, dense(5), {
        type: "dense",
      }),
    });
    const columns = columnsOf(summary, MOST);
    expect(columns.map(({ size }) => size)).toEqual([64, 4, 5, 10]);
    expect(columns[0]?.picture).toEqual([8, 8]);
    const single = connectionsOf(summary, columns).filter(
      ({ parameter }) => parameter !== undefined,
    );
    expect(single).toHaveLength(5 * 10);
  });

  it("leaves the names of the inputs room above their tiles, however low it is", async () => {
    const inputs = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"];
    const document = { data: { type: "circle", inputs }, ...model(dense(3), { type: "dense" }) };
    const { summary } = await engine.validate(document);
    const NAME = 17;
    for (const height of [132, 230, 346, 420]) {
      const { tiles } = tilesOf(columnsOf(summary, mostUnits(height)), 500, height);
      const edges = (tiles[0] ?? []).map(({ y, side }) => [y - side / 2, y + side / 2] as const);
      const gaps = edges.map(([top], row) => top - (edges[row - 1]?.[1] ?? 0));
      expect(Math.min(...gaps), `${height}`).toBeGreaterThanOrEqual(NAME);
      expect(edges.at(-1)?.[1], `${height}`).toBeLessThanOrEqual(height + 1e-9);
    }
  });

  it("leads from each map to its smaller one, and from maps no single weight on", async () => {
    const { summary } = await engine.validate({
      data: { type: "digits" },
      ...model(
        { type: "conv2d", out_channels: 4, padding: "same" },
        { type: "max_pool2d" },
        { type: "flatten" },
        { type: "dense" },
      ),
    });
    const columns = columnsOf(summary, MOST);
    expect(columns.map(({ layer, size }) => [layer, size])).toEqual([
      [-1, 64],
      [0, 4],
      [1, 4],
      [3, 10],
    ]);
    const connections = connectionsOf(summary, columns);
    const pooled = connections.filter(({ to }) => to[0] === 2);
    expect(pooled.map(({ from, to }) => [from[1], to[1]])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(connections.every(({ parameter }) => parameter === undefined)).toBe(true);
  });

  it("leaves every tile its own place, inside the picture", () => {
    const column = (units: number, left: number) => ({
      layer: 0,
      size: units + left,
      units: Array.from({ length: units }, (_, unit) => unit),
      left,
      picture: undefined,
      dots: false,
    });
    for (const height of [220, 300, 460]) {
      const most = mostUnits(height);
      const columns = [column(2, 0), column(most - 1, 500), column(most, 0), column(1, 0)];
      const { tiles, more } = tilesOf(columns, 600, height);
      for (const [index, inColumn] of tiles.entries()) {
        const all = [...inColumn, ...(more[index] ? [more[index]] : [])];
        for (const [row, { y, side }] of all.entries()) {
          // With the line around it.
          expect(y - side / 2).toBeGreaterThanOrEqual(1.5 - 1e-9);
          expect(y + side / 2).toBeLessThanOrEqual(height - 1.5 + 1e-9);
          const below = all[row + 1];
          if (below !== undefined) expect(below.y - y).toBeGreaterThan(side);
        }
      }
    }
  });
});

describe("the weights of a unit", () => {
  it.each([
    { type: "dense", units: 3 },
    { type: "dense", units: 3, bias: false },
    { type: "conv2d", out_channels: 3, kernel: [3, 2] },
    { type: "conv2d", out_channels: 3, kernel: [2], bias: false },
  ])("are those that the trainer tells: %o", async (layer) => {
    const layers = [layer, { type: "flatten" }, { type: "dense" }];
    const run = await engine.open({ data: { type: "digits" }, ...model(...layers) });
    const parameters = await run.parameters();
    const told = await run.probe({ type: "first_weights" });
    const [channels, height, width] = weightShape(run.description, 0) ?? [];
    expect([channels, (height ?? 0) * (width ?? 0)]).toEqual([told.channels, told.area]);
    for (const unit of [0, 1, 2]) {
      const { start, stride, count, bias } = incomingOf(run.description, 0, unit);
      const weights = Array.from({ length: count }, (_, at) => parameters[start + at * stride]);
      expect(weights).toEqual(told.units[unit]);
      // Biases begin at 0.
      if (bias !== undefined) expect(parameters[bias]).toBe(0);
      expect(bias === undefined).toBe(layer.bias === false);
    }
    await run.close();
  });
});
