// SPDX-License-Identifier: Apache-2.0
/** Where a layer of two or three units moves the plane to, read off the maps of its units; of other data it moves the samples. */
import type { Summary, UnitMapsAnswer } from "../engine/api.ts";

type Maps = Pick<UnitMapsAnswer, "size" | "range" | "units">;

/** Hidden layers that can be looked into: those with two or three units. */
export function spaceLayers({ layers }: Pick<Summary, "layers">): number[] {
  const output = layers.findLastIndex(({ type }) => type === "dense");
  return layers.flatMap(({ type, output: shape }, index) => {
    const [units = 0] = shape;
    return type === "dense" && index !== output && (units === 2 || units === 3) ? [index] : [];
  });
}

/** What unit `unit` answers at a place, between the four middles of pixels around it. */
export function answerAt({ size, range, units }: Maps, unit: number, x: number, y: number): number {
  const values = units[unit] ?? [];
  const { x_min, x_max, y_min, y_max } = range;
  const within = (place: number) => Math.max(0, Math.min(size - 1, place));
  const column = within(((x - x_min) / (x_max - x_min)) * size - 0.5);
  const row = within(((y_max - y) / (y_max - y_min)) * size - 0.5);
  const [left, top] = [Math.min(size - 2, Math.floor(column)), Math.min(size - 2, Math.floor(row))];
  const [right, down] = [column - left, row - top];
  const at = (rows: number, columns: number) =>
    values[(top + rows) * size + left + columns] ?? Number.NaN;
  const above = at(0, 0) * (1 - right) + at(0, 1) * right;
  const below = at(1, 0) * (1 - right) + at(1, 1) * right;
  return above * (1 - down) + below * down;
}

/** Pixels along straight lines of the plane, rows and columns `every` pixels apart, its edges among them. */
export function gridLines(size: number, every: number): number[][] {
  const places = Array.from({ length: size }, (_, place) => place);
  const drawn = places.filter((place) => place % every === 0 || place === size - 1);
  return [
    ...drawn.map((row) => places.map((column) => row * size + column)),
    ...drawn.map((column) => places.map((row) => row * size + column)),
  ];
}

/** A place of three numbers seen from the side, turned by `angle` around the upright axis. */
export function seen(
  [a, b, c]: readonly [number, number, number],
  angle: number,
): readonly [across: number, up: number] {
  /** From a little above. */
  const tilt = 0.45;
  const depth = a * Math.sin(angle) + b * Math.cos(angle);
  return [a * Math.cos(angle) - b * Math.sin(angle), c * Math.cos(tilt) + depth * Math.sin(tilt)];
}
