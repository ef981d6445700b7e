// SPDX-License-Identifier: Apache-2.0
/** What a network is fed: the features, or formulas of them. */
import type { InputSummary, Summary } from "./contract/description.ts";

/** Of those that may be chosen, what the network is fed; empty where there is no choice. */
export const chosenInputs = ({ inputs = [] }: Pick<Summary, "inputs">): readonly InputSummary[] =>
  inputs.filter(({ chosen }) => chosen);

/** In their order; undefined where the network is fed the features as they are. */
export function inputFormulas(
  summary: Pick<Summary, "inputs" | "features">,
): readonly InputSummary[] | undefined {
  const chosen = chosenInputs(summary);
  const isPlain =
    chosen.length === summary.features && chosen.every(({ formula }) => formula === "feature");
  return chosen.length === 0 || isPlain ? undefined : chosen;
}

/** How many numbers of a sample enter the network. */
export const inputCount = (summary: Pick<Summary, "inputs" | "features">): number =>
  inputFormulas(summary)?.length ?? summary.features;

/** One name an input: that of its feature, or its formula. */
export const inputNames = (
  summary: Pick<Summary, "inputs" | "features" | "feature_names">,
): readonly string[] => inputFormulas(summary)?.map(({ name }) => name) ?? summary.feature_names;

/** What an input is of a sample with these features (src/datasets/input_formulas.cpp): for pictures of it. */
export function inputValue(
  { formula, features, origins, frequency }: InputSummary,
  sample: readonly number[],
): number {
  const value = (place: number) => sample[features[place] ?? 0] ?? 0;
  const counted = (place: number) => value(place) - (origins[place] ?? 0);
  switch (formula) {
    case "feature":
      return value(0);
    case "square":
      return counted(0) ** 2;
    case "product":
      return counted(0) * counted(1);
    case "sine":
      return Math.sin(frequency * counted(0));
  }
}
