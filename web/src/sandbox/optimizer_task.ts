// SPDX-License-Identifier: Apache-2.0
/**
 * `step(parameters, gradients, state, t, rate)` beside a built-in optimizer on a test function.
 *
 * Compared step by step: at each step the code begins where the trainer's path stands, with the gradient of that place, so that a difference
 * is that of this step and not of all before it; its state is its own from the first step on. Raced: from the same start, each on its own.
 */
import type { Program } from "./program.ts";
import { type FunctionChoice, type Point, testFunction } from "./test_functions.ts";

export const STEP = { name: "step", call: "step(parameters, gradients, state, t, rate)" } as const;

export interface OptimizerTask {
  readonly type: "optimizer";
  readonly function: FunctionChoice;
  readonly rate: number;
  readonly steps: number;
  /** The trainer's, from the start on; shorter than the steps where it diverges. */
  readonly path: readonly Point[];
}

export interface Difference {
  /** From 1. */
  readonly step: number;
  /** By its number, from 0. */
  readonly parameter: number;
  /** Where the step begins, and the gradient there. */
  readonly before: readonly number[];
  readonly gradient: readonly number[];
  /** Where it leads. */
  readonly yours: readonly number[];
  readonly ours: readonly number[];
}

export interface OptimizerAnswer {
  readonly type: "optimizer";
  readonly compared: number;
  readonly first: Difference | undefined;
  /** Of the code alone, from the start until it ends or leaves every bound. */
  readonly path: readonly Point[];
  readonly values: readonly number[];
}

/** Half of the distance between two 32-bit numbers, relative to them: what one rounding does. */
const ROUNDING = 2 ** -24;
/** As in the trainer's descents. */
const FARTHEST = 1e6;

/**
 * How far a right step may lie from the trainer's, which calculates with 32 bits: one rounding of the parameter before and after, eight of
 * the step itself (the constants, the products, the root, the quotient), and four a step of what is remembered since the first, none of them
 * larger than one of the largest move so far. A wrong formula is off by a share of the step instead, thousands of times as much.
 */
export function tolerance(t: number, before: number, after: number, largest: number): number {
  return ROUNDING * (Math.abs(before) + Math.abs(after) + (4 * t + 8) * largest);
}

const listOf = ({ x, y }: Point): number[] => [x, y];

function stepOf(program: Program, at: Point, gradient: readonly number[], t: number, rate: number) {
  const given = [listOf(at), gradient, "state", t, rate] as const;
  const moved = program.call(
    STEP.name,
    given,
    { what: "numbers", count: 2 },
    { name: "t", value: t },
  );
  return { x: moved[0] ?? Number.NaN, y: moved[1] ?? Number.NaN };
}

/** @param begin gives the code anew, with a state of its own */
export async function performOptimizer(
  task: OptimizerTask,
  begin: () => Promise<Program>,
): Promise<Omit<OptimizerAnswer, "type">> {
  const ground = testFunction(task.function);
  if (ground === undefined) throw new Error(`There is no test function ${task.function.type}.`);
  const compared = await begin();
  compared.find(STEP.name, STEP.call);
  // The trainer rounds its gradient too.
  const gradientAt = (at: Point) => listOf(ground.gradient(at)).map(Math.fround);
  const first = firstDifference(task, gradientAt, (at, t) =>
    stepOf(compared, at, gradientAt(at), t, task.rate),
  );
  const raced = await begin();
  raced.find(STEP.name, STEP.call);
  const path = race(task, (at, t) => stepOf(raced, at, listOf(ground.gradient(at)), t, task.rate));
  const values = path.map(ground.value);
  // Where it leaves every bound it has no value any more.
  const end = values.findIndex((value) => !Number.isFinite(value));
  const shown = end < 0 ? path.length : end;
  return {
    compared: first?.step ?? task.path.length - 1,
    first,
    path: path.slice(0, shown),
    values: values.slice(0, shown),
  };
}

type Step = (at: Point, t: number) => Point;

function firstDifference(
  { path }: OptimizerTask,
  gradientAt: (at: Point) => readonly number[],
  step: Step,
): Difference | undefined {
  const largest = [0, 0];
  for (let t = 1; t < path.length; t += 1) {
    const [from, to] = [path[t - 1], path[t]];
    if (from === undefined || to === undefined) break;
    const [before, ours, yours] = [listOf(from), listOf(to), listOf(step(from, t))];
    const parameter = ours.findIndex((right, index) => {
      const old = before[index] ?? 0;
      const move = Math.max(largest[index] ?? 0, Math.abs(right - old));
      largest[index] = move;
      return !(Math.abs((yours[index] ?? Number.NaN) - right) <= tolerance(t, old, right, move));
    });
    if (parameter >= 0) {
      return { step: t, parameter, before, gradient: gradientAt(from), yours, ours };
    }
  }
  return undefined;
}

function race({ path, steps }: OptimizerTask, step: Step): Point[] {
  const [start] = path;
  const own = start === undefined ? [] : [start];
  for (let t = 1; t <= steps; t += 1) {
    const at = own.at(-1);
    if (at === undefined || Math.abs(at.x) > FARTHEST || Math.abs(at.y) > FARTHEST) break;
    own.push(step(at, t));
  }
  return own;
}
