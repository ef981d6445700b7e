// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import {
  checkedAnswer,
  compared,
  lossAt,
  type Prediction,
  rangeFrom,
} from "../../../web/src/documents/prediction.ts";

const prediction = (points: readonly (readonly [number, number])[]): Prediction => ({
  of: "train_loss",
  epochs: 100,
  range: [1e-4, 10],
  points: points.map(([epoch, loss]) => ({ epoch, loss })),
});

const recorded = (losses: readonly number[], diverged = false) => ({
  epochs: losses.map((_, index) => index * 10),
  losses,
  diverged,
});

describe("the distance of a prediction from the run", () => {
  it("is zero where the run did what was said", () => {
    const found = compared(
      prediction([
        [10, 0.5],
        [20, 0.1],
      ]),
      recorded([1, 0.5, 0.1]),
    );
    expect(found).toMatchObject({ decades: 0, lean: 0 });
  });

  it("is the mean number of decades, whichever way, and its lean has the sign", () => {
    const found = compared(
      prediction([
        [10, 1],
        [20, 0.01],
      ]),
      recorded([1, 0.1, 0.1]),
    );
    expect(found?.decades).toBeCloseTo(1, 12);
    expect(found?.lean).toBeCloseTo(0, 12);
    const low = compared(prediction([[20, 0.01]]), recorded([1, 1, 1]));
    expect(low?.lean).toBeCloseTo(-2, 12);
  });

  it("counts only what the run reached", () => {
    const found = compared(
      prediction([
        [10, 0.5],
        [90, 0.001],
      ]),
      recorded([1, 0.5, 0.5]),
    );
    expect(found?.points.map(({ epoch }) => epoch)).toEqual([10]);
    expect(compared(prediction([[90, 0.001]]), recorded([1, 0.5]))).toBeUndefined();
  });

  it("the upper edge says that it breaks, and the lower one that it is as good as nothing", () => {
    const broke = recorded([1, 40, Number.NaN], true);
    const said = prediction([
      [10, 10],
      [20, 10],
      [50, 10],
    ]);
    expect(compared(said, broke)).toMatchObject({ decades: 0 });
    expect(compared(prediction([[50, 0.01]]), broke)?.decades).toBeCloseTo(3, 12);
    expect(compared(prediction([[10, 1e-4]]), recorded([1, 0]))?.decades).toBe(0);
  });

  it("is a finite number whatever the run recorded", () => {
    const odd = [0, -3, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 5e-324];
    for (const value of odd) {
      for (const before of odd) {
        const found = compared(
          prediction([
            [5, 0.1],
            [10, 0.2],
          ]),
          recorded([before, value]),
        );
        expect(Number.isFinite(found?.decades), `${before}, ${value}`).toBe(true);
      }
    }
  });
});

describe("the loss of a run at an epoch", () => {
  it("lies on a straight line of the logarithm between two records", () => {
    expect(lossAt(recorded([1, 0.01]), 5)).toBeCloseTo(0.1, 12);
    expect(lossAt(recorded([1, 0.01]), 10)).toBe(0.01);
    expect(lossAt(recorded([1, -1]), 5)).toBe(0);
  });

  it("is unknown after the end, but for a run that broke", () => {
    expect(lossAt(recorded([1, 0.5]), 11)).toBeUndefined();
    expect(lossAt(recorded([1, 0.5], true), 11)).toBe(Number.POSITIVE_INFINITY);
    expect(lossAt(recorded([]), 0)).toBeUndefined();
  });
});

describe("a prediction that a stranger has written", () => {
  const good = { prediction: prediction([[10, 0.5]]), decades: 0.3, seen: "It fell." };

  it("is taken as it was kept", () => {
    expect(checkedAnswer(JSON.parse(JSON.stringify(good)))).toEqual(good);
    const { decades: _, ...unanswered } = good;
    expect(checkedAnswer(unanswered)).toEqual(unanswered);
  });

  it("has words of bounded length, and a distance that is a number", () => {
    const odd = checkedAnswer({ ...good, seen: "x".repeat(9_999), decades: "<b>" });
    expect(odd?.seen).toHaveLength(200);
    expect(odd).not.toHaveProperty("decades");
  });

  it.each([
    ["nothing", null],
    ["another curve", { of: "test_loss" }],
    ["no time", { epochs: 0 }],
    ["a range that is none", { range: [1, 1] }],
    ["a range of words", { range: ["a", "b"] }],
    ["no points", { points: [] }],
    ["points that are none", { points: [{ epoch: 1 }] }],
    ["a loss that has no logarithm", { points: [{ epoch: 1, loss: 0 }] }],
    ["points that go back", { points: [2, 1].map((epoch) => ({ epoch, loss: 1 })) }],
    ["too many", { points: Array.from({ length: 1_001 }, (_, epoch) => ({ epoch, loss: 1 })) }],
  ])("with %s is none", (_, part) => {
    const given = part === null ? null : { ...good.prediction, ...part };
    expect(checkedAnswer({ ...good, prediction: given })).toBeUndefined();
  });
});

it("there is room above the start for a loss that grows", () => {
  for (const start of [1e-6, 0.1, 0.3, 0.34, 0.7, 1, 2.3, 1000]) {
    const [low, high] = rangeFrom(start);
    expect(high / start).toBeGreaterThanOrEqual(3 * (1 - 1e-9));
    expect(high / start).toBeLessThan(31);
    expect(high / low).toBeCloseTo(1e5, 4);
  }
});
