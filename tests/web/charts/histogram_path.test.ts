// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { histogramPath, zeroPlace } from "../../../web/src/charts/histogram_path.ts";

it("the largest bar is as high as the box, an empty bin lies on its ground", () => {
  expect(histogramPath([2, 0, 1], 30, 10)).toBe("M0 10V0H10V10H20V5H30V10Z");
});

it("nothing counted is nothing drawn", () => {
  expect(histogramPath([0, 0], 30, 10)).toBe("");
});

it("zero has its place where the numbers go over it", () => {
  expect(zeroPlace(-1, 3)).toBe(0.25);
  expect(zeroPlace(1, 3)).toBeUndefined();
});
