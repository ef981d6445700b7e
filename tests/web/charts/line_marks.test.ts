// SPDX-License-Identifier: Apache-2.0
import type { Chart } from "chart.js";
import { describe, expect, it } from "vitest";
import { drawMarks, highestOf } from "../../../web/src/charts/line_marks.ts";
import type { Curve, Scene } from "../../../web/src/charts/line_scene.ts";
import type { Palette } from "../../../web/src/charts/palette.ts";

const LETTER = 6;
const HEIGHT = 200;

/** A picture of 300 x 200 whose axes are its pixels, the loss upwards; what is drawn on it, in its order. */
function drawn(scene: Partial<Scene>): string[] {
  const calls: string[] = [];
  let path: number[] = [];
  const ctx = {
    save() {},
    restore() {},
    setLineDash() {},
    fill() {},
    fillRect() {},
    arc() {},
    beginPath() {
      path = [];
    },
    moveTo: (x: number, y: number) => path.push(x, y),
    lineTo: (x: number, y: number) => path.push(x, y),
    stroke: () => path.length > 0 && calls.push(`line ${path.join(" ")}`),
    measureText: (text: string) => ({ width: LETTER * text.length }),
    fillText: (text: string, x: number, y: number) => calls.push(`${text} ${x} ${y}`),
  };
  const chart = {
    ctx,
    chartArea: { left: 0, right: 300, top: 0, bottom: HEIGHT },
    scales: {
      x: { getPixelForValue: (x: number) => x },
      y: { getPixelForValue: (y: number) => HEIGHT - y },
    },
  };
  drawMarks(
    chart as unknown as Chart<"line">,
    { curves: [], over: { min: 0, max: 300 }, events: [], ...scene },
    { zoom: 1, font: "", text: "", ground: "" } as Palette,
  );
  return calls;
}

function curve(...places: readonly (readonly [x: number, y: number])[]): Curve {
  const x = Float64Array.from(places, ([at]) => at);
  const y = Float64Array.from(places, ([, value]) => value);
  const buckets = { count: places.length, x, minimum: y, maximum: y, mean: y };
  return { label: "", colour: "", dash: [], buckets };
}

describe("what has happened in a run", () => {
  it("is named after all its lines are drawn, so that none goes through a name", () => {
    const calls = drawn({
      events: [
        { at: 40, value: 20, label: "best" },
        { at: 60, label: "rate 0.1" },
        { at: 75, label: "stopped" },
      ],
    });
    const firstName = calls.findIndex((call) => !call.startsWith("line"));
    expect(calls.slice(firstName).map((call) => call.replace(/ [\d.]+ [\d.]+$/, ""))).toEqual([
      "best",
      "rate 0.1",
      "stopped",
    ]);
  });

  it("is named above the curve, also where that falls between two of its points", () => {
    // "best" begins at 45 and is 24 wide: of the curve no point lies there.
    const calls = drawn({
      curves: [curve([0, 150], [40, 20], [100, 80])],
      events: [{ at: 40, value: 20, label: "best" }],
    });
    const [, y] = /^best \S+ (\S+)$/.exec(calls.at(-1) ?? "") ?? [];
    // At 71, the end of the name, the line is 51 high.
    expect(Number(y)).toBeLessThan(HEIGHT - 51);
  });
});

it("of a line that breaks off nothing is within", () => {
  expect(highestOf({ x: 0, y: Number.NaN }, { x: 9, y: 5 }, 2, 3)).toBe(Number.POSITIVE_INFINITY);
  expect(highestOf({ x: 0, y: 10 }, { x: 10, y: 0 }, 4, 5)).toBe(5);
  expect(highestOf({ x: 0, y: 10 }, { x: 10, y: 0 }, 11, 15)).toBe(Number.POSITIVE_INFINITY);
});
