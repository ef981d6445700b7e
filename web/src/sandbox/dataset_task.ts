// SPDX-License-Identifier: Apache-2.0
/** `generate(n, random)`: so many points with their classes. */
import { FARTHEST, MAXIMUM_POINTS } from "../data/drawn_points.ts";
import { StudentError } from "./mistake.ts";
import type { Program } from "./program.ts";

export const GENERATE = { name: "generate", call: "generate(n, random)" } as const;
/** As many as have a colour and a shape. */
const MOST_CLASSES = 6;

export interface DatasetTask {
  readonly type: "dataset";
  /** How many points. */
  readonly count: number;
}

export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly target: number;
}

export interface DatasetAnswer {
  readonly type: "dataset";
  readonly points: readonly LabelledPoint[];
}

/** @throws StudentError where a point lies too far away, or a class is none */
export function performDataset(task: DatasetTask, program: Program): Omit<DatasetAnswer, "type"> {
  program.find(GENERATE.name, GENERATE.call);
  const count = Math.min(task.count, MAXIMUM_POINTS);
  const numbers = program.call(GENERATE.name, [count, "random"], { what: "rows", count, width: 3 });
  const points = Array.from({ length: count }, (_, index): LabelledPoint => {
    const [x = 0, y = 0, target = 0] = numbers.subarray(3 * index, 3 * index + 3);
    const isClass = Number.isInteger(target) && target >= 0 && target < MOST_CLASSES;
    if (!isClass) throw new StudentError({ fault: { kind: "row", row: index + 1, why: "class" } });
    if (Math.max(Math.abs(x), Math.abs(y)) > FARTHEST) {
      throw new StudentError({ fault: { kind: "row", row: index + 1, why: "far" } });
    }
    return { x, y, target };
  });
  return { points };
}
