// SPDX-License-Identifier: Apache-2.0
/**
 * The large picture of what the network has learned: decision map, fitted curve or confusion matrix; where there is none,
 * what the page puts into the slot `instead`.
 */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { UnitPlace } from "../../app/attention.ts";
import { PageElement } from "../../app/page_element.ts";
import type { Part, Summary } from "../../engine/api.ts";
import "./downhill-confusion.ts";
import "./downhill-curve.ts";
import "./downhill-legend.ts";
import "./downhill-map.ts";
import "./downhill-predictions.ts";
import "./downhill-unit.ts";
import { icons } from "../../ui/icons.ts";
import { TOUCH } from "../../ui/styles/media.ts";
import { type OutputWords, outputWords } from "./words.ts";

const VIEWS = ["map", "curve", "confusion"] as const;
type View = (typeof VIEWS)[number];

/** The pictures there are of an experiment, the best one first. */
export function viewsOf({ features, task }: Summary): View[] {
  const views: View[] = [];
  if (features === 2) views.push("map");
  if (features === 1) views.push("curve");
  if (task !== "regression") views.push("confusion");
  return views;
}

@customElement("downhill-stage")
export class DownhillStage extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        position: relative;
      }
      .top {
        display: var(--stage-top, flex);
        align-items: center;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
        min-block-size: 32px;
        margin-block-end: var(--space-2);
      }
      .tabs {
        display: inline-flex;
        background: var(--sunken);
        border-radius: var(--radius-control);
        padding: 2px;
      }
      .tabs button {
        border: 0;
        background: transparent;
        color: var(--ink-2);
        min-block-size: 28px;
        border-radius: var(--radius-inner);
      }
      .tabs button[aria-pressed="true"] {
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      .back {
        margin-inline-start: auto;
        min-block-size: 28px;
        font-size: var(--text-small);
      }
      .picture {
        position: relative;
      }
      /* Square: as wide as leaves room for what is below. Tables and curves take the room there is. */
      .map,
      .curve {
        inline-size: min(100%, var(--stage-size, 100%));
        margin-inline: auto;
      }
      .tall {
        aspect-ratio: 1;
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        gap: var(--space-2);
      }
      slot {
        display: grid;
        min-block-size: 0;
      }
      .tools {
        display: inline-flex;
        align-items: center;
        gap: 10px;
        margin-inline-start: auto;
      }
      @media ${TOUCH} {
        .tabs button {
          min-block-size: var(--touch);
        }
      }
      @media (forced-colors: active) {
        .tabs button[aria-pressed="true"] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  /** What the visitor asked for; kept while the experiment has it. */
  @state() private wish: View | undefined;
  /** Whose confusion the visitor asked for; kept while another picture is shown. */
  @state() private confused: Part | undefined;
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

  override render() {
    const { words, workspace } = this;
    const { description } = workspace.run;
    const views = viewsOf(description.summary);
    const view = views.find((one) => one === this.wish) ?? views[0];
    const unit = workspace.attention.unit.value;
    if (unit !== undefined) return this.renderUnit(unit);
    return html`
      <div class="top">
        <h2 class=${views.length > 1 ? "hidden" : ""}>${view === undefined ? words.stage : this.name(view)}</h2>
        ${views.length > 1 ? this.renderTabs(views, view) : nothing}
        ${view === "map" || view === "curve" ? this.renderTools(view) : nothing}
      </div>
      <div class="picture ${view ?? ""}">
        ${this.tableOpen && (view === "map" || view === "curve") ? html`<downhill-predictions></downhill-predictions>` : this.renderView(view)}
      </div>
    `;
  }

  /** A unit chosen in the network takes the place of the output. */
  private renderUnit({ layer, unit }: UnitPlace) {
    const { own, format } = this;
    return html`
      <div class="top">
        <h2>${own.unit(this.labels.layer(layer), format.integer(unit + 1))}</h2>
        <button id="back" class="back" @click=${this.leaveUnit}>${icons.undo}${own.backToOutput}</button>
      </div>
      <div class="picture"><downhill-unit></downhill-unit></div>
    `;
  }

  private get own(): OutputWords {
    return outputWords(this.language);
  }

  private name(view: View): string {
    const { own } = this;
    const { description } = this.workspace.run;
    const regression = description.summary.task === "regression";
    if (view === "map" && regression) return own.valueMap;
    const alone = viewsOf(description.summary).length === 1;
    return view === "confusion" && alone ? own.confusionMatrix : own[view];
  }

  private renderTabs(views: readonly View[], active: View | undefined) {
    return html`
      <div class="tabs" role="group" aria-label=${this.words.stage}>
        ${views.map(
          (view) => html`
            <button
              id="view-${view}"
              aria-pressed=${view === active}
              @click=${() => {
                this.wish = view;
              }}
            >
              ${this.name(view)}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderView(view: View | undefined) {
    const { workspace, own, format } = this;
    switch (view) {
      case "map":
        return html`<downhill-map></downhill-map>`;
      case "curve":
        return html`<downhill-curve></downhill-curve>`;
      case "confusion":
        return html`
          <downhill-confusion
            .wish=${this.confused}
            .choose=${(part: Part) => {
              this.confused = part;
            }}
          ></downhill-confusion>
        `;
      default: {
        const features = workspace.run.description.summary.features;
        return html`
          <div class="card tall">
            <slot name="instead"></slot>
            <p class="quiet">${own.noPicture(format.integer(features))}</p>
          </div>
        `;
      }
    }
  }

  private renderTools(view: "map" | "curve") {
    const { own } = this;
    const name = view === "map" ? own.mapTable : own.curveTable;
    return html`
      <span class="tools">
        <downhill-legend></downhill-legend>
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
