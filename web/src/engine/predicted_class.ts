// SPDX-License-Identifier: Apache-2.0
/** The class that a network means by its outputs; the rules are those of Evaluator::ClassOf in src/training/evaluation.cpp. */
import type { LossId } from "#catalog";
import type { Summary } from "./contract/description.ts";

/** `predictions`: of one sample, as Run.predict gives them. */
export function predictedClass(
  predictions: ArrayLike<number>,
  { classes }: Pick<Summary, "classes">,
  loss: LossId,
): number {
  const numbers = Array.from(predictions);
  if (numbers.length > 1) return numbers.indexOf(Math.max(...numbers));
  const [only = 0] = numbers;
  // A margin has its middle at 0; everything else lies between 0 and 1.
  const threshold = loss === "hinge" || loss === "squared_hinge" ? 0 : 0.5;
  if (classes === 2) return only > threshold ? 1 : 0;
  return Math.min(Math.max(Math.round(only), 0), classes - 1);
}
