// SPDX-License-Identifier: Apache-2.0
/** What students' code is compared with, and on what: the same wherever code is written. */
import type { Kind } from "../engine/api.ts";
import {
  type Chosen,
  COMPARED_LOSSES,
  COMPARED_OPTIMIZERS,
  COMPARED_SCHEDULES,
} from "./reference.ts";
import type { Subject } from "./subjects.ts";

/** Where momentum shows, and long enough to see what it does. */
export const GROUND = "ravine";
export const STEPS = 100;
export const SCHEDULED_RATE = 0.1;
export const POINTS = 200;

/** Of the catalog. */
export interface Compared {
  readonly kind: Kind;
  /** Where nothing is named. */
  readonly first: string;
  /** What the starter is to become. */
  readonly asked: string;
  /** Of the kind; without it all of them. */
  readonly among?: readonly string[];
}

/** Data are compared with nothing. */
export const COMPARED: Readonly<Record<Exclude<Subject, "dataset">, Compared>> = {
  optimizer: { kind: "optimizer", first: "sgd", asked: "momentum", among: COMPARED_OPTIMIZERS },
  schedule: { kind: "schedule", first: "cosine", asked: "cosine", among: COMPARED_SCHEDULES },
  activation: { kind: "activation", first: "relu", asked: "leaky_relu" },
  loss: { kind: "loss", first: "mse", asked: "huber", among: COMPARED_LOSSES },
};

/** Of these the numbers of the catalog are made for longer runs. */
const SCHEDULES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  step: { step_size: 30, gamma: 0.5 },
  multistep: { milestones: [30, 60], gamma: 0.1 },
  exponential: { gamma: 0.97 },
  cosine_warm_restarts: { t_0: 25 },
  linear_warmup: { warmup_steps: 20 },
};

/** One of these, with the numbers that show within so many steps what it does. */
export const shortened = (subject: Subject, type: string): Chosen => ({
  ...(subject === "schedule" ? SCHEDULES[type] : {}),
  type,
});
