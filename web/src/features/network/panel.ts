// SPDX-License-Identifier: Apache-2.0
/** The network: its picture, and below each column what it is made of. A form for each layer opens beside its name. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { isLookedThrough } from "../../charts/feature_maps.ts";
import { pictureShape } from "../../charts/network_layout.ts";
import { type FormComponent, LAYERS, outputIndex } from "../../documents/edits.ts";
import type { Description, Layer, Written } from "../../engine/api.ts";
import { icons } from "../../ui/icons.ts";
import { giveFocusBack, placeBeside, popoverStyles } from "../../ui/popovers.ts";
import { ColumnDrag } from "./column_drag.ts";
import { type ColumnHost, renderColumn } from "./columns.ts";
import "./downhill-inputs.ts";
import "./downhill-layer.ts";
import "./downhill-network-picture.ts";
import { groupsOf, sizeField, withColumnMoved } from "./groups.ts";
import { networkStyles } from "./styles.ts";
import { mappedLayers } from "./unit_maps.ts";
import { networkWords } from "./words.ts";

/** The first hidden layer of a network that has none. */
const NEW_LAYER = {
  type: "dense",
  units: 8,
  activation: "tanh",
} as const satisfies Written<Layer>;

@customElement("downhill-network")
export class DownhillNetwork extends PageElement {
  static override styles = [...PageElement.styles, popoverStyles, networkStyles];

  /** The layer whose form is open. */
  @state() private opened: number | undefined;
  @query("#layer") private form!: HTMLElement;
  @state() private inputsOpen = false;

  private readonly drag = new ColumnDrag(
    this,
    () => groupsOf(this.layers.slice(0, this.output)).length - 1,
    (from, to) => void this.moveColumn(from, to),
  );

  private get own() {
    return networkWords(this.language);
  }

  private get layers(): readonly Layer[] {
    return this.workspace.document.experiment.model.layers;
  }

  private get output(): number {
    return outputIndex(this.layers);
  }

  override render() {
    const { words, own, format } = this;
    const { document } = this.workspace;
    const { description } = document;
    const { parameters } = description.summary;
    const layer = this.opened === undefined ? undefined : this.layers[this.opened];
    const host: ColumnHost = {
      document,
      words,
      own,
      format,
      opened: this.opened,
      inputsOpen: this.inputsOpen,
      output: this.output,
      name: (index) => this.labels.layer(index),
      say: (text) => this.say(text),
      open: (index, event) => this.open(index, event),
    };
    return html`
      <header>
        <h2>${words.network}</h2>
        <span class="quiet number" id="parameters">${own.parameters(format.integer(parameters), parameters)}</span>
        <button id="add-layer" ?disabled=${this.workspace.document.fixed(LAYERS)} @click=${this.addLayer}>${icons.plus}${own.addLayer}</button>
      </header>
      <div class="scroll" tabindex="0" role="region" aria-label=${own.scrolled}>
        <div class="inner">
          <downhill-network-picture></downhill-network-picture>
          <div class="columns" @pointerdown=${this.drag.down} @keydown=${this.onKey}>
            ${groupsOf(this.layers).map((group) => renderColumn(host, group))}
          </div>
        </div>
      </div>
      <p class="quiet hint">${this.hint(description)}</p>
      ${this.renderProblems()}
      <div id="inputs" popover @toggle=${this.inputsToggled}>
        ${this.inputsOpen ? html`<downhill-inputs></downhill-inputs>` : nothing}
      </div>
      <div id="layer" popover @toggle=${this.toggled}>
        ${
          layer === undefined
            ? nothing
            : html`<downhill-layer
                index=${this.opened ?? 0}
                @moved=${(event: CustomEvent<number | null>) => void this.follow(event.detail)}
              ></downhill-layer>`
        }
      </div>
    `;
  }

  private hint(description: Description): string {
    const { own } = this;
    if (mappedLayers(description).length > 0) return own.hint;
    const isPicture = pictureShape(description.summary) !== undefined;
    return isPicture && isLookedThrough(description) ? own.hintPictures : own.hintWeights;
  }

