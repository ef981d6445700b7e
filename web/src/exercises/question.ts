// SPDX-License-Identifier: Apache-2.0
/** What an exercise asks for besides checks: the kinds of questions, what may be chosen, and the answers. */
import { SUBJECTS } from "../sandbox/subjects.ts";
import { byWord, entries, list, object } from "./composed_shapes.ts";
import { experiment } from "./experiment_shape.ts";
import { bothLanguages, id, number, only, text, value, word } from "./plain_shapes.ts";
import { may, must, type TypeOf } from "./shape.ts";

export const MOST_QUESTIONS = 20;
/** Of what is told in a sentence or two. */
export const SENTENCE = 1_000;
/** Of code that is handed in, in letters: a receipt of 4,096 has room for it beside all else. */
export const LONGEST_CODE = 1_500;

export const SKETCH = list(
  list(list(number({ minimum: 0, maximum: 1 }), { least: 2, most: 2 }), { least: 2, most: 50 }),
  { least: 1, most: 3 },
);
export type Sketch = TypeOf<typeof SKETCH>;

export const OPTION_PLACES = {
  id: must({ en: "Its name in the file.", zh: "在文件中的名称。" }, id()),
  text: must({ en: "What it says.", zh: "选项的文字。" }, bothLanguages(SENTENCE)),
  sketch: may(
    {
      en: "Curves to be drawn with it, such as training and validation: each a list of [x, y] from left to right, both from 0 to 1.",
      zh: "随选项画出的曲线（如训练和验证）：每条是从左到右的 [x, y]，取值都在 0 到 1 之间。",
    },
    SKETCH,
  ),
};
const OPTION = object(OPTION_PLACES);
export type Option = TypeOf<typeof OPTION>;
export const FEW = { least: 2, most: 8 };
const OPTIONS = list(OPTION, FEW);

export const ASK = must({ en: "The question.", zh: "问题。" }, bothLanguages(SENTENCE));
export const QUESTION = byWord("kind", {
  number: object({
    kind: must({ en: "A number is typed.", zh: "填一个数。" }, only("number")),
    id: must({ en: "Its name, for checks.", zh: "名称，供检查使用。" }, id()),
    ask: ASK,
  }),
  choice: object({
    kind: must({ en: "One of several is chosen.", zh: "从几个选项中选一个。" }, only("choice")),
    id: must({ en: "Its name, for checks.", zh: "名称，供检查使用。" }, id()),
    ask: ASK,
    options: must({ en: "To choose from.", zh: "可选项。" }, OPTIONS),
  }),
  code: object({
    kind: must(
      { en: "A few lines of JavaScript are written.", zh: "写几行 JavaScript 代码。" },
      only("code"),
    ),
    id: must({ en: "Its name, for checks.", zh: "名称，供检查使用。" }, id()),
    ask: ASK,
    write: must(
      {
        en: "What is written, with the functions of Write it yourself: `step`, `schedule`, `activation` and `derivative`, `loss` and `gradient`, or `generate`.",
        zh: "写什么，函数与“自己动手写”相同：`step`、`schedule`、`activation` 和 `derivative`、`loss` 和 `gradient`，或 `generate`。",
      },
      word(SUBJECTS),
    ),
    like: may(
      {
        en: 'What of the trainer\'s it is to agree with, as a document names it: `{"type": "momentum"}`. Data have nothing to agree with: any points of two classes or more count as `agrees`.',
        zh: '要与训练器的什么一致，写法与文档相同：`{"type": "momentum"}`。数据没有可比较的对象：只要有两个或更多类别就算 `agrees`。',
      },
      experiment(),
    ),
    on: may(
      {
        en: "Of a step: the test function that it goes down on. The default is `ravine`.",
        zh: "对优化器的一步：在哪个测试函数上下降。默认 `ravine`。",
      },
      id(),
    ),
    begin: must(
      { en: "What stands in the editor at first.", zh: "编辑器中最初的代码。" },
      bothLanguages(LONGEST_CODE),
    ),
    slips: may(
      {
        en: "Code with a typical mistake in it. What is written counts as this mistake where the same number differs first, and in the same way.",
        zh: "含有典型错误的代码。如果学生的代码最先不同的数与它相同，就算犯了这个错误。",
      },
      list(
        object({
          id: must({ en: "Its name, for misses.", zh: "名称，供 misses 使用。" }, id()),
          code: must(
            { en: "The code with the mistake.", zh: "含有错误的代码。" },
            text({ most: LONGEST_CODE }),
          ),
        }),
        { most: 8 },
      ),
    ),
  }),
});
export type Question = TypeOf<typeof QUESTION>;
export type CodeQuestion = Extract<Question, { kind: "code" }>;

export const ANSWERS = entries(value(LONGEST_CODE), MOST_QUESTIONS);
export type Answers = TypeOf<typeof ANSWERS>;
