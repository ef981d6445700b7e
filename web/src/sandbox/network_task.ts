// SPDX-License-Identifier: Apache-2.0
/**
 * The same `step` on a network: compared at each of the trainer's own steps, and walked by itself on gradients that the trainer has calculated
 * where the code had come to.
 */
import {
  callStep,
  type Difference,
  firstDifference,
  type MadeStep,
  STEP,
} from "./optimizer_task.ts";
import type { Program } from "./program.ts";

export interface NetworkTask {
  readonly type: "network";
  readonly steps: readonly MadeStep[];
}

export interface NetworkAnswer {
  readonly type: "network";
  readonly compared: number;
  readonly first: Difference | undefined;
}

/** What the trainer gives a step. */
export type Given = Pick<MadeStep, "gradient" | "rate">;

/** All steps from the start on: the code is begun anew and has nothing but what it makes of them. */
export interface WalkTask {
  readonly type: "walk";
  readonly start: readonly number[];
  readonly given: readonly Given[];
}

export interface WalkAnswer {
  readonly type: "walk";
  /** Where the last of them leads. */
  readonly at: readonly number[];
}

export function performNetwork(
  { steps }: NetworkTask,
  program: Program,
): Omit<NetworkAnswer, "type"> {
  program.find(STEP.name, STEP.call);
  const first = firstDifference(steps, program);
  return { first, compared: first?.step ?? steps.length };
}

export function performWalk(
  { start, given }: WalkTask,
  program: Program,
): Omit<WalkAnswer, "type"> {
  program.find(STEP.name, STEP.call);
  const at = given.reduce<readonly number[]>(
    (from, one, index) => callStep(program, from, one, index + 1),
    start,
  );
  return { at };
}
