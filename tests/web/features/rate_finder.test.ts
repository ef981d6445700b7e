// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { roundRate, sweepOf } from "../../../web/src/features/rate_finder/store.ts";

const message = { en: "", zh: "" };
const rows = [
  [0.001, 0.7, 0.7],
  [0.1, 0.5, 0.6],
  [10, null, null],
];

it("a sweep under way has its curve and no suggestion yet", () => {
  const sweep = sweepOf({ message, table: { columns: [], rows } });
  expect(sweep).toEqual({
    rates: [0.001, 0.1, 10],
    losses: [0.7, 0.5, null],
    smoothed: [0.7, 0.6, null],
    suggestion: undefined,
    lowest: undefined,
  });
});

it("a rate picked on the curve is as round as one would type it", () => {
  expect(roundRate(0.0137)).toBe(0.01);
});
