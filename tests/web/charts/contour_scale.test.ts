// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import {
  contourScale,
  heightAt,
  roundTicks,
  type Surface,
} from "../../../web/src/charts/contour_scale.ts";

const axis = Array.from({ length: 21 }, (_, index) => index / 10 - 1);
const surfaceOf = (height: (x: number, y: number) => number | null): Surface => ({
  x: axis,
  y: axis,
  values: axis.map((y) => axis.map((x) => height(x, y))),
});

describe("the lines of a surface", () => {
  it("rise from its lowest to its highest, and half of them lie in its lowest quarter", () => {
    const surface = surfaceOf((x, y) => 100 * (y - x * x) ** 2 + (1 - x) ** 2);
    const { low, high, levels } = contourScale(surface, 15);
    expect(levels).toHaveLength(15);
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
    expect(levels[0]).toBeGreaterThan(low);
    expect(levels.at(-1)).toBeLessThan(high);
    const heights = surface.values.flat().map(Number);
    const below = heights.filter((value) => value <= (levels[7] ?? 0)).length;
    expect(below / heights.length).toBeCloseTo(0.25, 1);
  });

  it("are none where it is flat, or where nothing is a number", () => {
    expect(
      contourScale(
        surfaceOf(() => 3),
        5,
      ),
    ).toMatchObject({ low: 3, high: 3, levels: [] });
    expect(
      contourScale(
        surfaceOf(() => null),
        5,
      ).levels,
    ).toEqual([]);
  });

  it("are not set by a corner that explodes", () => {
    const surface = surfaceOf((x, y) => (x > 0.95 && y > 0.95 ? 1e30 : x * x + y * y));
    expect(contourScale(surface, 9).high).toBeLessThan(3);
  });

  it("stand where their colour says", () => {
    const scale = contourScale(
      surfaceOf((x, y) => x + y),
      4,
    );
    expect(scale.share(scale.value(0.3))).toBeCloseTo(0.3);
    expect([scale.share(-10), scale.share(10)]).toEqual([0, 1]);
  });
});

describe("a height", () => {
  const plane = surfaceOf((x, y) => 2 * x - y);

  it("between the points of the grid lies on straight lines", () => {
    expect(heightAt(plane, { x: 0.33, y: -0.71 })).toBeCloseTo(1.37);
    expect(heightAt(plane, { x: 1, y: 1 })).toBeCloseTo(1);
  });

  it("is unknown outside, and beside what is no number", () => {
    expect(heightAt(plane, { x: 1.01, y: 0 })).toBeUndefined();
    const torn = surfaceOf((x, y) => (x > 0.5 ? null : y));
    expect(heightAt(torn, { x: 0.8, y: 0 })).toBeUndefined();
    expect(heightAt(torn, { x: 0.2, y: 0.25 })).toBeCloseTo(0.25);
  });
});

it("ticks are round numbers within the range", () => {
  expect(roundTicks(-1.3, 1.2, 5)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(roundTicks(0, 0, 5)).toEqual([]);
});
