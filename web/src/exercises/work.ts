// SPDX-License-Identifier: Apache-2.0
/** What a student has done with an exercise: what is checked, and what a receipt carries. */
import type { ExperimentDocument } from "../engine/api.ts";
import { ANSWERS, type Answers } from "./document.ts";
import {
  byWord,
  count,
  id,
  list,
  may,
  must,
  number,
  object,
  only,
  type TypeOf,
  text,
} from "./shape.ts";

/** A receipt tells of so many runs, the newest. */
export const MOST_RUNS = 40;
const POINTS = 60;
export const LONGEST_WHY = 200;
export const LONGEST_SEEN = 400;

export const PREDICTED = byWord("kind", {
  curve: object({
    kind: must("A curve was drawn.", only("curve")),
    points: must(
      "[epoch, value], from left to right.",
      list(list(number(), { least: 2, most: 2 }), { least: 2, most: POINTS }),
    ),
  }),
  point: object({
    kind: must("A point was set.", only("point")),
    at: must("The parameters, one or two.", list(number(), { least: 1, most: 2 })),
  }),
  choice: object({
    kind: must("An option was chosen.", only("choice")),
    option: must("Its id.", id()),
  }),
});
export type Predicted = TypeOf<typeof PREDICTED>;

export const RUN_LINE = object({
  changed: must("Places that differ from the run before.", list(text({ most: 120 }), { most: 40 })),
  why: may("In the student's words.", text({ most: LONGEST_WHY })),
});
export type RunLine = TypeOf<typeof RUN_LINE>;

/** The fields of it that a receipt has as they are. */
export const WORK_PLACES = {
  answers: may("By the id of their question.", ANSWERS),
  prediction: may("Made before the first run.", PREDICTED),
  saw: may("What was seen, in the student's words.", text({ most: LONGEST_SEEN })),
  looks: must("How often the test set was looked at.", count(0, 1_000_000)),
  runs: must("One after the other.", list(RUN_LINE, { most: MOST_RUNS })),
};

export interface Work {
  /** What is handed in: a whole experiment. */
  readonly document: ExperimentDocument;
  readonly answers?: Answers;
  readonly prediction?: Predicted;
  readonly saw?: string;
  readonly looks: number;
  /** Every run that was begun, the first included. */
  readonly runs: readonly RunLine[];
}
