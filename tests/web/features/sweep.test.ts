// SPDX-License-Identifier: Apache-2.0
/** Values around one that a field has, and the pictures of a real race over them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { Engine, Field, StudyResult } from "../../../web/src/engine/api.ts";
import {
  ladder,
  pathOf,
  SweepStore,
  scaleOf,
  sweptOf,
} from "../../../web/src/features/sweep/store.ts";

const field = (over: Partial<Field>): Field => ({ type: "real", ...over }) as Field;

describe("values to sweep", () => {
  it.each<[string, Partial<Field>, number, readonly number[]]>([
    ["a rate", { scale: "log" }, 0.03, [0.001, 0.003, 0.01, 0.03, 0.09, 0.3]],
    ["a rate as nobody rounds it", { scale: "log" }, 0.017, [6e-4, 0.002, 0.006, 0.017, 0.05, 0.2]],
    ["a count", { type: "integer", minimum: 1 }, 32, [4, 8, 16, 32, 64, 128]],
    ["a small count", { type: "integer", minimum: 1 }, 1, [1, 2, 4]],
    ["a share", { minimum: 0, maximum: 1 }, 0.9, [0, 0.2, 0.4, 0.6, 0.8, 0.9]],
    ["nothing", { minimum: 0 }, 0, [0, 1e-4, 1e-3, 1e-2, 0.1, 1]],
  ])("of %s stand around the one that it has", (_, over, now, values) => {
    expect(ladder(field(over), now)).toEqual(values);
  });
});

describe("a sweep", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine({ threads: 1 });
  });
  afterAll(() => engine.close());

  it("trains the same run at each value; what broke leaves at the top, and the scale is that of the others", async () => {
    const hash = "#data.type=moons&data.samples=60&optimizer.type=sgd&stop.epochs=5";
    const address = { read: () => hash, draft: () => undefined, replace: () => {} };
    const workspace = await Workspace.start(engine, new Settings({}, ["en"]), address);
    const store = new SweepStore(workspace);
    expect(store.variable?.path).toBe("optimizer.learning_rate");
    const { values } = store;
    const source = store.source();
    const study = await engine.study(source);
    const result: StudyResult = await study.run();
    await study.close();
    const all = sweptOf(result, source);
    expect(all.map(({ name }) => Number(name))).toEqual(values);
    expect(all.map(({ change }) => change)).toEqual(
      values.map((learning_rate) => ({ optimizer: { learning_rate } })),
    );
    // From the very same weights.
    expect(new Set(all.map(({ train }) => train.mean[0])).size).toBe(1);
    const [low, high] = scaleOf(all);
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(low);
    const path = pathOf(all[0]?.train ?? { epochs: [], mean: [] }, [low, high], {
      width: 100,
      height: 50,
      end: 5,
    });
    expect(path).toMatch(/^M0\.00 [\d.]+L.*100\.00 [\d.]+$/);
  });

  it("draws what broke at the upper edge", () => {
    const broken = { epochs: [0, 1, 2], mean: [1, null, null] };
    expect(pathOf(broken, [0.1, 10], { width: 100, height: 50, end: 2 })).toBe(
      "M0.00 25.00L50.00 0.00L100.00 0.00",
    );
  });
});
