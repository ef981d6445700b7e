// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { decades, linearRange } from "../../../web/src/charts/axis_range.ts";
import { ThinnedCurve } from "../../../web/src/sessions/thinning.ts";

function curve(...values: number[]): ThinnedCurve {
  const made = new ThinnedCurve();
  for (const [x, value] of values.entries()) made.push(x, value);
  return made;
}

it("puts whole decades around the data", () => {
  expect(decades([curve(0.7, 0.02)])).toEqual({ min: 0.01, max: 1 });
  expect(decades([curve(1)])).toEqual({ min: 1, max: 10 });
});

it("is not thrown by zero, negatives, infinity or nothing at all", () => {
  expect(decades([curve(0, -3, Number.POSITIVE_INFINITY, Number.NaN)])).toEqual({
    min: 0.1,
    max: 1,
  });
  expect(decades([])).toEqual({ min: 0.1, max: 1 });
  const wide = decades([curve(1e-30, 1e20)]);
  expect(Math.log10(wide.max / wide.min)).toBeCloseTo(12);
});

it("begins a linear axis at zero and leaves room above", () => {
  expect(linearRange([curve(0.5, 1)])).toEqual({ min: 0, max: 1.06 });
  expect(linearRange([curve(Number.NaN)])).toEqual({ min: 0, max: 1 });
  expect(linearRange([curve(-1, 1)]).min).toBe(-1);
});
