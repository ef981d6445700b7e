// SPDX-License-Identifier: Apache-2.0
/** In which order the exercises of this site are offered: by what they are about, and from the easy to the hard. Each stands here once. */
import type { Text } from "../engine/api.ts";

export interface Topic {
  readonly name: Text;
  /** Ids. */
  readonly exercises: readonly string[];
}

export const TOPICS: readonly Topic[] = [
  {
    name: { en: "First steps", zh: "入门" },
    exercises: ["linear_layers", "xor_by_product", "smallest_circle"],
  },
  {
    name: { en: "The learning rate and the steps", zh: "学习率与步子" },
    exercises: ["largest_rate", "gradient_by_hand", "be_the_optimizer", "batch_size"],
  },
  {
    name: { en: "Networks", zh: "网络" },
    exercises: [
      "all_zero",
      "dead_units",
      "xor_seeds",
      "vanishing_gradient",
      "test_loss_mark",
      "smallest_spiral",
    ],
  },
  {
    name: { en: "Data and generalizing", zh: "数据与泛化" },
    exercises: [
      "one_input_in_thousands",
      "same_rows_twice",
      "delete_the_data",
      "overfit_or_not",
      "early_stopping",
      "too_much_regularization",
      "one_change",
      "sealed_test",
    ],
  },
  {
    name: { en: "Losses and optimizers", zh: "损失与优化器" },
    exercises: ["loss_for_classes", "ravine_momentum", "write_momentum", "adam_or_sgd"],
  },
];

const ORDER = TOPICS.flatMap(({ exercises }) => exercises);

/** In the order of the topics; what stands in none of them comes last. */
export function inOrder<Line extends { readonly id: string }>(lines: readonly Line[]): Line[] {
  const place = (id: string) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  return lines.toSorted((a, b) => place(a.id) - place(b.id));
}

/** The id of the one to go on with; undefined after the last, and for an exercise from elsewhere. */
export const nextAfter = (id: string): string | undefined =>
  ORDER.includes(id) ? ORDER[ORDER.indexOf(id) + 1] : undefined;
