// SPDX-License-Identifier: Apache-2.0
/** Where a hidden layer puts samples: the plane's by its maps, others by what the layer answers to each. */
import { expect, it } from "vitest";
import { answeredPoints, planePoints } from "../../../web/src/features/output/space_points.ts";

it("samples of data that are no plane lie at the answers of the two units, with target and part", () => {
  const { size, samples } = answeredPoints(
    [
      [0.25, -0.5],
      [1, 2],
    ],
    "validation",
    (sample) => 7 + sample,
    0,
  );
  expect(size).toBe(0);
  expect([...samples]).toEqual([0.25, -0.5, 7, 1, 1, 2, 8, 1]);
});

it("three units are seen from the side, and turn", () => {
  const at = (angle: number) => answeredPoints([[1, 0, 0]], "train", () => 0, angle).samples;
  expect(at(0)[0]).toBeCloseTo(1);
  expect(at(Math.PI / 2)[0]).toBeCloseTo(0);
});

it("the plane brings its grid along", () => {
  const units = [
    [0, 1, 0, 1],
    [1, 1, 0, 0],
  ];
  const range = { x_min: 0, x_max: 1, y_min: 0, y_max: 1 };
  const points = Float32Array.of(0.25, 0.75, 1, 2);
  const { size, grid, samples } = planePoints({ layer: 0, size: 2, range, units }, points, 0);
  expect(size).toBe(2);
  expect([...grid]).toEqual([0, 1, 1, 1, 0, 0, 1, 0]);
  // The middle of the upper left pixel.
  expect([...samples]).toEqual([0, 1, 1, 2]);
});