  private renderProblems(): TemplateResult {
    const { problems } = this.workspace.document;
    const mine = [...problems].filter(([path]) =>
      /^(data\.inputs|model\.layers(\[\d+\](\.(units|out_channels|activation))?)?)$/.test(path),
    );
    return html`
      <p id="problems" class="error" role="alert" ?hidden=${mine.length === 0}>
        ${mine.map(([, problem]) => {
          // What is about the whole network stands below it already.
          const here = problem.path === LAYERS ? LAYERS : "";
          return html`<span>${this.labels.said(problem, here, false)}</span>`;
        })}
      </p>
    `;
  }

  /** The browser opens and closes the form; from one layer to another it stays open. */
  private open(index: number, event: Event): void {
    const isOpen = this.form.matches(":popover-open");
    if (isOpen && this.opened !== index) event.preventDefault();
    const anchor = event.currentTarget as Element;
    this.opened = index;
    void this.updateComplete.then(() => placeBeside(this.form, anchor));
  }

  private toggled({ newState }: ToggleEvent): void {
    if (newState === "closed") {
      this.opened = undefined;
      return;
    }
    const anchor = this.renderRoot.querySelector(`#title-${this.opened}`);
    if (anchor !== null) placeBeside(this.form, anchor);
  }

  private async inputsToggled({ newState, target }: ToggleEvent): Promise<void> {
    const anchor = this.renderRoot.querySelector<HTMLElement>("#choose-inputs");
    const panel = target as HTMLElement;
    if (newState === "closed") giveFocusBack(panel, anchor);
    this.inputsOpen = newState === "open";
    await this.updateComplete;
    if (this.inputsOpen && anchor !== null) placeBeside(panel, anchor);
  }

  /** Alt and an arrow move a column, as dragging does. */
  private onKey(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const column = (event.target as Element).closest(".title.movable")?.closest(".column");
    if (by === undefined || !event.altKey || !column) return;
    event.preventDefault();
    const from = [...this.renderRoot.querySelectorAll(".columns > .column")].indexOf(column);
    const last = groupsOf(this.layers.slice(0, this.output)).length - 1;
    const to = from + by;
    if (to >= 1 && to <= last) void this.moveColumn(from, to);
  }

  private async moveColumn(from: number, to: number): Promise<void> {
    const { document } = this.workspace;
    const layers: readonly FormComponent[] = this.layers;
    await document.set(LAYERS, withColumnMoved(layers, from, to));
    if (document.problems.has(LAYERS)) return;
    await this.updateComplete;
    const { head } = groupsOf(this.layers)[to] ?? {};
    this.renderRoot.querySelector<HTMLElement>(`#title-${head}`)?.focus();
  }

  /** One more of the kind that is the last before the output: what fits there already. */
  private async addLayer(): Promise<void> {
    const { document } = this.workspace;
    const place = Math.max(0, this.output);
    const layers: readonly FormComponent[] = this.layers;
    const last = layers.slice(0, place).findLast((layer) => sizeField(layer) !== undefined);
    const like = last?.type === "dense" ? { ...last, start: null, frozen: false } : NEW_LAYER;
    await document.set(LAYERS, layers.toSpliced(place, 0, like));
    if (document.problems.has(LAYERS)) return;
    await this.updateComplete;
    // It stands beside the output, which is the last.
    const scroll = this.renderRoot.querySelector(".scroll");
    if (scroll !== null) scroll.scrollLeft = scroll.scrollWidth;
  }

  /** The form goes with its layer, and the focus to what leads to it; without a layer to the way to a new one. */
  private async follow(index: number | null): Promise<void> {
    if (index === null) this.form.hidePopover();
    else this.opened = index;
    await this.updateComplete;
    const id = index === null ? "add-layer" : `title-${index}`;
    const anchor = this.renderRoot.querySelector<HTMLElement>(`#${id}`);
    anchor?.focus();
    if (index !== null && anchor !== null) placeBeside(this.form, anchor);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-network": DownhillNetwork;
  }
}
