// SPDX-License-Identifier: Apache-2.0
/** Formulas of the features x1 and x2, as JavaScript, Python and PyTorch write them alike. */
import type { InputSummary } from "../engine/api.ts";

/** `sine`: the name of the function. Names of columns do not stand in it: they come from strangers. */
export function inputExpression(input: InputSummary, sine: string): string {
  const counted = input.features.map((feature, place) => {
    const name = featureVariable(feature);
    const origin = input.origins[place] ?? 0;
    if (origin === 0) return name;
    return `(${name} ${origin < 0 ? "+" : "-"} ${JSON.stringify(Math.abs(origin))})`;
  });
  const [first = "", second = ""] = counted;
  switch (input.formula) {
    case "feature":
      return featureVariable(input.features[0] ?? 0);
    case "square":
      return `${first} ** 2`;
    case "product":
      return `${first} * ${second}`;
    case "sine":
      return `${sine}(${JSON.stringify(input.frequency)} * ${first})`;
  }
}

const featureVariable = (feature: number) => `x${feature + 1}`;

/** `x1, x2`. */
export const featureVariables = (features: number): string =>
  Array.from({ length: features }, (_, feature) => featureVariable(feature)).join(", ");
