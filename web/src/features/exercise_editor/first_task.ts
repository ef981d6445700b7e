// SPDX-License-Identifier: Apache-2.0
/** The task in its plainest words: what the checks ask for that students may know of, and what may be changed. */
import { CHECK, type Check } from "../../exercises/document.ts";
import { faultsOf } from "../../exercises/faults.ts";
import { metricOf } from "../../exercises/metrics.ts";
import type { Labels } from "../../locales/labels.ts";
import { listAt, type Raw } from "./draft.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };

/** Markdown. Questions are asked where they stand, and settings are the solution: neither is told. */
export function firstTask(exercise: Raw, labels: Labels, language: "en" | "zh"): string {
  const words = WORDS[language];
  const asked = listAt(exercise, "checks").flatMap((given) => {
    const { misses: _, label: __, ...bare } = given as Raw;
    if (faultsOf(CHECK, bare).length > 0) return [];
    const check: Check = CHECK.read(bare, "");
    if (!("metric" in check) || check.hidden) return [];
    const names: Readonly<Record<string, string>> = words.words;
    const value =
      typeof check.value === "number" ? String(check.value) : names[String(check.value)];
    const name = metricOf(check.metric).name[language];
    return [words.goal(name, names[check.comparison] ?? "", value ?? String(check.value))];
  });
  const may = listAt(exercise, "may_change").flatMap((place) =>
    typeof place === "string" ? [labels.place(place) || place] : [],
  );
  const freedom = may.length === 0 ? [] : [words.may(may.join(words.comma))];
  return [words.goals, asked.join("\n"), ...freedom].join("\n\n");
}
