// SPDX-License-Identifier: Apache-2.0
/** An exercise as its file says it, version 1: declared here once. What its fields mean together is for read_exercise.ts to say. */
import { METRIC_IDS } from "./metrics.ts";
import {
  bothLanguages,
  byKey,
  byWord,
  count,
  entries,
  experiment,
  id,
  list,
  may,
  must,
  number,
  object,
  only,
  type TypeOf,
  text,
  value,
  word,
} from "./shape.ts";

export const EXERCISE_VERSION = 1;
/** Of a file, in characters. */
export const LONGEST_EXERCISE = 2 ** 18;
export const MOST_SEEDS = 20;
export const MOST_CHECKS = 20;
export const MOST_QUESTIONS = 20;

const STATEMENT = 4_000;
const SENTENCE = 1_000;
const NAME = 120;

const path = text({ most: 120 });

export const COMPARISONS = ["at_most", "at_least", "below", "above", "is"] as const;
export type Comparison = (typeof COMPARISONS)[number];

const compared = {
  comparison: must(
    "How it is compared with `value`; words and answers by `is` alone.",
    word(COMPARISONS),
  ),
  value: must("What it is compared with.", value()),
  within: may("With `is`: numbers may be so far off.", number({ minimum: 0 })),
};
const OF_METRIC = must("What is measured or counted.", word(METRIC_IDS));
const OF_SETTING = must(
  "A place in the experiment, with its defaults: `optimizer.learning_rate`, `model.layers[0].activation`.",
  path,
);
const OF_ANSWER = must("The id of a question.", id());

/** What is or is not so; all checks and the typical mistakes are such conditions. */
export const CONDITION = byKey({
  metric: object({ metric: OF_METRIC, ...compared }),
  setting: object({ setting: OF_SETTING, ...compared }),
  answer: object({ answer: OF_ANSWER, ...compared }),
});
export type Condition = TypeOf<typeof CONDITION>;

const MISS = object({
  when: must(
    "All of these are so; a metric is that of the seed that decides.",
    list(CONDITION, { least: 1, most: 5 }),
  ),
  message: must(
    "What is told then: about the mistake behind it, not about the number.",
    bothLanguages(SENTENCE),
  ),
});

const told = {
  label: may(
    "What the student reads instead of a sentence made of the numbers.",
    bothLanguages(SENTENCE),
  ),
  hidden: may(
    "true: kept for the marking; the student is told only how many there are.",
    only(true),
  ),
  misses: may(
    "What to say of typical mistakes, when the check fails; the first that fits.",
    list(MISS, { most: 10 }),
  ),
};
export const CHECK = byKey({
  metric: object({
    metric: OF_METRIC,
    ...compared,
    seeds: may(
      "It is measured with so many seeds: that of the experiment and those after it. The default is 1.",
      count(1, MOST_SEEDS),
    ),
    passing: may("With so many of them it must be so; the default is all.", count(1, MOST_SEEDS)),
    ...told,
  }),
  setting: object({ setting: OF_SETTING, ...compared, ...told }),
  answer: object({ answer: OF_ANSWER, ...compared, ...told }),
});
export type Check = TypeOf<typeof CHECK>;

const OPTION = object({
  id: must("Its name in the file.", id()),
  text: must("What it says.", bothLanguages(SENTENCE)),
  sketch: may(
    "Curves to be drawn with it, such as training and validation: each a list of [x, y] from left to right, both from 0 to 1.",
    list(
      list(list(number({ minimum: 0, maximum: 1 }), { least: 2, most: 2 }), { least: 2, most: 50 }),
      { least: 1, most: 3 },
    ),
  ),
});
export type Option = TypeOf<typeof OPTION>;
const OPTIONS = list(OPTION, { least: 2, most: 8 });

const ASK = must("The question.", bothLanguages(SENTENCE));
const CHANGE = may(
  "What is changed in the start for it, as a merge patch (RFC 7396).",
  experiment(),
);
const BECAUSE = may("Shown after the run, beside the outcome.", bothLanguages(SENTENCE));

