// SPDX-License-Identifier: Apache-2.0
/** What checks look at: what a run has come to, what the document is made of, and how the work was done. */
import type { Part, Text } from "../engine/api.ts";

export interface Metric {
  readonly name: Text;
  /** Of the runs of the checker, one a seed; of the document; or told by who has worked. */
  readonly from: "run" | "document" | "work";
  /** Its values where they are words and no numbers. */
  readonly words?: readonly string[];
  /** What is evaluated for it. */
  readonly part?: Part;
}

const loss = (part: Part, en: string, zh: string): Metric => ({
  name: { en: `${en} loss`, zh: `${zh}损失` },
  from: "run",
  part,
});
const accuracy = (part: Part, en: string, zh: string): Metric => ({
  name: { en: `${en} accuracy`, zh: `${zh}准确率` },
  from: "run",
  part,
});
const r2 = (part: Part, en: string, zh: string): Metric => ({
  name: { en: `R² on the ${en} part`, zh: `${zh}集上的 R²` },
  from: "run",
  part,
});

export const METRICS = {
  train_loss: loss("train", "training", "训练"),
  validation_loss: loss("validation", "validation", "验证"),
  test_loss: loss("test", "test", "测试"),
  train_accuracy: accuracy("train", "training", "训练"),
  validation_accuracy: accuracy("validation", "validation", "验证"),
  test_accuracy: accuracy("test", "test", "测试"),
  train_r2: r2("train", "training", "训练"),
  validation_r2: r2("validation", "validation", "验证"),
  test_r2: r2("test", "test", "测试"),
  /** Validation loss less training loss. */
  generalization_gap: {
    name: { en: "gap (validation loss less training loss)", zh: "泛化差距（验证损失减训练损失）" },
    from: "run",
    part: "train",
  },
  status: {
    name: { en: "end of the run", zh: "训练的结局" },
    from: "run",
    words: ["finished", "diverged"],
  },
  steps: { name: { en: "updates", zh: "更新步数" }, from: "run" },
  epochs: { name: { en: "epochs", zh: "训练轮数" }, from: "run" },
  /** Of all updates together. */
  samples_seen: { name: { en: "samples seen", zh: "看过的样本数" }, from: "run" },
  /** In the first update: the norm of the gradient of the first layer that learns, by that of the last. */
  gradient_ratio: {
    name: {
      en: "gradient of the first layer by that of the last",
      zh: "第一层与最后一层梯度范数之比",
    },
    from: "run",
  },
  parameters: { name: { en: "parameters", zh: "参数个数" }, from: "document" },
  /** Dense and convolutional ones before the last, those within residual blocks too. */
  hidden_layers: { name: { en: "hidden layers", zh: "隐藏层数" }, from: "document" },
  hidden_units: { name: { en: "hidden units", zh: "隐藏神经元数" }, from: "document" },
  /** However many runs it took; a component of another type is one place. */
  places_changed: {
    name: { en: "places that differ from the start", zh: "与起始设置不同的地方" },
    from: "document",
  },
  /** How often the test set was looked at. */
  looks: { name: { en: "looks at the test set", zh: "查看测试集的次数" }, from: "work" },
  runs: { name: { en: "runs", zh: "训练次数" }, from: "work" },
  /** Places of the document that changed from one run to the next: the most at a time. */
  changes: {
    name: { en: "changes from one run to the next", zh: "相邻两次训练之间的改动数" },
    from: "work",
  },
} satisfies Record<string, Metric>;

export type MetricId = keyof typeof METRICS;
export const METRIC_IDS = Object.keys(METRICS) as MetricId[];
export const metricOf = (id: MetricId): Metric => METRICS[id];
