// SPDX-License-Identifier: Apache-2.0
/** The loss while it falls, or the accuracy. Its heading is the legend and carries the newest values; below stand earlier runs. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import type { Curve } from "../../charts/line_scene.ts";
import { readPalette } from "../../charts/palette.ts";
import { unhurried } from "../../ui/calm.ts";
import { term } from "../../ui/downhill-term.ts";
import { icons } from "../../ui/icons.ts";
import { popoverStyles } from "../../ui/popovers.ts";
import { hasSchedule } from "./events.ts";
import { renderGhosts } from "./ghosts.ts";
import { historyTable } from "./history_table.ts";
import { renderMenu } from "./menu.ts";
import type { DownhillLossPlot } from "./plot.ts";
import "./plot.ts";
import type { Unit } from "./positions.ts";
import { CURVES_OF, type Kind } from "./scene.ts";
import { type LossStore, lossStore } from "./store.ts";
import { chartStyles } from "./styles.ts";
import { trainingName } from "./training_name.ts";
import { lossWords } from "./words.ts";

const KINDS: readonly Kind[] = ["loss", "accuracy"];
const REDRAW_MS = 100;

@customElement("downhill-chart")
export class DownhillChart extends PageElement {
  static override styles = [...PageElement.styles, popoverStyles, chartStyles];

  @state() private kind: Kind = "loss";
  @state() private tableOpen = false;
  @query("downhill-loss-plot") private plot!: DownhillLossPlot;

  /** The curves of the run as they are drawn now, for tests. */
  async drawn(): Promise<readonly Curve[]> {
    this.requestUpdate();
    await this.updateComplete;
    this.plot.requestUpdate();
    await this.plot.updateComplete;
    return this.plot.drawn;
  }

  protected override get redrawPause(): number {
    return this.workspace.run.playing ? unhurried(REDRAW_MS) : 0;
  }

  private get store(): LossStore {
    return lossStore(this.workspace);
  }

  private get own() {
    return lossWords(this.language);
  }

  /** Numbers have no accuracy. */
  private get shown(): Kind {
    return this.regression ? "loss" : this.kind;
  }

  private get regression(): boolean {
    return this.workspace.run.description.summary.task === "regression";
  }

  private get unit(): Unit {
    return this.store.unit.value ?? this.workspace.run.history.unit;
  }

  private write(value: number | null | undefined): string {
    return this.shown === "loss" ? this.format.real(value) : this.format.percent(value);
  }

  override render() {
    const { words, shown } = this;
    const { run, testSeal } = this.workspace;
    const { state, history, description } = run;
    const test = testSeal.of(run);
    const [trained, validated] = CURVES_OF[shown];
    const train = this.write(state?.[trained]);
    const validation = this.write(state?.[validated]);
    const rows = this.format.integer(history.rows);
    const says = (shown === "loss" ? words.lossSays : words.accuracySays)(rows, train, validation);
    const training = trainingName(description, words, this.own);
    // What is measured between two points, where it stands still, is no mean of batches.
    const isOfCurve = !run.measured || run.playing || state?.step === history.newest("step");
    const { counts } = description.summary;
    const tested = shown === "loss" ? test?.loss : test?.accuracy;
    return html`
      <header>
        ${this.renderHeading()}
        <span class="values">
          ${entry("train", term("training", isOfCurve ? training : words.training), train)}
          ${counts.validation > 0 ? entry("validation", term("validation", words.validation), validation) : nothing}
          ${counts.test > 0 ? this.renderTest((state?.step ?? 0) > 0 ? tested : undefined) : nothing}
        </span>
        <span class="tools">${shown === "loss" ? this.renderLog() : nothing} ${this.renderMenu()}</span>
      </header>
      ${
        this.tableOpen
          ? html`<div class="table" tabindex="0" role="region" aria-label=${words.chartTable}>
              ${historyTable(history, CURVES_OF[shown], training, words, (value) => this.write(value))}
            </div>`
          : nothing
      }
      <downhill-loss-plot class=${hasSchedule(description.experiment) ? "scheduled" : ""} ?hidden=${this.tableOpen} .kind=${shown} .unit=${this.unit} .says=${says}></downhill-loss-plot>
      ${this.renderGhosts()}
    `;
  }

  private renderHeading() {
    const { words, shown } = this;
    if (this.regression) return html`<h2>${term("loss", words.loss)}</h2>`;
    return html`
      <h2 class="hidden">${words[shown]}</h2>
      <span class="kinds" role="group" aria-label=${this.own.curve}>
        ${KINDS.map(
          (kind) => html`
            <button
              class="plain"
              id="show-${kind}"
              aria-pressed=${kind === shown}
              @click=${() => {
                this.kind = kind;
              }}
            >
              ${words[kind]}
            </button>
          `,
        )}
      </span>
    `;
  }

  private renderGhosts() {
    const { store, workspace, language } = this;
    const { experiment } = workspace.run.description;
    const { catalog } = workspace.document;
    // The theme has other colours.
    void workspace.settings.dark;
    return renderGhosts(store, store.shown(experiment), readPalette(), {
      language,
      catalog,
      experiment,
    });
  }

  private renderMenu(): TemplateResult {
    const { store, workspace, unit, tableOpen, own, words, format } = this;
    return renderMenu({
      store,
      workspace,
      unit,
      tableOpen,
      own,
      words,
      format,
      press: (key) => this.plot.press(key),
      toggleTable: () => {
        this.tableOpen = !this.tableOpen;
      },
      picture: () => this.plot.picture(),
    });
  }

  /** The test part is not for steering by: it is measured when training stands still. */
  private renderTest(value: number | undefined) {
    const { words } = this;
    if (this.workspace.testSeal.sealed) return this.renderSealed(value);
    return html`
      <span class="entry" title=${words.testHelp}>
        <span class="name">${term("test", words.test)}</span> <b class="number" id="test">${this.write(value)}</b>
      </span>
    `;
  }

  /** One button, which the score takes the place of in its name: the focus stays where it was. */
  private renderSealed(value: number | undefined) {
    const { words, own, format, workspace } = this;
    const { run, testSeal } = workspace;
    const looks = testSeal.looks(run);
    const counted = own.looks(format.integer(looks));
    const score = value === undefined ? undefined : this.write(value);
    const can = score === undefined && run.test !== undefined && (run.state?.step ?? 0) > 0;
    return html`
      <span class="entry" title=${own.sealHelp}>
        <span class="name">
          ${term("test", words.test)} ${icons.lock}
          ${looks > 0 ? html`<span class="number" id="looks" title=${counted}>${format.integer(looks)}×</span>` : nothing}
        </span>
        <button
          class="plain number"
          id="look"
          aria-disabled=${!can}
          aria-label=${score === undefined ? (can ? own.lookAt(counted) : own.sealed) : own.seen(score, counted)}
          @click=${() => testSeal.look(run)}
        >
          ${score ?? (can ? own.look : own.sealed)}
        </button>
        <span class="hidden" role="status">${score === undefined ? "" : own.seen(score, counted)}</span>
      </span>
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

const entry = (
  kind: "train" | "validation",
  name: TemplateResult,
  value: string,
): TemplateResult => html`
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
