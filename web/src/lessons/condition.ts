// SPDX-License-Identifier: Apache-2.0
/**
 * What has to be so for a step, an exercise or a claim: by its place (`optimizer.learning_rate`, `run.train_loss`, as the embedding
 * protocol names them) what each value is compared with. The page and the tests ask the same.
 */

import { isObject } from "../documents/path.ts";

export interface Comparison {
  readonly equals?: string | number | boolean | null;
  readonly at_least?: number;
  readonly at_most?: number;
}
export type Condition = Readonly<Record<string, Comparison>>;

const KINDS = ["equals", "at_least", "at_most"] as const;

/** @throws Error with a sentence that names what is wrong */
export function readCondition(value: unknown): Condition {
  if (!isObject(value) || Object.keys(value).length === 0) {
    throw new Error('a condition is an object such as {"run.step": {"at_least": 1}}');
  }
  for (const [path, comparison] of Object.entries(value)) readComparison(path, comparison);
  return value as Condition;
}

/** @throws Error with a sentence that names what is wrong */
export function readComparison(path: string, value: unknown): Comparison {
  const entries = isObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) throw new Error(`${path} is compared with nothing`);
  for (const [kind, mark] of entries) {
    if (!(KINDS as readonly string[]).includes(kind)) {
      throw new Error(`${path} is compared by ${kind}; there are ${KINDS.join(", ")}`);
    }
    if (kind !== "equals" && typeof mark !== "number") {
      throw new Error(`${kind} of ${path} is no number`);
    }
  }
  return value as Comparison;
}

export function holds(condition: Condition, valueAt: (path: string) => unknown): boolean {
  return Object.entries(condition).every(([path, comparison]) =>
    compares(comparison, valueAt(path)),
  );
}

const STATUS = "run.status";
const PLAYING = "run.playing";

/** The places that `isDone` looks at. */
export const placesOf = (condition: Condition): readonly string[] => [
  ...Object.keys(condition),
  STATUS,
  PLAYING,
];

/** Whether a task is done: what a run merely passes over while it plays is nothing that somebody has done. */
export function isDone(condition: Condition, valueAt: (path: string) => unknown): boolean {
  const passes = valueAt(PLAYING) === true && valueAt(STATUS) === "ready";
  return !passes && holds(condition, valueAt);
}

export function compares({ equals, at_least, at_most }: Comparison, value: unknown): boolean {
  if (equals !== undefined && value !== equals) return false;
  // A loss that is no number, of a run that has diverged, is neither high nor low.
  if (at_least !== undefined && !(typeof value === "number" && value >= at_least)) return false;
  return !(at_most !== undefined && !(typeof value === "number" && value <= at_most));
}
