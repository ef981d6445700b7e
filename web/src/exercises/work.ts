// SPDX-License-Identifier: Apache-2.0
/** What a student has done with an exercise: what is checked, and what a receipt carries. */
import { join } from "../documents/path.ts";
import type { ExperimentDocument } from "../engine/api.ts";
import { byWord, list, object } from "./composed_shapes.ts";
import { count, id, number, only, text } from "./plain_shapes.ts";
import { ANSWERS, type Answers } from "./question.ts";
import { may, must, refusal, type Shape, type TypeOf } from "./shape.ts";

/** A receipt tells of so many runs, the newest. */
export const MOST_RUNS = 40;
const POINTS = 60;
export const LONGEST_WHY = 200;
export const LONGEST_SEEN = 400;

/** Several points may stand above one another. */
function fromLeftToRight<T extends readonly (readonly number[])[]>(points: Shape<T>): Shape<T> {
  return {
    schema: points.schema,
    read(value, path) {
      const read = points.read(value, path);
      const back = read.findIndex(([x = 0], index) => x < (read[index - 1]?.[0] ?? x));
      if (back < 0) return read;
      throw refusal(join(path, back), {
        en: "is to the left of the point before it. Give the points from left to right.",
        zh: "在前一点的左边。请从左到右给出各点。",
      });
    },
  };
}

export const PREDICTED = byWord("kind", {
  curve: object({
    kind: must("A curve was drawn.", only("curve")),
    points: must(
      "[epoch, value], from left to right.",
      fromLeftToRight(list(list(number(), { least: 2, most: 2 }), { least: 2, most: POINTS })),
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

/** Of one run so many places are named, and the others counted. */
export const MOST_PLACES = 40;

export const RUN_LINE = object({
  changed: must(
    "Places that differ from the run before.",
    list(text({ most: 120 }), { most: MOST_PLACES }),
  ),
  more: may("So many places besides those that are named.", count(1, 1_000_000)),
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
  left_out: may(
    "Of the oldest runs, where there were more than are told.",
    object({
      runs: must("So many before those that are told.", count(1, 1_000_000)),
      changes: must("The most places that changed before one of them.", count(0, 2_000_000)),
    }),
  ),
};
export type LeftOut = TypeOf<(typeof WORK_PLACES)["left_out"]["shape"]>;

export interface Work {
  /** What is handed in: a whole experiment. */
  readonly document: ExperimentDocument;
  readonly answers?: Answers;
  readonly prediction?: Predicted;
  readonly saw?: string;
  readonly looks: number;
  /** Every run that was begun, the first included. Whoever begins the exercise anew begins with none. */
  readonly runs: readonly RunLine[];
  /** Runs before those, of which no more is known. */
  readonly left_out?: LeftOut;
}

type Runs = Pick<Work, "runs" | "left_out">;

export const runCount = ({ runs, left_out }: Runs): number => runs.length + (left_out?.runs ?? 0);

/** Places that changed from one run to the next, at most. */
export const mostChanges = ({ runs, left_out }: Runs): number =>
  Math.max(left_out?.changes ?? 0, ...runs.map(({ changed, more = 0 }) => changed.length + more));
