// SPDX-License-Identifier: Apache-2.0
/** An exercise as its file says it, version 1: declared here once. What its fields mean together is for read_exercise.ts to say. */

import { byKey, byWord, list, object } from "./composed_shapes.ts";
import { experiment } from "./experiment_shape.ts";
import { METRIC_IDS } from "./metrics.ts";
import { bothLanguages, count, id, number, only, text, value, word } from "./plain_shapes.ts";
import {
  ANSWERS,
  ASK,
  FEW,
  MOST_QUESTIONS,
  OPTION_PLACES,
  QUESTION,
  SENTENCE,
} from "./question.ts";
import { may, must, type TypeOf } from "./shape.ts";

export const EXERCISE_VERSION = 1;
/** Of a file, in characters. */
export const LONGEST_EXERCISE = 2 ** 18;
/** Of its file, in bytes: a letter of another script is up to three of them. */
export const LARGEST_EXERCISE_FILE = 3 * LONGEST_EXERCISE;
export const MOST_SEEDS = 20;
export const MOST_CHECKS = 20;

const STATEMENT = 4_000;
const NAME = 120;

const path = text({ most: 120 });

export const COMPARISONS = ["at_most", "at_least", "below", "above", "is"] as const;
export type Comparison = (typeof COMPARISONS)[number];

const compared = {
  comparison: must(
    {
      en: "How it is compared with `value`; words and answers by `is` alone.",
      zh: "怎样与 `value` 比较；文字和答案只能用 `is`。",
    },
    word(COMPARISONS),
  ),
  value: must({ en: "What it is compared with.", zh: "与什么比较。" }, value()),
  within: may(
    { en: "With `is`: numbers may be so far off.", zh: "用 `is` 时：数值允许的误差。" },
    number({ minimum: 0 }),
  ),
};
const OF_METRIC = must(
  { en: "What is measured or counted.", zh: "测量或统计的量。" },
  word(METRIC_IDS),
);
const OF_SETTING = must(
  {
    en: "A place in the experiment, with its defaults: `optimizer.learning_rate`, `model.layers[0].activation`.",
    zh: "实验中的位置（含默认值），如 `optimizer.learning_rate`、`model.layers[0].activation`。",
  },
  path,
);
const OF_ANSWER = must({ en: "The id of a question.", zh: "问题的名称。" }, id());

/** What is or is not so; all checks and the typical mistakes are such conditions. */
export const CONDITION = byKey({
  metric: object({ metric: OF_METRIC, ...compared }),
  setting: object({ setting: OF_SETTING, ...compared }),
  answer: object({ answer: OF_ANSWER, ...compared }),
});
export type Condition = TypeOf<typeof CONDITION>;

const MISS = object({
  when: must(
    {
      en: "All of these are so; a metric is that of the seed that decides.",
      zh: "这些条件全部成立；指标取起决定作用的那个种子的值。",
    },
    list(CONDITION, { least: 1, most: 5 }),
  ),
  message: must(
    {
      en: "What is told then: about the mistake behind it, not about the number.",
      zh: "这时告诉学生的话：说错在哪里，而不是说数值差多少。",
    },
    bothLanguages(SENTENCE),
  ),
});

const told = {
  label: may(
    {
      en: "What the student reads instead of a sentence made of the numbers.",
      zh: "代替由数字生成的句子，给学生看的话。",
    },
    bothLanguages(SENTENCE),
  ),
  hidden: may(
    {
      en: "true: kept for the marking; the student is told only how many there are.",
      zh: "留到批改时再查；学生只知道有几项。",
    },
    only(true),
  ),
  misses: may(
    {
      en: "What to say of typical mistakes, when the check fails; the first that fits.",
      zh: "检查未通过时，对典型错误说什么；取第一条符合的。",
    },
    list(MISS, { most: 10 }),
  ),
};
export const CHECK = byKey({
  metric: object({
    metric: OF_METRIC,
    ...compared,
    seeds: may(
      {
        en: "It is measured with so many seeds: that of the experiment and those after it. The default is 1.",
        zh: "用多少个种子测量：实验的种子以及其后的几个。默认 1 个。",
      },
      count(1, MOST_SEEDS),
    ),
    passing: may(
      {
        en: "With so many of them it must be so; the default is all.",
        zh: "其中至少多少个要达到；默认全部。",
      },
      count(1, MOST_SEEDS),
    ),
    ...told,
  }),
  setting: object({ setting: OF_SETTING, ...compared, ...told }),
  answer: object({ answer: OF_ANSWER, ...compared, ...told }),
});
export type Check = TypeOf<typeof CHECK>;

/** What is so of the run where this is what comes. */
const FORETOLD = object({
  ...OPTION_PLACES,
  when: may(
    {
      en: "For the author: all of this is so of the run where it comes as this option says. Then the run itself tells whether the right one is right; students see nothing of it.",
      zh: "给出题人：如果结果正如这个选项所说，训练应当满足的全部条件。这样就能由训练本身核对答案；学生看不到。",
    },
    list(object({ metric: OF_METRIC, ...compared }), { least: 1, most: 5 }),
  ),
});

const CHANGE = may(
  {
    en: "What is changed in the start for it, as a merge patch (RFC 7396).",
    zh: "为它在起始实验上做的改动，合并补丁格式（RFC 7396）。",
  },
  experiment(),
);
const BECAUSE = may(
  { en: "Shown after the run, beside the outcome.", zh: "训练之后与结果一起显示。" },
  bothLanguages(SENTENCE),
);

export const CURVES = [
  "train_loss",
  "validation_loss",
  "train_accuracy",
  "validation_accuracy",
] as const;

