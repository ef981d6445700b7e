// SPDX-License-Identifier: Apache-2.0
/** A small exercise, to be changed by the tests. */

/** A fresh one each time. */
export const plain = () => ({
  version: 1,
  id: "line",
  title: { en: "A line", zh: "一条直线" },
  task: "Fit it.",
  minutes: 5,
  misconception: { zh: "直线要很多参数。" },
  start: {
    data: {
      type: "line",
      samples: 20,
      noise: 0,
      split: { train: 0.5, validation: 0.25, test: 0.25 },
    },
    model: { layers: [{ type: "dense", initializer: "zeros" }] },
    optimizer: { type: "sgd", learning_rate: 0.001 },
    batch_size: "full",
    stop: { steps: 30 },
  },
  may_change: ["optimizer.learning_rate"],
  questions: [
    { kind: "number", id: "slope", ask: "The slope" },
    {
      kind: "choice",
      id: "why",
      ask: "Why?",
      options: [
        { id: "small", text: "The rate is small." },
        { id: "large", text: "The rate is large." },
      ],
    },
  ],
  checks: [
    {
      metric: "train_loss",
      comparison: "at_most",
      value: 0.1,
      seeds: 3,
      passing: 2,
      misses: [
        {
          when: [{ setting: "optimizer.learning_rate", comparison: "below", value: 0.01 }],
          message: "Too short.",
        },
        {
          when: [{ metric: "status", comparison: "is", value: "diverged" }],
          message: "Too long.",
        },
      ],
    },
    { answer: "slope", comparison: "is", value: 2, within: 0.1 },
    { answer: "why", comparison: "is", value: "small", hidden: true },
  ],
  solution: {
    change: { optimizer: { learning_rate: 0.3 } },
    answers: { slope: 2, why: "small" },
  },
});
