// SPDX-License-Identifier: Apache-2.0
/** Several settings from the very same start: curves with bands, who reached the mark when, and the way to make one the experiment. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { StoredStudyPanel } from "../../app/stored_study_panel.ts";
import { EPOCHS } from "../../app/study_form.ts";
import { dashOf } from "../../charts/identity.ts";
import type { Palette } from "../../charts/palette.ts";
import type { PlotContent } from "../../charts/plot.ts";
import type { StudyResult } from "../../engine/api.ts";
import { readTypedNumber } from "../../locales/typed_number.ts";
import type { StudySession } from "../../sessions/study_session.ts";
import "../../ui/downhill-plot.ts";
import { isPictured } from "./replay.ts";
import "./downhill-replay.ts";
import { foundTable, swatch } from "../../ui/found_table.ts";
import { renderContestants } from "./contestants.ts";
import { type Part, type Racer, racersOf, reachedAt, suggestedMark } from "./found.ts";
import { PANEL, type RaceStore, raceOf } from "./store.ts";
import { raceStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-race";

@customElement(tag)
export class DownhillRace extends StoredStudyPanel<typeof en, RaceStore> {
  static override styles = [...StoredStudyPanel.styles, raceStyles];

  protected readonly panel = PANEL;
  protected readonly sentences = { en, zh };
  protected readonly storeOf = raceOf;

  protected cost() {
    return this.costOfTrainings(this.store.values.length * (Number(this.form.shown("seeds")) || 1));
  }

  protected override placeName(path: string): string {
    const [, index] = /^racers\[(\d+)\]/.exec(path) ?? [];
    return index === undefined ? super.placeName(path) : (this.store.names[Number(index)] ?? path);
  }

  protected renderSettings(): TemplateResult {
    return html`
      ${renderContestants(this.store, {
        own: this.own,
        words: this.words,
        language: this.language,
        number: (value) => this.format.integer(value),
      })}
      ${this.field("seeds")} ${this.field(EPOCHS)} ${this.field("measure")}
    `;
  }

  protected renderFound(result: StudyResult, session: StudySession): TemplateResult {
    const { own } = this;
    const part = this.partShown(session);
    const racers = racersOf(result, session.source);
    const mark = this.store.mark.value ?? suggestedMark(racers, part);
    const names = racers.map(({ name }) => name).join(", ");
    return html`
      <div class="found">
        <div class="plotted">
          ${this.renderTools(part, mark)}
          <downhill-plot
            .content=${(palette: Palette) => this.content(palette, racers, part, mark)}
            .dark=${this.workspace.settings.dark}
            .says=${own.says(names)}
          ></downhill-plot>
        </div>
        ${this.renderTable(result, racers, part, mark)}
      </div>
      ${
        isPictured(this.workspace.document.description.summary)
          ? keyed(
              session.id,
              html`
                <downhill-replay .session=${session} .names=${racers.map(({ name }) => name)}></downhill-replay>
              `,
            )
          : nothing
      }
    `;
  }

  private partShown(session: StudySession): Part {
    const asked = String(session.source.measure ?? "validation_loss");
    const usual = asked.startsWith("train") ? "train_loss" : "validation_loss";
    return this.store.part.value ?? usual;
  }

  private renderTools(part: Part, mark: number | undefined): TemplateResult {
    const { own, store, words } = this;
    const validated = this.workspace.document.description.summary.counts.validation > 0;
    const choose = (event: Event) => {
      store.part.value = (event.target as HTMLSelectElement).value as Part;
    };
    const setMark = (event: Event) => {
      const typed = readTypedNumber((event.target as HTMLInputElement).value) ?? 0;
      store.mark.value = typed > 0 ? typed : undefined;
    };
    return html`
      <div class="tools">
        <select id="part" aria-label=${own.curves} @change=${choose}>
          <option value="train_loss" .selected=${part === "train_loss"}>${own.training}</option>
          ${
            validated
              ? html`<option value="validation_loss" .selected=${part === "validation_loss"}>${own.validation}</option>`
              : nothing
          }
        </select>
        <button
          id="log"
          aria-pressed=${store.logarithmic.value}
          title=${words.logScaleHelp}
          aria-label=${words.logScaleHelp}
          @click=${() => {
            store.logarithmic.value = !store.logarithmic.value;
          }}
        >
          ${words.logScale}
        </button>
        <label title=${own.markHelp}>
          ${own.mark}
          <input id="mark" type="text" inputmode="decimal" .value=${mark === undefined ? "" : String(mark)} @change=${setMark} />
        </label>
      </div>
    `;
  }

  private content(
    palette: Palette,
    racers: readonly Racer[],
    part: Part,
    mark: number | undefined,
  ): PlotContent {
    const { own, format } = this;
    return {
      curves: racers.map(({ name, bands }, index) => {
        const { epochs, mean, low, high } = bands[part];
        const colour = palette.classes[index % palette.classes.length] ?? palette.text;
        return { label: name, colour, dash: dashOf(index), x: epochs, y: mean, low, high };
      }),
      x: { title: own.epoch, logarithmic: false, write: (value, all) => format.mark(value, all) },
      y: {
        title: "",
        logarithmic: this.store.logarithmic.value,
        write: (value, all) => format.level(value, all),
      },
      ...(mark === undefined ? {} : { level: { at: mark, label: own.mark } }),
    };
  }

  private renderTable(
    result: StudyResult,
    racers: readonly Racer[],
    part: Part,
    mark: number | undefined,
  ): TemplateResult {
    const { own, format } = this;
    const measure = String(result.measure);
    const { label, write } = this.measureOf(result);
    const order = racers
      .map((racer, index) => ({ racer, index }))
      .sort((a, b) => rank(a.racer, measure) - rank(b.racer, measure));
    const rows = order.map(({ racer, index }) => {
      const reached = mark === undefined ? undefined : reachedAt(racer.bands[part], mark);
      return {
        cells: [
          html`<span class="named">${swatch(index)}<span>${racer.name}</span></span>`,
          racer.mean === null
            ? "–"
            : html`${write(racer.mean)}<small>${own.range(write(racer.low), write(racer.high))}</small>`,
          reached === undefined ? own.never : format.datum(reached),
          racer.failed === 0
            ? "0"
            : own.failed(format.integer(racer.failed), format.integer(racer.runs)),
        ],
        best: result.best === racer.name,
        action: this.useButton(racer.change, own.use(racer.name)),
      };
    });
    const columns = [
      own.contestants,
      label,
      own.reached(mark === undefined ? "" : format.datum(mark)),
      own.failures,
    ];
    return foundTable(own.table, columns, rows);
  }
}

/** The best first, those without a result last. */
const rank = ({ mean }: Racer, measure: string): number =>
  mean === null ? Number.POSITIVE_INFINITY : measure.endsWith("accuracy") ? -mean : mean;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-race": DownhillRace;
  }
}