/** Locked before the first run. */
export const PREDICTION = byWord("kind", {
  curve: object({
    kind: must({ en: "Draw the curve that you expect.", zh: "画出你预想的曲线。" }, only("curve")),
    ask: ASK,
    metric: must({ en: "Of what.", zh: "画什么量。" }, word(CURVES)),
    near: must(
      { en: "The mean distance up to which it counts as right.", zh: "平均相差多少以内算对。" },
      number({ minimum: 0 }),
    ),
    change: CHANGE,
    because: BECAUSE,
  }),
  point: object({
    kind: must(
      {
        en: "Where are the parameters after so many updates? Of a model of one or two.",
        zh: "更新若干步之后参数在哪里？只用于有一两个参数的模型。",
      },
      only("point"),
    ),
    ask: ASK,
    steps: must({ en: "So many updates.", zh: "更新多少步。" }, count(1, 100_000)),
    near: must(
      { en: "The distance up to which it counts as right.", zh: "相差多少以内算对。" },
      number({ minimum: 0 }),
    ),
    change: CHANGE,
    because: BECAUSE,
  }),
  choice: object({
    kind: must(
      {
        en: "Choose one of several, with sketches or without.",
        zh: "从几个选项中选一个，可带草图。",
      },
      only("choice"),
    ),
    ask: ASK,
    options: must({ en: "To choose from.", zh: "可选项。" }, list(FORETOLD, FEW)),
    right: must({ en: "The id of what comes.", zh: "实际结果对应的选项名称。" }, id()),
    change: CHANGE,
    because: BECAUSE,
  }),
});
export type Prediction = TypeOf<typeof PREDICTION>;
export type ChoicePrediction = Extract<Prediction, { kind: "choice" }>;

export const EXERCISE = object({
  $schema: may(
    { en: "For editors: the address of this schema.", zh: "供编辑器使用：本格式说明的地址。" },
    text({ most: 500 }),
  ),
  version: must({ en: "Of this form.", zh: "本格式的版本。" }, only(EXERCISE_VERSION)),
  id: must(
    {
      en: "Its name, which receipts bear: small letters, digits and _.",
      zh: "名称，会写进凭据：小写字母、数字和 _。",
    },
    id(),
  ),
  title: must({ en: "In a few words.", zh: "几个字。" }, bothLanguages(NAME)),
  task: must(
    { en: "What is to be done, as Markdown.", zh: "要做什么，可用 Markdown。" },
    bothLanguages(STATEMENT),
  ),
  minutes: must(
    { en: "How long it takes most students.", zh: "多数学生需要多久。" },
    count(1, 600),
  ),
  misconception: must(
    {
      en: "For the teacher: what students who fail believe.",
      zh: "给教师看：做不出来的学生是怎么想的。",
    },
    bothLanguages(SENTENCE),
  ),
  source: may({ en: "Where it comes from.", zh: "出处。" }, text({ most: 500 })),
  start: must(
    { en: "The experiment that everybody begins with.", zh: "所有人从这个实验开始。" },
    experiment(),
  ),
  may_change: must(
    {
      en: "Places that students may change, with all that lies in them: `optimizer.learning_rate`, `model.layers`. All others stay as they are; `arithmetic` is free.",
      zh: "学生可以改动的位置，连同其中的一切，如 `optimizer.learning_rate`、`model.layers`。其余保持不变；`arithmetic` 不限。",
    },
    list(path, { most: 40 }),
  ),
  limits: may(
    { en: "What is refused, unchecked.", zh: "超出即拒绝，不再检查。" },
    object({
      parameters: may({ en: "At most so many.", zh: "最多这么多。" }, count(1, 10_000_000)),
      epochs: may(
        { en: "At most so many are asked for.", zh: "最多要求这么多。" },
        count(1, 100_000),
      ),
      steps: may(
        { en: "At most so many are asked for.", zh: "最多要求这么多。" },
        count(1, 10_000_000),
      ),
      runs: may({ en: "At most so many tries.", zh: "最多尝试这么多次。" }, count(1, 1_000)),
    }),
  ),
  prediction: may(
    { en: "What is asked before the first run.", zh: "第一次训练之前要问的。" },
    PREDICTION,
  ),
  questions: may(
    { en: "What is asked besides.", zh: "另外要问的。" },
    list(QUESTION, { most: MOST_QUESTIONS }),
  ),
  hints: may(
    { en: "Given one after the other.", zh: "依次给出。" },
    list(bothLanguages(SENTENCE), { most: 10 }),
  ),
  checks: must(
    { en: "What must be so in the end.", zh: "最后必须达到的。" },
    list(CHECK, { least: 1, most: MOST_CHECKS }),
  ),
  solution: must(
    { en: "One that passes, for teacher and tests.", zh: "能通过的一种做法，供教师和测试使用。" },
    object({
      change: may(
        {
          en: "What it changes in the start, as a merge patch (RFC 7396).",
          zh: "在起始实验上改了什么，合并补丁格式（RFC 7396）。",
        },
        experiment(),
      ),
      answers: may(
        { en: "Answers by the id of their question.", zh: "按问题名称给出的答案。" },
        ANSWERS,
      ),
      looks: may(
        { en: "Looks at the test set; the default is none.", zh: "查看测试集的次数；默认不看。" },
        count(0, 100),
      ),
      because: may({ en: "Why it works.", zh: "为什么可行。" }, bothLanguages(STATEMENT)),
    }),
  ),
});
export type Exercise = TypeOf<typeof EXERCISE>;

/** What the list of the site's exercises tells of one. */
export type ExerciseLine = Pick<Exercise, "id" | "title" | "minutes">;
