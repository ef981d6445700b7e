// SPDX-License-Identifier: Apache-2.0
/** The loss of real models of two parameters, beside the formula of the loss and beside runs that take the same steps. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { LossOfTwo, reachOf, roundUp, stepOf } from "../../../web/src/app/loss_of_two.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

/** y = 2x + 3 through 40 points without noise, from (0, 0). */
const LINE = JSON.parse(readFileSync("exercises/be_the_optimizer.json", "utf8"))
  .start as ExperimentDocument;

async function onLoss<T>(document: ExperimentDocument, ask: (loss: LossOfTwo) => Promise<T>) {
  const loss = await LossOfTwo.open(engine, document);
  return ask(loss).finally(() => loss.close());
}

async function trained(document: ExperimentDocument, steps: number) {
  const run = await engine.open(document);
  const path = [];
  for (let step = 0; step <= steps; step += 1) {
    if (step > 0) await run.step();
    const [x = 0, y = 0] = await run.parameters();
    path.push({ x, y, loss: (await run.evaluate("train")).loss });
  }
  await run.close();
  return path;
}

describe("the loss of two parameters", () => {
  it("is at every place what the formula of the loss says", async () => {
    const run = await engine.open(LINE);
    const { features, targets } = await run.samples("train");
    await run.close();
    await onLoss(LINE, async (loss) => {
      for (const [w, b] of [
        [0, 0],
        [2, 3],
        [-1.5, 4],
      ] as const) {
        const squares = Array.from(features, (x, at) => (w * x + b - (targets[at] ?? 0)) ** 2);
        const mean = squares.reduce((sum, one) => sum + one, 0) / squares.length;
        const found = (await loss.measure({ x: w, y: b })).loss ?? Number.NaN;
        // Sums of 40 numbers of 32 bits.
        expect(Math.abs(found - mean)).toBeLessThan(1e-5 * Math.max(1, mean));
      }
    });
  });

  it("has the descent that the experiment itself takes, also after other places were looked at", async () => {
    const path = await trained(LINE, 12);
    await onLoss(LINE, async (loss) => {
      await loss.measure({ x: 9, y: -9 });
      await loss.nextStep({ x: 1, y: 1 });
      expect(await loss.descend(12)).toEqual(path);
      expect(loss.start).toEqual(path[0]);
    });
  });

  it("asks in order, however hastily it is asked", async () => {
    await onLoss(LINE, async (loss) => {
      const places = [-1, 0, 1, 2].map((x) => ({ x, y: 2 * x }));
      const alone = [];
      for (const place of places) alone.push(await loss.measure(place));
      const [together] = await Promise.all([
        Promise.all(places.map((place) => loss.measure(place))),
        loss.descend(3),
        loss.nextStep({ x: 0, y: 0 }),
      ]);
      expect(together).toEqual(alone);
    });
  });

  it("falls for small steps as rate times squared gradient says, and less where the loss bends up", async () => {
    const small = { ...LINE, optimizer: { type: "sgd", learning_rate: 1e-4 } };
    const steep = { ...LINE, optimizer: { type: "sgd", learning_rate: 0.2 } };
    for (const [document, share] of [
      [small, 1e-3],
      [steep, 0.5],
    ] as const) {
      const step = await onLoss(document, (loss) => loss.nextStep({ x: 5, y: -1 }));
      const { gradient, rate, predicted } = step ?? expect.fail();
      expect(predicted).toBeCloseTo(rate * (gradient.x ** 2 + gradient.y ** 2), 3);
      const real = (step?.from.loss ?? 0) - (step?.to.loss ?? 0);
      expect(real).toBeLessThan(predicted);
      expect(real).toBeGreaterThan((1 - share) * predicted);
    }
  });

  it("has a next step without the memory of the steps before", async () => {
    const document = { ...LINE, optimizer: { type: "momentum", learning_rate: 0.05 } };
    await onLoss(document, async (loss) => {
      const first = await loss.nextStep({ x: 1, y: 1 });
      await loss.descend(5);
      expect(await loss.nextStep({ x: 1, y: 1 })).toEqual(first);
    });
  });

  it("is measured again after a descent that diverged, which is as long as it could go", async () => {
    const document = { ...LINE, optimizer: { type: "sgd", learning_rate: 3 } };
    await onLoss(document, async (loss) => {
      const before = await loss.measure({ x: 1, y: 1 });
      const path = await loss.descend(40);
      expect(path.length).toBeGreaterThan(2);
      expect(path.length).toBeLessThan(41);
      expect(await loss.measure({ x: 1, y: 1 })).toEqual(before);
    });
  });

  it("is pictured as far as the minimum, whatever the rate of the experiment", async () => {
    for (const learning_rate of [1e-3, 0.2, 50]) {
      const document = { ...LINE, optimizer: { type: "sgd", learning_rate } };
      const reach = await onLoss(document, (loss) => loss.reach());
      expect(reach).toBeGreaterThanOrEqual(3);
      expect(reach).toBeLessThanOrEqual(6);
    }
  });

  it("is a grid of heights, row by row", async () => {
    await onLoss(LINE, async (loss) => {
      const { values } = await loss.surface([0, 2], [0, 3]);
      expect(values[1]?.[1]).toBeCloseTo(0, 6);
      expect(values[0]?.[0]).toBe(loss.start.loss);
      expect(values[0]?.[1]).toBe((await loss.measure({ x: 2, y: 0 })).loss);
    });
  });

  it("is of two weights of one layer as well", async () => {
    const document = {
      data: { type: "plane", samples: 60 },
      model: { layers: [{ type: "dense", bias: false }] },
      batch_size: "full",
    };
    const path = await trained(document, 4);
    await onLoss(document, async (loss) => {
      expect(await loss.descend(4)).toEqual(path);
      const last = path.at(-1) ?? { x: 0, y: 0 };
      expect(await loss.measure(last)).toEqual(last);
    });
  });

  it("of a network of three parameters has no step", async () => {
    const run = await engine.open({
      data: { type: "plane" },
      model: { layers: [{ type: "dense" }] },
    });
    expect(stepOf(await run.probe({ type: "update" }))).toBeUndefined();
    await run.close();
  });
});

describe("the reach of a picture", () => {
  it("ends where most of the fall is done: parted classes have their minimum at infinity", () => {
    const way = [1, 0.1, 0.02, 0.001].map((loss, at) => ({ x: 10 ** at, y: 0, loss }));
    expect(reachOf(way)).toBe(roundUp(1.6 * 99));
  });

  it("is a round number", () => {
    expect([0.023, 1, 1.2, 4.8, 7, 99].map(roundUp)).toEqual([0.03, 1, 1.5, 5, 8, 100]);
    expect(roundUp(0)).toBe(1);
  });
});
