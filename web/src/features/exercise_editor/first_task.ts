// SPDX-License-Identifier: Apache-2.0
/** The task in its plainest words: what the checks ask for that students may know of, and what may be changed. */
import { metricOf } from "../../exercises/metrics.ts";
import type { Labels } from "../../locales/labels.ts";
import { checkIn, listAt, type Raw } from "./draft.ts";
import { editorWords } from "./words.ts";

/** Markdown. Questions are asked where they stand, and settings are the solution: neither is told. */
export function firstTask(exercise: Raw, labels: Labels, language: "en" | "zh"): string {
  const words = editorWords(language);
  const asked = listAt(exercise, "checks").flatMap((given) => {
    const check = checkIn(given);
    if (check === undefined || !("metric" in check) || check.hidden) return [];
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
