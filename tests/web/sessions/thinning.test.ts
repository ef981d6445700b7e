// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { ThinnedCurve } from "../../../web/src/sessions/thinning.ts";

function filled(count: number, limit: number, value: (x: number) => number): ThinnedCurve {
  const curve = new ThinnedCurve(limit);
  for (let x = 0; x < count; x += 1) curve.push(x, value(x));
  return curve;
}

const drawn = (curve: ThinnedCurve, column: Float64Array) => [...column.subarray(0, curve.count)];

describe("a thinned curve", () => {
  it("is exact while it is short", () => {
    const curve = filled(10, 10, (x) => x * x);
    expect(curve.width).toBe(1);
    expect(drawn(curve, curve.x)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(drawn(curve, curve.mean)).toEqual([0, 1, 4, 9, 16, 25, 36, 49, 64, 81]);
    expect(drawn(curve, curve.minimum)).toEqual(drawn(curve, curve.maximum));
  });

  it("joins neighbours when it grows past its limit", () => {
    const curve = filled(11, 10, (x) => x);
    expect(curve.width).toBe(2);
    expect(drawn(curve, curve.minimum)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(drawn(curve, curve.maximum)).toEqual([1, 3, 5, 7, 9, 10]);
    expect(drawn(curve, curve.mean)).toEqual([0.5, 2.5, 4.5, 6.5, 8.5, 10]);
    expect(drawn(curve, curve.x)).toEqual([0.5, 2.5, 4.5, 6.5, 8.5, 10]);
  });

  it.each([100, 1_000, 12_345])("stays bounded and loses no extreme in %i points", (count) => {
    const value = (x: number) => Math.sin(x * 12.9898) * 43758.5453 - 3 * x;
    const curve = filled(count, 64, value);
    const all = Array.from({ length: count }, (_, x) => value(x));
    expect(curve.count).toBeLessThanOrEqual(64);
    expect(curve.points).toBe(count);
    expect(Math.min(...drawn(curve, curve.minimum))).toBe(Math.min(...all));
    expect(Math.max(...drawn(curve, curve.maximum))).toBe(Math.max(...all));
  });

  it("has the mean of each bucket's own points", () => {
    const curve = filled(4096, 64, (x) => x % 7);
    const { width } = curve;
    for (let at = 0; at < curve.count; at += 1) {
      const own = Array.from({ length: width }, (_, index) => (at * width + index) % 7);
      const mean = own.reduce((sum, value) => sum + value, 0) / width;
      expect(curve.mean[at]).toBeCloseTo(mean, 9);
    }
  });

  it("leaves gaps where there is nothing to draw, and bridges them when joined", () => {
    const curve = filled(4, 4, (x) =>
      x === 1 ? Number.NaN : x === 2 ? Number.POSITIVE_INFINITY : x,
    );
    expect(drawn(curve, curve.mean)).toEqual([0, Number.NaN, Number.NaN, 3]);
    curve.push(4, 4);
    expect(drawn(curve, curve.mean)).toEqual([0, 3, 4]);
    expect(drawn(curve, curve.x)).toEqual([0.5, 2.5, 4]);
  });

  it("works with an odd limit", () => {
    const curve = filled(6, 5, (x) => x);
    expect(drawn(curve, curve.mean)).toEqual([0.5, 2.5, 4.5]);
    expect(drawn(curve, curve.maximum)).toEqual([1, 3, 5]);
  });

  it("starts anew", () => {
    const curve = filled(1000, 8, (x) => x);
    curve.clear();
    curve.push(7, 3);
    expect([curve.count, curve.width, curve.points, curve.mean[0]]).toEqual([1, 1, 1, 3]);
  });
});
