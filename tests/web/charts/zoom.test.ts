// SPDX-License-Identifier: Apache-2.0
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chosen, panned, visible, zoomed } from "../../../web/src/charts/zoom.ts";

const WHOLE = { min: 0, max: 100 };

describe("a part of an axis", () => {
  it("keeps the place that it is zoomed at where it is", () => {
    expect(zoomed(WHOLE, WHOLE, 25, 0.5)).toEqual({ min: 12.5, max: 62.5, follows: false });
  });

  it("is given up where nothing is left out any more", () => {
    expect(zoomed({ min: 20, max: 80 }, WHOLE, 50, 4)).toBeUndefined();
    expect(visible(undefined, WHOLE)).toBe(WHOLE);
  });

  it("is moved no further than the axis goes", () => {
    expect(panned({ min: 20, max: 60 }, WHOLE, -50)).toEqual({ min: 0, max: 40, follows: false });
    expect(panned({ min: 20, max: 60 }, WHOLE, 500)).toEqual({ min: 60, max: 100, follows: true });
  });

  it("is chosen from either end", () => {
    expect(chosen(70, 30, WHOLE)).toEqual(chosen(30, 70, WHOLE));
  });

  it("goes along with training where it reaches the end, and stays where it does not", () => {
    const longer = { min: 0, max: 150 };
    expect(visible({ min: 60, max: 100, follows: true }, longer)).toEqual({ min: 110, max: 150 });
    expect(visible({ min: 30, max: 60, follows: false }, longer)).toEqual({ min: 30, max: 60 });
    expect(visible({ min: 30, max: 60, follows: false }, { min: 0, max: 40 })).toEqual({
      min: 10,
      max: 40,
    });
  });

  it("lies within the axis, whatever is done with it", () => {
    const place = fc.double({ min: -50, max: 150, noNaN: true });
    fc.assert(
      fc.property(
        place,
        place,
        place,
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (a, b, at, factor) => {
          const first = visible(chosen(a, b, WHOLE), WHOLE);
          const second = visible(zoomed(first, WHOLE, at, factor), WHOLE);
          for (const { min, max } of [first, second]) {
            expect(min).toBeGreaterThanOrEqual(0);
            expect(max).toBeLessThanOrEqual(100 + 1e-9);
            expect(max).toBeGreaterThan(min);
          }
        },
      ),
      { seed: 7 },
    );
  });
});
