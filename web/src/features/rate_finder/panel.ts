// SPDX-License-Identifier: Apache-2.0
/** A sweep over learning rates: where the loss falls fastest, where it breaks, and a rate to begin with. */
import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { StoredStudyPanel } from "../../app/stored_study_panel.ts";
import type { Palette } from "../../charts/palette.ts";
import type { Mark, PlotContent } from "../../charts/plot.ts";
import type { StudyResult } from "../../engine/api.ts";
import { costOf } from "../../sessions/study_cost.ts";
import "../../ui/downhill-plot.ts";
import { type FoundRow, foundTable } from "../../ui/found_table.ts";
import {
  PANEL,
  type RateFinderStore,
  rateFinderOf,
  roundRate,
  type Sweep,
  sweepOf,
} from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-rate-finder";

/** Rows of the sweep's table: enough to read its course aloud. */
const ROWS = 20;

@customElement(tag)
export class DownhillRateFinder extends StoredStudyPanel<typeof en, RateFinderStore> {
  protected readonly panel = PANEL;
  protected readonly sentences = { en, zh };
  protected readonly storeOf = rateFinderOf;

  protected override get unfit(): string | undefined {
    const { catalog, experiment } = this.workspace.document;
    const entry = catalog.kinds.optimizer.find(({ id }) => id === experiment.optimizer.type);
    if (this.store.sweeps || entry === undefined) return undefined;
    return this.own.noRate(this.say(entry.label));
  }

  protected cost() {
    const { summary, experiment } = this.workspace.document.description;
    const updates = Number(this.form.shown("steps")) || 1;
    const batch = Number(experiment.batch_size) || summary.counts.train;
    return {
      work: this.own.updates(this.format.integer(updates)),
      time: costOf(summary, { updates, batch }),
    };
  }

  protected renderSettings(): TemplateResult {
    return html`
      ${this.field("minimum")} ${this.field("maximum")} ${this.field("steps")} ${this.field("smoothing")}
    `;
  }

  protected renderFound(result: StudyResult): TemplateResult {
    const { own, format, store } = this;
    const sweep = sweepOf(result);
    const pick = ({ detail }: CustomEvent<number>) => {
      store.picked.value = roundRate(detail);
    };
    return html`
      <div class="found">
        <div class="plotted">
          <downhill-plot
            pick
            .content=${(palette: Palette) => this.content(palette, sweep)}
            .dark=${this.workspace.settings.dark}
            .says=${own.says(format.plain(sweep.rates[0] ?? 0), format.plain(sweep.rates.at(-1) ?? 0))}
            @pick=${pick}
          ></downhill-plot>
          <p class="note">${own.pickHelp}</p>
        </div>
        <div>
          ${this.renderRates(sweep)}
          <details>
            <summary>${own.every}</summary>
            ${this.renderSweep(sweep)}
          </details>
        </div>
      </div>
    `;
  }

  private get now(): number {
    return Number(this.workspace.document.experiment.optimizer.learning_rate);
  }

  private content(palette: Palette, sweep: Sweep): PlotContent {
    const { own, format, store, now } = this;
    const { rates, losses, smoothed, suggestion, lowest } = sweep;
    const colour = palette.classes[0] ?? palette.text;
    const marks: readonly (readonly [number | undefined, string])[] = [
      [suggestion, own.suggestion],
      [lowest, own.lowest],
      [store.picked.value, own.chosen],
      [now, own.now],
    ];
    const places: Mark[] = marks.flatMap(([at, label]) =>
      at === undefined ? [] : [{ at, label }],
    );
    return {
      curves: [
        { label: own.single, colour, dash: [], x: rates, y: losses, as: "faint" },
        { label: own.smoothed, colour, dash: [], x: rates, y: smoothed },
      ],
      x: { title: own.rate, logarithmic: true, write: (value, all) => format.mark(value, all) },
      y: { title: own.loss, logarithmic: false, write: (value, all) => format.mark(value, all) },
      places,
    };
  }

  /** The few rates that mean something, each with its button. */
  private renderRates({ suggestion, lowest, ...sweep }: Sweep): TemplateResult {
    const { own, format, store, now } = this;
    const all = [
      ["suggestion", suggestion],
      ["lowest", lowest],
      ["chosen", store.picked.value],
      ["now", now],
    ] as const;
    const rows = all.flatMap(([name, rate]): FoundRow[] => {
      if (rate === undefined) return [];
      const shown = format.plain(Number(rate.toPrecision(2)));
      const change = { optimizer: { learning_rate: Number(rate.toPrecision(2)) } };
      return [
        {
          cells: [
            html`<b>${shown}</b><small>${own.meaning[name]}</small>`,
            this.lossAt(sweep, rate),
          ],
          best: name === "suggestion",
          action: name === "now" ? html`` : this.useButton(change, own.use(shown)),
        },
      ];
    });
    return foundTable(own.table, [own.what, own.smoothed], rows);
  }

  private lossAt({ rates, smoothed }: Pick<Sweep, "rates" | "smoothed">, rate: number): string {
    const at = rates.findIndex((one) => one >= rate);
    return this.format.real(at < 0 ? null : smoothed[at]);
  }

  private renderSweep({ rates, losses, smoothed }: Sweep): TemplateResult {
    const { own, format } = this;
    const every = Math.max(1, Math.ceil(rates.length / ROWS));
    const shown = rates.map((_, index) => index);
    const rows = shown
      .filter((index) => index % every === 0 || index === rates.length - 1)
      .map((index) => {
        const rate = roundRate(rates[index] ?? 0);
        const name = format.plain(rate);
        return {
          cells: [name, format.real(losses[index]), format.real(smoothed[index])],
          action: this.useButton({ optimizer: { learning_rate: rate } }, own.use(name)),
        };
      });
    return foundTable(own.every, [own.rate, own.loss, own.smoothed], rows);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-rate-finder": DownhillRateFinder;
  }
}
