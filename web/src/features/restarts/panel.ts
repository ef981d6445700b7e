// SPDX-License-Identifier: Apache-2.0
/** One experiment from several random starts: how far apart they end, and the best one a click from the experiment. */
import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { perWorkspace } from "../../app/per_workspace.ts";
import { StoredStudyPanel } from "../../app/stored_study_panel.ts";
import { EPOCHS, StudyForm } from "../../app/study_form.ts";
import type { Palette } from "../../charts/palette.ts";
import type { PlotContent } from "../../charts/plot.ts";
import type { ExperimentDocument, StudyResult } from "../../engine/api.ts";
import "../../ui/downhill-plot.ts";
import { foundTable } from "../../ui/found_table.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-restarts";

const PANEL = "restarts";

const storeOf = perWorkspace((workspace) => {
  const form = new StudyForm(workspace, "restarts", () => workspace.studies.of(PANEL)).keep(PANEL);
  return { form, source: () => form.source() };
});

/** src/studies/restarts.cpp */
type Row = readonly [seed: number, measure: number | null, steps: number, status: string];

@customElement(tag)
export class DownhillRestarts extends StoredStudyPanel<typeof en, ReturnType<typeof storeOf>> {
  protected readonly panel = PANEL;
  protected readonly sentences = { en, zh };
  protected readonly storeOf = storeOf;

  protected cost() {
    return this.costOfTrainings(Number(this.form.shown("seeds")) || 1);
  }

  protected renderSettings(): TemplateResult {
    return html`${this.field("seeds")} ${this.field(EPOCHS)} ${this.field("measure")}`;
  }

  protected renderFound(result: StudyResult): TemplateResult {
    const { own, format, words } = this;
    const rows = result.table.rows as unknown as readonly Row[];
    const { write, label } = this.measureOf(result);
    const found = rows.map(([seed, measure, steps, status], index) => ({
      cells: [format.plain(seed), write(measure), format.integer(steps), this.statusWord(status)],
      best: index === 0 && measure !== null,
      action: this.useButton(changeOf(seed, result), own.use(format.plain(seed))),
    }));
    const { seed, steps, status } = words.study.columns;
    return html`
      <div class="found">
        <div class="plotted">
          <downhill-plot
            .content=${(palette: Palette) => this.content(palette, rows, result)}
            .dark=${this.workspace.settings.dark}
            .says=${own.says(write(result.low as number), write(result.high as number))}
          ></downhill-plot>
        </div>
        ${foundTable(own.table, [seed, label, steps, status], found)}
      </div>
    `;
  }

  private content(palette: Palette, rows: readonly Row[], result: StudyResult): PlotContent {
    const { own, format } = this;
    const { write, label } = this.measureOf(result);
    const mean = result.mean;
    return {
      curves: [
        {
          label: own.each,
          colour: palette.classes[0] ?? palette.text,
          dash: [],
          x: rows.map((_, index) => index + 1),
          y: rows.map(([, measure]) => measure),
          as: "dots",
        },
      ],
      x: { title: own.start, logarithmic: false, write: (value, all) => format.mark(value, all) },
      y: { title: label, logarithmic: false, write },
      ...(typeof mean === "number" ? { level: { at: mean, label: own.mean } } : {}),
    };
  }
}

/** The same data from another start: the seed of the data stays what it was. */
function changeOf(seed: number, { best }: StudyResult): ExperimentDocument {
  const data = typeof best === "object" ? (best.data as { readonly seed?: unknown }) : {};
  return { seed, data: { seed: data?.seed ?? null } };
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-restarts": DownhillRestarts;
  }
}
