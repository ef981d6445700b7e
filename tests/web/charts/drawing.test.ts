// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { classContours, zeroContour } from "../../../web/src/charts/contour.ts";
import {
  classTables,
  divergingTable,
  paintClasses,
  paintScalar,
} from "../../../web/src/charts/field_image.ts";
import { markPath, SHAPES } from "../../../web/src/charts/markers.ts";
import { mix, type Palette, rgb } from "../../../web/src/charts/palette.ts";

const palette = {
  low: rgb("#0072b2"),
  middle: rgb("#ffffff"),
  high: rgb("#d55e00"),
  classRgb: ["#0072b2", "#d55e00", "#009e73"].map(rgb),
} as unknown as Palette;
const unpack = (word = 0) => [word & 255, (word >> 8) & 255, (word >> 16) & 255, word >>> 24];

describe("the contour", () => {
  it("of a straight edge is straight", () => {
    const pieces = zeroContour(3, 3, (index) => (index % 3) - 0.5);
    expect(pieces).toHaveLength(8);
    for (let at = 0; at < pieces.length; at += 2) expect(pieces[at]).toBeCloseTo(0.5);
  });

  it("of a field without a crossing is empty", () => {
    expect(zeroContour(4, 4, () => 1)).toEqual([]);
    expect(zeroContour(4, 4, () => Number.NaN)).toEqual([]);
  });

  it("of a circle lies on the circle", () => {
    const size = 40;
    const at = (index: number) =>
      Math.hypot((index % size) - 20, Math.floor(index / size) - 20) - 10.3;
    const pieces = zeroContour(size, size, at);
    expect(pieces.length).toBeGreaterThan(100);
    for (let at = 0; at < pieces.length; at += 2) {
      expect(Math.hypot((pieces[at] ?? 0) - 20, (pieces[at + 1] ?? 0) - 20)).toBeCloseTo(10.3, 0);
    }
  });

  it("parts every pair of classes", () => {
    // Three columns, each won by another class.
    const values = Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
    const xs = new Set(classContours(3, 2, values, 3).filter((_, at) => at % 2 === 0));
    expect([...xs].sort()).toEqual([0.5, 1.5]);
  });
});

describe("the map's pixels", () => {
  it("go from one colour over the middle to the other", () => {
    const table = divergingTable(palette, 511);
    const pixels = new Uint32Array(4);
    const values = Float32Array.from([0, 0.5, 1, 7]);
    paintScalar({ width: 4, height: 1, values }, { low: 0, high: 1 }, table, pixels);
    expect(unpack(pixels[1])).toEqual([255, 255, 255, 255]);
    expect(unpack(pixels[0])[2]).toBeGreaterThan(unpack(pixels[0])[0] ?? 0);
    expect(unpack(pixels[2])[0]).toBeGreaterThan(unpack(pixels[2])[2] ?? 0);
    expect(pixels[3]).toBe(pixels[2]);
  });

  it("stay clear where the network gives no number", () => {
    const pixels = new Uint32Array(1).fill(9);
    const values = Float32Array.from([Number.NaN]);
    paintScalar(
      { width: 1, height: 1, values },
      { low: 0, high: 1 },
      divergingTable(palette),
      pixels,
    );
    expect(pixels[0]).toBe(0);
  });

  it("have the colour of the leading class, the stronger the clearer it leads", () => {
    const tables = classTables(palette, 3);
    const pixels = new Uint32Array(2);
    const values = Float32Array.from([0, 0, 1, 0.3, 0.3, 0.4]);
    paintClasses({ width: 2, height: 1, values }, tables, pixels);
    const [sure, unsure] = [...pixels].map((word) => unpack(word)[0] ?? 0);
    expect(sure).toBeLessThan(unsure ?? 0);
  });

  it("mix colours", () => {
    expect(mix([0, 0, 0], [255, 100, 50], 0.5)).toEqual([128, 50, 25]);
  });
});

it("has a closed mark for every shape", () => {
  for (const shape of SHAPES) expect(markPath(shape, 4)).toMatch(/^M.*Z$/);
});
