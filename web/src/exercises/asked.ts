// SPDX-License-Identifier: Apache-2.0
/** What a check asks for, with what it leaves out. */
import type { Check, Condition } from "./document.ts";
import { metricOf } from "./metrics.ts";

/** Measured with so many seeds, it must be so with `passing` of them; what is the same with every seed is looked at once. */
export function seedsOf(check: Check): { readonly seeds: number; readonly passing: number } {
  if (!("metric" in check)) return { seeds: 1, passing: 1 };
  const { seeds = 1, passing = seeds } = check;
  return { seeds, passing };
}

/** Whether it has to be trained for it. */
export const isOfRun = (condition: Condition): boolean =>
  "metric" in condition && metricOf(condition.metric).from === "run";

/** The check itself, and those of the typical mistakes. */
export const conditionsIn = (check: Check): readonly Condition[] => [
  check,
  ...(check.misses ?? []).flatMap(({ when }) => when),
];
