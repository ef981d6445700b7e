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

/** A step of the trainer's: where it begins, with what, and where it leads. */
export interface MadeStep {
  readonly before: readonly number[];
  readonly gradient: readonly number[];
  readonly rate: number;
  readonly ours: readonly number[];
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
  /** Where one more step would lead; undefined beyond every bound. */
  readonly next: Point | undefined;
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

/** One step of the code, of as many parameters as there are. */
export function callStep(
  program: Program,
  parameters: readonly number[],
  { gradient, rate }: Pick<MadeStep, "gradient" | "rate">,
  t: number,
): readonly number[] {
  const given = [parameters, gradient, "state", t, rate] as const;
  const wanted = { what: "numbers", count: parameters.length } as const;
  return [...program.call(STEP.name, given, wanted, { name: "t", value: t })];
}

/** The first number of the code that is further from the trainer's than rounding explains. */
export function firstDifference(
  steps: readonly MadeStep[],
  program: Program,
): Difference | undefined {
  const largest: number[] = [];
  for (const [index, made] of steps.entries()) {
    const { before, gradient, ours } = made;
    const t = index + 1;
    const yours = callStep(program, before, made, t);
    const parameter = ours.findIndex((right, at) => {
      const old = before[at] ?? 0;
      const move = Math.max(largest[at] ?? 0, Math.abs(right - old));
      largest[at] = move;
      return !(Math.abs((yours[at] ?? Number.NaN) - right) <= tolerance(t, old, right, move));
    });
    if (parameter >= 0) return { step: t, parameter, before, gradient, yours, ours };
  }
  return undefined;
}

const listOf = ({ x, y }: Point): number[] => [x, y];

/** @param begin gives the code anew, with a state of its own */
export async function performOptimizer(
  task: OptimizerTask,
  begin: () => Promise<Program>,
): Promise<Omit<OptimizerAnswer, "type">> {
  const ground = testFunction(task.function);
  if (ground === undefined) throw new Error(`There is no test function ${task.function.type}.`);
  const { path: ours, rate } = task;
  const compared = await begin();
  compared.find(STEP.name, STEP.call);
  const made = ours.slice(1).map((to, index): MadeStep => {
    const from = ours[index] ?? to;
    // The trainer rounds its gradient too.
    const gradient = listOf(ground.gradient(from)).map(Math.fround);
    return { before: listOf(from), gradient, rate, ours: listOf(to) };
  });
  const first = firstDifference(made, compared);
  const raced = await begin();
  raced.find(STEP.name, STEP.call);
  const path = race(task, (at, t) => {
    const gradient = listOf(ground.gradient(at));
    const [x = Number.NaN, y = Number.NaN] = callStep(raced, listOf(at), { gradient, rate }, t);
    return { x, y };
  });
  const values = path.map(ground.value);
  // Where it leaves every bound it has no value any more.
  const end = values.findIndex((value) => !Number.isFinite(value));
  const shown = end < 0 ? path.length : end;
  const whole = Math.min(shown, task.steps + 1);
  return {
    compared: first?.step ?? made.length,
    first,
    path: path.slice(0, whole),
    values: values.slice(0, whole),
    next: shown > whole ? path[whole] : undefined,
  };
}

type Step = (at: Point, t: number) => Point;

/** One step further than asked: the next one. */
function race({ path, steps }: OptimizerTask, step: Step): Point[] {
  const [start] = path;
  const own = start === undefined ? [] : [start];
  for (let t = 1; t <= steps + 1; t += 1) {
    const at = own.at(-1);
    if (at === undefined || Math.abs(at.x) > FARTHEST || Math.abs(at.y) > FARTHEST) break;
    own.push(step(at, t));
  }
  return own;
}