export const CURVES = [
  "train_loss",
  "validation_loss",
  "train_accuracy",
  "validation_accuracy",
] as const;

/** Locked before the first run. */
export const PREDICTION = byWord("kind", {
  curve: object({
    kind: must("Draw the curve that you expect.", only("curve")),
    ask: ASK,
    metric: must("Of what.", word(CURVES)),
    near: must("The mean distance up to which it counts as right.", number({ minimum: 0 })),
    change: CHANGE,
    because: BECAUSE,
  }),
  point: object({
    kind: must(
      "Where are the parameters after so many updates? Of a model of one or two.",
      only("point"),
    ),
    ask: ASK,
    steps: must("So many updates.", count(1, 100_000)),
    near: must("The distance up to which it counts as right.", number({ minimum: 0 })),
    change: CHANGE,
    because: BECAUSE,
  }),
  choice: object({
    kind: must("Choose one of several, with sketches or without.", only("choice")),
    ask: ASK,
    options: must("To choose from.", OPTIONS),
    right: must("The id of what comes.", id()),
    change: CHANGE,
    because: BECAUSE,
  }),
});
export type Prediction = TypeOf<typeof PREDICTION>;

const QUESTION = byWord("kind", {
  number: object({
    kind: must("A number is typed.", only("number")),
    id: must("Its name, for checks.", id()),
    ask: ASK,
  }),
  choice: object({
    kind: must("One of several is chosen.", only("choice")),
    id: must("Its name, for checks.", id()),
    ask: ASK,
    options: must("To choose from.", OPTIONS),
  }),
});
export type Question = TypeOf<typeof QUESTION>;

export const ANSWERS = entries(value(), MOST_QUESTIONS);
export type Answers = TypeOf<typeof ANSWERS>;

export const EXERCISE = object({
  $schema: may("For editors: the address of this schema.", text({ most: 500 })),
  version: must("Of this form.", only(EXERCISE_VERSION)),
  id: must("Its name, which receipts bear: small letters, digits and _.", id()),
  title: must("In a few words.", bothLanguages(NAME)),
  task: must("What is to be done, as Markdown.", bothLanguages(STATEMENT)),
  minutes: must("How long it takes most students.", count(1, 600)),
  misconception: must("For the teacher: what students who fail believe.", bothLanguages(SENTENCE)),
  source: may("Where it comes from.", text({ most: 500 })),
  start: must("The experiment that everybody begins with.", experiment()),
  may_change: must(
    "Places that students may change, with all that lies in them: `optimizer.learning_rate`, `model.layers`. All others stay as they are; `arithmetic` is free.",
    list(path, { most: 40 }),
  ),
  limits: may(
    "What is refused, unchecked.",
    object({
      parameters: may("At most so many.", count(1, 10_000_000)),
      epochs: may("At most so many are asked for.", count(1, 100_000)),
      steps: may("At most so many are asked for.", count(1, 10_000_000)),
      runs: may("At most so many tries.", count(1, 1_000)),
    }),
  ),
  prediction: may("What is asked before the first run.", PREDICTION),
  questions: may("What is asked besides.", list(QUESTION, { most: MOST_QUESTIONS })),
  hints: may("Given one after the other.", list(bothLanguages(SENTENCE), { most: 10 })),
  checks: must("What must be so in the end.", list(CHECK, { least: 1, most: MOST_CHECKS })),
  solution: must(
    "One that passes, for teacher and tests.",
    object({
      change: may("What it changes in the start, as a merge patch (RFC 7396).", experiment()),
      answers: may("Answers by the id of their question.", ANSWERS),
      looks: may("Looks at the test set; the default is none.", count(0, 100)),
      because: may("Why it works.", bothLanguages(STATEMENT)),
    }),
  ),
});
export type Exercise = TypeOf<typeof EXERCISE>;

/** What the list of the site's exercises tells of one. */
export type ExerciseLine = Pick<Exercise, "id" | "title" | "minutes">;
