// SPDX-License-Identifier: Apache-2.0
/** Several kept runs side by side: the settings in which they differ, and what came of each. */
import { html, type TemplateResult } from "lit";
import type { Catalog } from "../../engine/api.ts";
import type { KeptRun, RunResults } from "../../library/kept_run.ts";
import { comparison } from "../../locales/changes.ts";
import type { Format } from "../../locales/format.ts";
import type { Language } from "../../locales/language.ts";
import { type FoundRow, foundTable } from "../../ui/found_table.ts";
import type { en } from "./words.en.ts";

type Own = typeof en;
type Measure = Exclude<keyof RunResults, "status" | "steps" | "epochs">;

/** What is told of a run, in the order of the table. */
export const MEASURES = [
  ["train_loss", "trainLoss"],
  ["validation_loss", "validationLoss"],
  ["test_loss", "testLoss"],
  ["train_accuracy", "trainAccuracy"],
  ["validation_accuracy", "validationAccuracy"],
  ["test_accuracy", "testAccuracy"],
] as const satisfies readonly (readonly [Measure, keyof Own])[];

export function written(
  measure: Measure,
  value: number | null | undefined,
  format: Format,
): string {
  return measure.endsWith("accuracy") ? format.percent(value) : format.real(value);
}

export interface Say {
  readonly own: Own;
  readonly format: Format;
  readonly language: Language;
}

export function renderComparison(
  catalog: Catalog,
  runs: readonly KeptRun[],
  { own, format, language }: Say,
): TemplateResult {
  const settings = comparison(
    catalog,
    runs.map(({ experiment }) => experiment),
    language,
  );
  const rows: FoundRow[] = settings.map(({ name, values }) => ({
    cells: [name, ...values.map((value) => value ?? "…")],
  }));
  const epochs = [own.epochs, ...runs.map(({ results }) => format.integer(results.epochs))];
  const measured = MEASURES.filter(([measure]) =>
    runs.some(({ results }) => typeof results[measure] === "number"),
  ).map(([measure, word]) => [
    own[word],
    ...runs.map(({ results }) => written(measure, results[measure], format)),
  ]);
  for (const cells of [epochs, ...measured]) rows.push({ cells });
  return html`
    <section class="compared" aria-labelledby="compared">
      <h3 id="compared">${own.compared}</h3>
      ${settings.length === 0 ? html`<p class="quiet">${own.sameSettings}</p>` : ""}
      ${foundTable(own.compared, [own.setting, ...runs.map(({ name }) => name)], rows)}
    </section>
  `;
}
