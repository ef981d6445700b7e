// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { twoNames } from "../../../web/src/charts/parameter_names.ts";
import type { StudyResult, Summary } from "../../../web/src/engine/api.ts";
import {
  foundOf,
  lastStep,
  longest,
  placeAfter,
  placesAt,
  thinned,
} from "../../../web/src/features/landscape/found.ts";

const message = { en: "", zh: "" };
const rows = [
  [0, 0, 0, 1],
  [10, 2, 4, 0.5],
  [15, 2, 5, null],
];
const table = { columns: [], rows };
const values = [
  [1, 2],
  [3, null],
];

describe("a landscape", () => {
  it("has nothing to show before its surface is there", () => {
    expect(foundOf({ message, table })).toBeUndefined();
  });

  it("is one surface with its path, be it of a loss or of a test function", () => {
    const loss = foundOf({
      message,
      table,
      surface: { alpha: [0, 1], beta: [2, 3], loss: values },
    });
    expect(loss?.surface).toEqual({ x: [0, 1], y: [2, 3], values });
    expect(loss?.paths[0]?.path[1]).toEqual({ step: 10, x: 2, y: 4, value: 0.5 });
    const minima = [{ x: 1, y: 1, value: 0 }];
    const found = foundOf({
      message,
      table,
      minima,
      surface: { x: [0, 1], y: [2, 3], value: values },
    } as unknown as StudyResult);
    expect(found).toMatchObject({ surface: { x: [0, 1], y: [2, 3], values }, minima });
  });

  it("tells where a run is after any update, and nothing past the end of the path", () => {
    const found = foundOf({ message, table, surface: { x: [], y: [], value: [] } });
    const path = found?.paths[0]?.path ?? [];
    expect(placeAfter(path, 0)).toEqual({ x: 0, y: 0 });
    expect(placeAfter(path, 5)).toEqual({ x: 1, y: 2 });
    expect(placeAfter(path, 15)).toEqual({ x: 2, y: 5 });
    expect(placeAfter(path, 16)).toBeUndefined();
  });

  it("is as long as the updates that were made, also where early stopping went back at its end", () => {
    const back = [...rows, [5, 1, 2, 0.2]];
    const long = rows.map(([step, ...place]) => [0.8 * Number(step), ...place]);
    const found = foundOf({
      message,
      table: {
        columns: ["racer"],
        rows: [...back.map((row) => ["back", ...row]), ...long.map((row) => ["plain", ...row])],
      },
      surface: { x: [], y: [], value: [] },
    });
    const paths = found?.paths ?? [];
    expect(longest(paths)).toBe(paths[0]?.path);
    expect(lastStep(longest(paths))).toBe(15);
    expect(placesAt(paths, 2)).toMatchObject([{ y: 5 }, { y: 5 }]);
    expect(placesAt(paths, 3)).toMatchObject([{ x: 1, y: 2 }, { y: 5 }]);
  });

  it("has the paths of all racers, which are played along with the longest", () => {
    const raced = [
      ...rows.map((row) => ["slow", ...row]),
      ["quick", 0, 9, 9, 1],
      ["quick", 6, 3, 3, 0],
    ];
    const { paths } = foundOf({
      message,
      table: { columns: ["racer"], rows: raced },
      surface: { x: [], y: [], value: [] },
    }) ?? { paths: [] };
    expect(paths.map(({ name, path }) => [name, path.length])).toEqual([
      ["slow", 3],
      ["quick", 2],
    ]);
    expect(longest(paths)).toBe(paths[0]?.path);
    const places = (index: number) => placesAt(paths, index).map(({ x, y }) => [x, y]);
    expect(places(0)).toEqual([
      [0, 0],
      [9, 9],
    ]);
    // The quick one ended after 6 updates, and stays there.
    expect(places(1)).toEqual([
      [2, 4],
      [3, 3],
    ]);
    expect(places(Number.POSITIVE_INFINITY)[0]).toEqual([2, 5]);
  });

  it("is thinned with both ends", () => {
    const all = Array.from({ length: 1000 }, (_, index) => index);
    expect(thinned(all, 5)).toEqual([0, 250, 500, 749, 999]);
    expect(thinned([1, 2], 5)).toEqual([1, 2]);
  });
});

describe("the names of two parameters", () => {
  const layer = (input: number, output: number, parameters: number) => ({
    type: "dense",
    input: [input],
    output: [output],
    parameters,
    offset: 0,
  });
  const names = (...layers: object[]) =>
    twoNames({ layers, feature_names: ["age", "height"] } as unknown as Summary);

  it("are those of the features, weights first", () => {
    expect(names(layer(1, 1, 2))).toEqual([{ what: "weight", of: "age" }, { what: "bias" }]);
    expect(names(layer(2, 1, 2))).toEqual([
      { what: "weight", of: "age" },
      { what: "weight", of: "height" },
    ]);
  });

  it("are those of two layers, one weight each", () => {
    expect(names(layer(1, 1, 1), layer(1, 1, 1))).toEqual([
      { what: "layer", number: 1 },
      { what: "layer", number: 2 },
    ]);
  });

  it("are numbers where nothing better is known", () => {
    expect(names(layer(1, 2, 2))).toEqual([
      { what: "parameter", number: 1 },
      { what: "parameter", number: 2 },
    ]);
  });
});
