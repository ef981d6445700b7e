// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { nearest } from "../../../web/src/charts/buckets.ts";
import { smoothed } from "../../../web/src/charts/smoothing.ts";

it("a trend begins at the first value, and follows slowly", () => {
  expect([...smoothed([4, 4, 4], 3, 0.9)]).toEqual([4, 4, 4]);
  const [first, second = 0] = smoothed([1, 0], 2, 0.5);
  expect(first).toBe(1);
  expect(second).toBeCloseTo(1 / 3);
});

it("gaps stay gaps, and do not break what follows", () => {
  const trend = smoothed([2, Number.NaN, Number.POSITIVE_INFINITY, 2], 4, 0.6);
  expect([...trend]).toEqual([2, Number.NaN, Number.NaN, 2]);
});

it("without weight of the past it is the curve", () => {
  expect([...smoothed([3, 1, 2], 3, 0)]).toEqual([3, 1, 2]);
});

it.each([
  [-5, 0],
  [1.4, 0],
  [1.6, 1],
  [9, 2],
])("the point closest to %s is number %s", (place, at) => {
  expect(nearest({ x: Float64Array.of(1, 2, 4, 99), count: 3 }, place)).toBe(at);
});

it("where there are no points none is closest", () => {
  expect(nearest({ x: new Float64Array(), count: 0 }, 3)).toBe(-1);
});
