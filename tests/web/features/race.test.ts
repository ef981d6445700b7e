// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { StudyResult } from "../../../web/src/engine/api.ts";
import { racersOf, reachedAt, suggestedMark } from "../../../web/src/features/race/found.ts";

const band = (mean: (number | null)[]) => ({
  epochs: mean.map((_, index) => index * 10),
  mean,
  low: mean,
  high: mean,
});

const result = {
  message: { en: "", zh: "" },
  table: {
    columns: [],
    rows: [
      ["SGD", 0.5, 0.4, 0.6, 100, 3, 0],
      ["Adam", 0.1, 0.1, 0.1, 100, 3, 0],
      ["Broken", null, null, null, 7, 3, 3],
    ],
  },
  curves: [
    { name: "SGD", train_loss: band([0.7, 0.6, 0.5]), validation_loss: band([0.7, 0.6, 0.52]) },
    { name: "Adam", train_loss: band([0.7, 0.2, 0.1]), validation_loss: band([0.7, 0.3, 0.12]) },
    { name: "Broken", train_loss: band([0.7, null]), validation_loss: band([null]) },
  ],
} as unknown as StudyResult;

const racers = racersOf(result, {
  racers: [{ name: "SGD", optimizer: "sgd" }, { name: "Adam", batch_size: 8 }, { name: "Broken" }],
});

describe("what a race has found", () => {
  it("goes with what each contestant changes in the experiment", () => {
    expect(racers.map(({ change }) => change)).toEqual([
      { optimizer: "sgd" },
      { batch_size: 8 },
      {},
    ]);
    expect(racers[2]).toMatchObject({ mean: null, failed: 3, runs: 3 });
  });

  it("tells who reached the mark when, and who did not", () => {
    const times = racers.map(({ bands }) => reachedAt(bands.train_loss, 0.2));
    expect(times).toEqual([undefined, 10, undefined]);
  });

  it("suggests a mark that half of those who got on reach", () => {
    const mark = suggestedMark(racers, "train_loss") ?? Number.NaN;
    expect(racers.map(({ bands }) => reachedAt(bands.train_loss, mark) !== undefined)).toEqual([
      true,
      true,
      false,
    ]);
    expect(suggestedMark([], "train_loss")).toBeUndefined();
  });
});
