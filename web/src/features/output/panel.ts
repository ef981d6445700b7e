// SPDX-License-Identifier: Apache-2.0
/** The large picture of what the network has learned, as many as fit the experiment; a unit chosen in the network takes its place. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { askedOnce } from "../../app/asked_once.ts";
import type { UnitPlace } from "../../app/attention.ts";
import { PageElement } from "../../app/page_element.ts";
import { icons } from "../../ui/icons.ts";
import { missingPart } from "../../ui/missing_part.ts";
import { oneStop } from "../../ui/one_stop.ts";
import "./downhill-legend.ts";
import "./downhill-map-options.ts";
import "./downhill-map.ts";
import { stageStyles } from "./stage_styles.ts";
import { isView, type View, viewsOf } from "./views.ts";
import { type OutputWords, outputWords } from "./words.ts";

export { viewsOf };

const wantBeyondMap = askedOnce(() => import("./beyond_map.ts"));

@customElement("downhill-stage")
export class DownhillStage extends PageElement {
  static override styles = [...PageElement.styles, stageStyles];

  @state() private tableOpen = false;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.onKey);
  }

  override disconnectedCallback(): void {
    window.removeEventListener("keydown", this.onKey);
    super.disconnectedCallback();
  }

  /** Escape brings the output back, where nothing else is meant by it. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const { attention } = this.workspace;
    const elsewhere = !event.composedPath().includes(this) && event.target !== document.body;
    if (event.key !== "Escape" || event.defaultPrevented || elsewhere) return;
    if (attention.unit.peek() !== undefined) this.leaveUnit();
  };

  private leaveUnit(): void {
    this.workspace.attention.unit.value = undefined;
  }

  private get own(): OutputWords {
    return outputWords(this.language);
  }

  override render() {
    const { workspace } = this;
    const unit = workspace.attention.unit.value;
    const sample = workspace.attention.sample.value;
    if (unit !== undefined || sample !== undefined) wantBeyondMap();
    return html`
      ${missingPart(wantBeyondMap.missing.value, this.words)}
      ${unit === undefined ? this.renderOutput() : this.renderUnit(unit)}
      ${sample === undefined ? nothing : html`<downhill-sample></downhill-sample>`}
    `;
  }

  /** What the visitor asked for, which is kept while another experiment lacks it, or else the best. */
  private renderOutput(): TemplateResult {
    const { words, workspace } = this;
    const { summary } = workspace.run.description;
    const views = viewsOf(summary);
    const { output } = workspace.settings.view;
    const view = views.find((one) => isView(output) && one === output) ?? views[0];
    const isPlotted = view === "map" || view === "curve";
    if (view !== "map" || this.tableOpen) wantBeyondMap();
    return html`
      <div class="top">
        <h2 class=${views.length > 1 ? "hidden" : ""}>${view === undefined ? words.stage : this.name(view)}</h2>
        ${views.length > 1 ? this.renderTabs(views, view) : nothing}
        ${isPlotted ? this.renderTools(view) : nothing}
      </div>
      <div class="picture ${view ?? ""}">
        ${this.tableOpen && isPlotted ? html`<downhill-predictions></downhill-predictions>` : this.renderView(view)}
      </div>
    `;
  }

  /** A unit chosen in the network takes the place of the output. */
  private renderUnit(place: UnitPlace): TemplateResult {
    const { own } = this;
    return html`
      <div class="top">
        <h2>${this.labels.unit(place)}</h2>
        <button id="back" class="back" @click=${this.leaveUnit}>${icons.undo}${own.backToOutput}</button>
      </div>
      <div class="picture"><downhill-unit></downhill-unit></div>
    `;
  }

  private name(view: View): string {
    const { own } = this;
    const { task } = this.workspace.run.description.summary;
    return view === "map" && task === "regression" ? own.valueMap : own.views[view];
  }

  private renderTabs(views: readonly View[], active: View | undefined): TemplateResult {
    const { settings } = this.workspace;
    return html`
      <div class="tabs" role="toolbar" aria-label=${this.words.stage} ${oneStop()}>
        ${views.map(
          (view) => html`
            <button
              id="view-${view}"
              aria-pressed=${view === active}
              @click=${() => settings.setView("output", view === views[0] ? undefined : view)}
            >
              ${this.name(view)}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderView(view: View | undefined): TemplateResult | typeof nothing {
    switch (view) {
      case "map":
        return html`<downhill-map></downhill-map><downhill-legend></downhill-legend>`;
      case "curve":
        return html`<downhill-curve></downhill-curve>`;
      case "fit":
        return html`<downhill-fit></downhill-fit>`;
      case "confusion":
        return html`<downhill-mistakes></downhill-mistakes>`;
      case "space":
        return html`<downhill-space></downhill-space>`;
      case "draw":
        return html`<downhill-pad></downhill-pad>`;
      default:
        return nothing;
    }
  }

  private renderTools(view: "map" | "curve"): TemplateResult {
    const { own } = this;
    const name = view === "map" ? own.mapTable : own.curveTable;
    return html`
      <span class="tools">
        ${
          view === "map"
            ? html`<downhill-map-options></downhill-map-options>`
            : html`<downhill-legend></downhill-legend>`
        }
        <button
          class="plain"
          id="table"
          aria-pressed=${this.tableOpen}
          aria-label=${name}
          title=${name}
          @click=${() => {
            this.tableOpen = !this.tableOpen;
          }}
        >
          ${icons.table}
        </button>
      </span>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-stage": DownhillStage;
  }
}
