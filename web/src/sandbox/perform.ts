// SPDX-License-Identifier: Apache-2.0
/** One piece of code on one task, from its text to what is found: plain values on both sides, so that it can be done in a worker. */
import { type CurveAnswer, type CurveTask, performCurve } from "./curve_tasks.ts";
import { type DatasetAnswer, type DatasetTask, performDataset } from "./dataset_task.ts";
import { LIMITS } from "./limits.ts";
import type { MachineRoom } from "./machine.ts";
import { type Mistake, StudentError } from "./mistake.ts";
import {
  type NetworkAnswer,
  type NetworkTask,
  performNetwork,
  performWalk,
  type WalkAnswer,
  type WalkTask,
} from "./network_task.ts";
import { type OptimizerAnswer, type OptimizerTask, performOptimizer } from "./optimizer_task.ts";
import { Program } from "./program.ts";
import { performSchedule, type ScheduleAnswer, type ScheduleTask } from "./schedule_task.ts";

export type Task = OptimizerTask | NetworkTask | WalkTask | CurveTask | ScheduleTask | DatasetTask;
export type Answer =
  | OptimizerAnswer
  | NetworkAnswer
  | WalkAnswer
  | CurveAnswer
  | ScheduleAnswer
  | DatasetAnswer;

export interface Performance {
  /** One of them is there. */
  readonly answer?: Answer;
  readonly mistake?: Mistake;
  readonly logged: readonly string[];
}

export async function perform(
  room: MachineRoom,
  code: string,
  task: Task,
  limits = LIMITS,
): Promise<Performance> {
  let program: Program | undefined;
  const begin = async () => {
    const begun = await Program.open(room, code, 1, limits);
    // What is compared first is what is logged.
    program ??= begun;
    return begun;
  };
  try {
    const answer = await answerOf(task, begin);
    return { answer, logged: program?.logged() ?? [] };
  } catch (error) {
    if (!(error instanceof StudentError)) throw error;
    return { mistake: error.mistake, logged: program?.logged() ?? [] };
  }
}

async function answerOf(task: Task, begin: () => Promise<Program>): Promise<Answer> {
  switch (task.type) {
    case "optimizer":
      return { type: "optimizer", ...(await performOptimizer(task, begin)) };
    case "network":
      return { type: "network", ...performNetwork(task, await begin()) };
    case "walk":
      return { type: "walk", ...performWalk(task, await begin()) };
    case "activation":
    case "loss":
      return { type: task.type, ...performCurve(task, await begin()) };
    case "schedule":
      return { type: "schedule", ...performSchedule(task, await begin()) };
    case "dataset":
      return { type: "dataset", ...performDataset(task, await begin()) };
  }
}
