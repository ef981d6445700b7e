// SPDX-License-Identifier: Apache-2.0
/** A live chart of the recorded history: the loss, or the accuracy. Its heading is the legend and carries the newest values. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { LineChart, type Series } from "../../charts/line_chart.ts";
import { type Palette, readPalette } from "../../charts/palette.ts";
import { LANGUAGE_TAGS } from "../../locales/language.ts";
import type { CurveName } from "../../sessions/history.ts";
import { unhurried } from "../../ui/calm.ts";
import { icons } from "../../ui/icons.ts";
import { historyTable } from "./history_table.ts";
import { chartStyles } from "./styles.ts";

/** Ten drawings a second look live; more only take time from training. */
const REDRAW_MS = 100;

@customElement("downhill-chart")
export class DownhillChart extends PageElement {
  static override styles = [...PageElement.styles, chartStyles];

  @property() kind: "loss" | "accuracy" = "loss";
  @state() private tableOpen = false;
  @query("canvas") private canvas!: HTMLCanvasElement;

  /** What is drawn now, for tests: one entry a curve. */
  drawn: readonly Series[] = [];

  private palette: Palette | undefined;
  private chart: LineChart | undefined;
  private look = "";

  override disconnectedCallback(): void {
    this.chart?.destroy();
    this.chart = undefined;
    this.look = "";
    super.disconnectedCallback();
  }

  protected override get redrawPause(): number {
    return this.workspace.run.playing ? unhurried(REDRAW_MS) : REDRAW_MS;
  }

  override updated(): void {
    const { settings, run } = this.workspace;
    const logarithmic = this.kind === "loss" && settings.logarithmic;
    const look = `${settings.language} ${settings.dark} ${logarithmic} ${run.history.unit}`;
    if (look !== this.look || this.chart === undefined) {
      this.look = look;
      this.chart?.destroy();
      this.palette = readPalette();
      const accuracy = this.kind === "accuracy";
      this.chart = new LineChart(this.canvas, {
        palette: this.palette,
        locale: LANGUAGE_TAGS[settings.language],
        logarithmic,
        ...(accuracy ? { range: { min: 0, max: 1 } } : {}),
        x_title: this.words.unit[run.history.unit],
        write: (value) => this.write(value),
        ...(accuracy ? { step: 0.5 } : {}),
        tick: (value) => (accuracy ? this.format.share(value) : this.format.mark(value)),
      });
    }
    this.drawn = this.series();
    this.chart.update(this.drawn);
  }

  private names(): readonly [train: CurveName, validation: CurveName] {
    return this.kind === "loss"
      ? ["train_loss", "validation_loss"]
      : ["train_accuracy", "validation_accuracy"];
  }

  private series(): Series[] {
    const { history, description } = this.workspace.run;
    const palette = this.palette ?? readPalette();
    const [train, validation] = this.names();
    const drawn = [
      {
        label: this.words.training,
        colour: palette.train,
        dashed: false,
        buckets: history.curves[train],
      },
    ];
    if (description.summary.counts.validation > 0) {
      drawn.push({
        label: this.words.validation,
        colour: palette.validation,
        dashed: true,
        buckets: history.curves[validation],
      });
    }
    return drawn;
  }

  private write(value: number | null | undefined): string {
    return this.kind === "loss" ? this.format.real(value) : this.format.percent(value);
  }

  override render() {
    const { words } = this;
    const { state, history, test, description } = this.workspace.run;
    const loss = this.kind === "loss";
    const train = this.write(loss ? state?.train_loss : state?.train_accuracy);
    const validation = this.write(loss ? state?.validation_loss : state?.validation_accuracy);
    const rows = this.format.integer(history.rows);
    const says = (loss ? words.lossSays : words.accuracySays)(rows, train, validation);
    const counts = description.summary.counts;
    const testValue = loss ? test?.loss : test?.accuracy;
    const tested = (state?.step ?? 0) > 0 && testValue !== undefined;
    return html`
      <header>
        <h2>${loss ? words.loss : words.accuracy}</h2>
        ${entry("train", words.training, train)}
        ${counts.validation > 0 ? entry("validation", words.validation, validation) : nothing}
        ${counts.test > 0 ? this.renderTest(tested ? testValue : undefined) : nothing}
        <span class="tools">${loss ? this.renderLog() : nothing} ${this.renderTableButton()}</span>
      </header>
      ${
        this.tableOpen
          ? html`<div class="table" tabindex="0" role="region" aria-label=${words.chartTable}>
              ${historyTable(history, this.names(), words, (value) => this.write(value))}
            </div>`
          : nothing
      }
      <div class="plot" ?hidden=${this.tableOpen}>
        <canvas role="img" aria-label=${says}></canvas>
        ${history.rows < 2 && (state?.step ?? 0) === 0 ? html`<p class="empty"><span>${words.nothingYet}</span></p>` : nothing}
      </div>
    `;
  }

  /** The test part is not for steering by: it is measured when training stands still. */
  private renderTest(value: number | undefined) {
    const { words } = this;
    return html`
      <span class="entry" title=${words.testHelp}>
        <span class="name">${words.test}</span> <b class="number" id="test">${this.write(value)}</b>
      </span>
    `;
  }

  private renderTableButton() {
    const { words } = this;
    return html`
      <button
        class="plain"
        id="table"
        aria-pressed=${this.tableOpen}
        aria-label=${words.chartTable}
        title=${words.chartTable}
        @click=${() => {
          this.tableOpen = !this.tableOpen;
        }}
      >
        ${icons.table}
      </button>
    `;
  }

  private renderLog() {
    const { settings } = this.workspace;
    return html`
      <button
        class="plain"
        id="log"
        aria-pressed=${settings.logarithmic}
        aria-label=${this.words.logScaleHelp}
        aria-keyshortcuts="L"
        title=${this.words.logScaleHelp}
        @click=${() => settings.setLogarithmic(!settings.logarithmic)}
      >
        ${this.words.logScale}
      </button>
    `;
  }
}

const entry = (kind: "train" | "validation", name: string, value: string): TemplateResult => html`
  <span class="entry ${kind}">
    <span class="name">
      <svg width="14" height="4" aria-hidden="true">
        <line x1="0" y1="2" x2="14" y2="2" stroke-width="2.5" stroke-dasharray=${kind === "train" ? "none" : "4 2"}></line>
      </svg>
      ${name}
    </span>
    <b class="number" id=${kind}>${value}</b>
  </span>
`;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-chart": DownhillChart;
  }
}
