// SPDX-License-Identifier: Apache-2.0
/** Where a hidden layer of two or three units moves samples to: those of the plane with its grid, those of other data by what each answers. */
import { answerAt, seen } from "../../charts/warped.ts";
import { PARTS, type Part, type UnitMapsAnswer } from "../../engine/api.ts";

export interface SpacePoints {
  /** Places of the grid along a side; 0 where there is none. */
  readonly size: number;
  /** Its places, across and up in turn. */
  readonly grid: Float32Array;
  /** For each sample where it is, across and up, its target and its part. */
  readonly samples: Float32Array;
}

/** Numbers of a sample here, and in the points of the plane. */
const POINT = 4;

function placed(answers: readonly number[], angle: number): readonly [number, number] {
  const [a = Number.NaN, b = Number.NaN, c] = answers;
  return c === undefined ? [a, b] : seen([a, b, c], angle);
}

/** `points`: x1, x2, target, part of each sample. */
export function planePoints(
  maps: UnitMapsAnswer,
  points: Float32Array,
  angle: number,
): SpacePoints {
  const { size, units } = maps;
  const grid = new Float32Array(2 * size * size);
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    const answers = units.map((unit) => unit[pixel] ?? Number.NaN);
    grid.set(placed(answers, angle), 2 * pixel);
  }
  const samples = points.slice();
  for (let at = 0; at + POINT <= points.length; at += POINT) {
    const [x = 0, y = 0] = points.subarray(at, at + 2);
    const answers = units.map((_, unit) => answerAt(maps, unit, x, y));
    samples.set(placed(answers, angle), at);
  }
  return { size, grid, samples };
}

/** `answers`: of the units, sample by sample, from the first of the part on. `targets`: one number a sample, or its first of several. */
export function answeredPoints(
  answers: readonly (readonly number[])[],
  part: Part,
  target: (sample: number) => number,
  angle: number,
): SpacePoints {
  const number = PARTS.indexOf(part);
  const samples = new Float32Array(POINT * answers.length);
  for (const [sample, own] of answers.entries()) {
    samples.set([...placed(own, angle), target(sample), number], POINT * sample);
  }
  return { size: 0, grid: new Float32Array(), samples };
}
