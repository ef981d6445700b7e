// SPDX-License-Identifier: Apache-2.0
/** What the output makes of samples and predictions, against the trainer's own numbers. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { nearestRow, rowOf, sampleAt } from "../../../web/src/app/attention.ts";
import { ticks } from "../../../web/src/charts/ticks.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { fitOf, listedVerdicts, verdictsOf } from "../../../web/src/features/output/judged.ts";
import { mapLook, shownPoints, writtenLook } from "../../../web/src/features/output/map_look.ts";
import { shownPart } from "../../../web/src/features/output/parts.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

describe("samples", () => {
  it("have the same place among the points as in their part", async () => {
    const run = await engine.open({ data: { type: "xor", samples: 60 } });
    const points = await run.points();
    for (const part of ["train", "validation", "test"] as const) {
      const { count, features } = await run.samples(part);
      for (let index = 0; index < count; index += 1) {
        const row = rowOf(points, { part, index });
        expect(sampleAt(points, row)).toEqual({ part, index });
        // Standardized and back in 32 bits: two roundings of numbers below 8.
        for (const axis of [0, 1]) {
          expect(points[4 * row + axis]).toBeCloseTo(features[2 * index + axis] ?? Number.NaN, 5);
        }
      }
      expect(rowOf(points, { part, index: count })).toBe(-1);
    }
    await run.close();
  });

  it("are met by the nearest touch within reach", () => {
    const away = (row: number) => [9, 4, 6, Number.POSITIVE_INFINITY][row] ?? 0;
    expect(nearestRow(4, away, 14)).toBe(1);
    expect(nearestRow(4, away, 3)).toBe(-1);
  });
});

describe("mistakes", () => {
  it.each([
    { data: { type: "iris" } },
    { data: { type: "circle", samples: 80 } },
    { data: { type: "circle", samples: 80 }, loss: { type: "hinge" } },
  ])("are those that the confusion matrix counts: %j", async (document) => {
    const run = await engine.open(document);
    await run.step(3);
    const samples = await run.samples("train");
    const predictions = await run.predict(samples.features);
    const verdicts = verdictsOf(run.description, samples, predictions);
    const { classes } = run.description.summary;
    const counts = new Float32Array(classes * classes);
    for (const { truth, said } of verdicts) {
      const at = truth * classes + said;
      counts[at] = (counts[at] ?? 0) + 1;
    }
    expect([...counts]).toEqual([...(await run.confusion("train"))]);
    const wrong = listedVerdicts(verdicts, undefined);
    expect(wrong.every(({ truth, said }) => truth !== said)).toBe(true);
    const sure = wrong.map((one) => one.sure ?? 0);
    expect(sure).toEqual([...sure].sort((one, other) => other - one));
    const cell = { truth: 0, said: 0 };
    expect(listedVerdicts(verdicts, cell)).toHaveLength(counts[0] ?? -1);
    await run.close();
  });
});

describe("a fit", () => {
  it.each([{}, { standardize_target: true }])(
    "is as good as the trainer says: %j",
    async (more) => {
      const run = await engine.open({ data: { type: "diabetes", ...more } });
      await run.step(20);
      const { features, targets } = await run.samples("validation");
      const fit = fitOf(targets, await run.predict(features));
      const told = await run.evaluate("validation");
      expect(fit?.r2).toBeCloseTo(told.r2 ?? Number.NaN, 4);
      expect((fit?.mae ?? 0) / (told.mae ?? 1)).toBeCloseTo(1, 4);
      await run.close();
    },
  );

  it("of a target that never varies has no R²", () => {
    expect(fitOf(Float32Array.of(2, 2), Float32Array.of(1, 3))).toEqual({
      r2: undefined,
      mae: 1,
      rmse: 1,
    });
    expect(fitOf(new Float32Array(), new Float32Array())).toBeUndefined();
  });
});

describe("the map", () => {
  it("tells in the address what differs from the usual, and is read back", () => {
    const usual = mapLook({});
    expect(writtenLook(usual)).toBeUndefined();
    const other = { ...usual, test: true, axes: false };
    expect(mapLook({ map: writtenLook(other) ?? "" })).toEqual(other);
    const none = { axes: false, line: false, test: false, discrete: false };
    expect(mapLook({ map: writtenLook(none) ?? "?" })).toEqual(none);
  });

  it("leaves the test points out unless they are wished for", () => {
    const points = Float32Array.of(1, 1, 0, 0, 2, 2, 1, 2, 3, 3, 1, 1);
    expect([...shownPoints(points, mapLook({}))]).toEqual([1, 1, 0, 0, 3, 3, 1, 1]);
    expect(shownPoints(points, { ...mapLook({}), test: true })).toBe(points);
  });

  it("has round numbers along its axes", () => {
    expect(ticks(-1.2, 1.2, 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(ticks(0.05, 0.42, 4)).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(ticks(3, 3, 5)).toEqual([]);
    expect(ticks(0, Number.POSITIVE_INFINITY, 5)).toEqual([]);
  });
});

it("looks at what was held out, and at the test part only when told to", () => {
  expect(shownPart({ train: 3, validation: 2, test: 1 }, undefined)).toBe("validation");
  expect(shownPart({ train: 3, validation: 0, test: 1 }, "validation")).toBe("train");
  expect(shownPart({ train: 3, validation: 2, test: 1 }, "test")).toBe("test");
});
