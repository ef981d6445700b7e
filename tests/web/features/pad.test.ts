// SPDX-License-Identifier: Apache-2.0
/** What is drawn on the pad, and what a network that was trained on digits makes of it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, ExperimentDocument, Summary } from "../../../web/src/engine/api.ts";
import { Pad } from "../../../web/src/features/output/pad.ts";
import {
  formOf,
  massOf,
  rasterised,
  type Stroke,
} from "../../../web/src/features/output/pad_drawing.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const ring = (x: number, y: number, wide: number, high: number): Stroke =>
  Array.from({ length: 33 }, (_, at) => {
    const angle = (2 * Math.PI * at) / 32;
    return [x + wide * Math.sin(angle), y - high * Math.cos(angle)];
  }).flat();

/** As people write them, small and off the middle. */
const WRITTEN: Readonly<Record<string, readonly Stroke[]>> = {
  "0": [ring(0.3, 0.4, 0.1, 0.15)],
  "1": [[0.28, 0.32, 0.35, 0.22, 0.35, 0.6]],
  "4": [
    [0.3, 0.2, 0.18, 0.45, 0.45, 0.45],
    [0.38, 0.3, 0.36, 0.65],
  ],
  "7": [
    [0.15, 0.2, 0.4, 0.2, 0.25, 0.6],
    [0.2, 0.4, 0.38, 0.4],
  ],
};

describe("a drawn digit", () => {
  it("is taken for what it is by a network that has learned the small ones", async () => {
    const layers = [{ type: "dense", units: 64, activation: "relu" }, { type: "dense" }];
    const run = await engine.open({
      data: { type: "digits" },
      model: { layers },
      stop: { epochs: 30 },
    });
    await run.train();
    const form = formOf(run.description.summary);
    if (form === undefined) throw new Error("these are digits");
    for (const [digit, strokes] of Object.entries(WRITTEN)) {
      const outputs = await run.predict(rasterised(strokes, form).map((ink) => 16 * ink));
      expect(outputs.indexOf(Math.max(...outputs)), digit).toBe(Number(digit));
    }
    await run.close();
  });

  it("is brought into the form of the large ones: within 20 x 20, its mass in the middle", () => {
    const form = { size: 28, box: 20, centre: "mass", thickness: 2.8 } as const;
    for (const strokes of Object.values(WRITTEN)) {
      const ink = rasterised(strokes, form);
      const { x, y } = massOf(ink, 28);
      // Of one pixel, whose edges are 4 steps fine.
      expect(Math.abs(x - 14)).toBeLessThan(0.25);
      expect(Math.abs(y - 14)).toBeLessThan(0.25);
      const rows = Array.from({ length: 28 }, (_, row) =>
        Math.max(...ink.subarray(28 * row, 28 * row + 28)),
      ).filter((most) => most > 0);
      expect(rows.length).toBeGreaterThan(18);
      expect(rows.length).toBeLessThanOrEqual(21);
      expect(Math.max(...ink)).toBe(1);
    }
  });

  it("of a dot stays small, and of nothing is empty", () => {
    const form = { size: 8, box: 8, centre: "edges", thickness: 1.7 } as const;
    const dot = rasterised([[0.9, 0.9]], form);
    expect(dot.reduce((sum, ink) => sum + ink, 0)).toBeCloseTo(Math.PI * 0.85 ** 2, 0);
    expect(Math.max(...rasterised([], form))).toBe(0);
  });
});

it("is offered for digits alone", async () => {
  const described = async (document: ExperimentDocument): Promise<Summary> =>
    (await engine.validate(document)).summary;
  expect(formOf(await described({ data: { type: "digits" } }))?.size).toBe(8);
  expect(formOf(await described({ data: { type: "mnist" } }))?.size).toBe(28);
  expect(formOf(await described({ data: { type: "iris" } }))).toBeUndefined();
  const digits = await described({ data: { type: "digits" } });
  expect(formOf({ ...digits, class_names: ["cat", "dog"] })).toBeUndefined();
});

describe("the pen", () => {
  it("is led by keys, draws while it is down, and takes strokes back", () => {
    const pad = new Pad();
    const press = (...keys: string[]) => keys.map((key) => pad.key(key));
    press("ArrowDown", "ArrowDown");
    expect(pad.strokes).toEqual([]);
    press(" ", "ArrowRight", "ArrowDown", " ", "ArrowDown");
    expect(pad.strokes).toHaveLength(1);
    expect(pad.strokes[0]).toHaveLength(6);
    press(" ", "Backspace");
    expect(pad.strokes).toHaveLength(1);
    expect(pad.isDown).toBe(false);
    press("Delete");
    expect(pad.isEmpty.value).toBe(true);
    expect(press("a", "Tab")).toEqual([false, false]);
  });

  it("stays on the pad", () => {
    const pad = new Pad();
    pad.begin(-1, 0.5);
    pad.move(2, 3);
    expect(pad.strokes).toEqual([[0, 0.5, 1, 1]]);
  });
});
