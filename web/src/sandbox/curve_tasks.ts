// SPDX-License-Identifier: Apache-2.0
/**
 * Functions of one number with a derivative that is worked out beside them: an activation, and a loss of one output. First the derivative is
 * compared with differences of the function, then the function with the built-in one, where there is one of that name.
 */
import { agrees, slopeAt } from "./derivative.ts";
import type { Program } from "./program.ts";

export const ACTIVATION = { name: "activation", call: "activation(x)" } as const;
export const DERIVATIVE = { name: "derivative", call: "derivative(x)" } as const;
export const LOSS = { name: "loss", call: "loss(output, target)" } as const;
export const GRADIENT = { name: "gradient", call: "gradient(output, target)" } as const;

/** Where it is looked at; of a loss with its target. */
export interface CurvePoint {
  readonly x: number;
  readonly target?: number;
}

export interface CurveTask {
  readonly type: "activation" | "loss";
  readonly points: readonly CurvePoint[];
  /** Of the built-in one at these points. */
  readonly ours: readonly number[] | undefined;
}

export interface CurveDifference {
  readonly what: "derivative" | "value";
  readonly point: CurvePoint;
  readonly yours: number;
  /** Of a derivative what the differences say. */
  readonly ours: number;
}

export interface CurveAnswer {
  readonly type: CurveTask["type"];
  readonly first: CurveDifference | undefined;
  readonly values: readonly number[];
  readonly slopes: readonly number[];
}

/**
 * The trainer calculates activations with 32 bits, by series whose last digits are off by a few roundings of the result, or of the argument where
 * the function takes it apart (beyond 8 all of them are flat, or straight).
 */
const tolerance = (x: number, ours: number): number =>
  8 * 2 ** -24 * (Math.abs(ours) + Math.min(Math.abs(x), 8));

export function performCurve(task: CurveTask, program: Program): Omit<CurveAnswer, "type"> {
  const [f, df] = task.type === "loss" ? [LOSS, GRADIENT] : [ACTIVATION, DERIVATIVE];
  program.find(f.name, f.call);
  program.find(df.name, df.call);
  const asked = (name: string, { x, target }: CurvePoint) =>
    program.number(name, target === undefined ? [x] : [x, target], {
      name: target === undefined ? "x" : "output",
      value: x,
    });
  const values = task.points.map((point) => asked(f.name, point));
  const slopes = task.points.map((point) => asked(df.name, point));
  const slope = slopeDifference(task, slopes, (point) => asked(f.name, point));
  return { first: slope ?? valueDifference(task, values), values, slopes };
}

function slopeDifference(
  { points }: CurveTask,
  slopes: readonly number[],
  f: (point: CurvePoint) => number,
): CurveDifference | undefined {
  for (const [index, point] of points.entries()) {
    const yours = slopes[index] ?? Number.NaN;
    const slope = slopeAt((x) => f({ ...point, x }), point.x);
    if (agrees(yours, slope)) continue;
    const ours = Math.min(Math.max(yours, slope.low), slope.high);
    return { what: "derivative", point, yours, ours };
  }
  return undefined;
}

function valueDifference(
  { points, ours }: CurveTask,
  values: readonly number[],
): CurveDifference | undefined {
  for (const [index, point] of points.entries()) {
    const [yours, other] = [values[index] ?? Number.NaN, ours?.[index]];
    if (other === undefined || Math.abs(yours - other) <= tolerance(point.x, other)) continue;
    return { what: "value", point, yours, ours: other };
  }
  return undefined;
}
