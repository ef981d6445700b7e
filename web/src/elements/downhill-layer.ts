// SPDX-License-Identifier: Apache-2.0
/** One layer's form: its kind, its hyper-parameters from the catalog, its place. */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Layer, LayerId } from "../engine/api.ts";
import { derivingOutput, type FormComponent } from "../state/edits.ts";
import { join } from "../state/path.ts";
import { PageElement } from "./base.ts";
import "./downhill-field.ts";

const LAYERS = "model.layers";
/** These two stand in the layer's column already. */
const IN_COLUMN = new Set(["units"]);

@customElement("downhill-layer")
export class DownhillLayer extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        margin-block-start: 10px;
        padding-block-start: 8px;
        border-block-start: 1px solid var(--line);
      }
      .kind {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        color: var(--ink-2);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-block-start: 8px;
      }
      .actions button {
        font-size: 0.8125rem;
      }
    `,
  ];

  @property({ type: Number }) index = 0;
  @property() name = "";
  @property({ type: Boolean }) output = false;

  protected override stores() {
    return [this.playground.experiment];
  }

  override render() {
    const { words, playground } = this;
    const { catalog, experiment } = playground.experiment;
    const { layers } = experiment.model;
    const layer = layers[this.index];
    if (layer === undefined) return nothing;
    const entry = catalog.kinds.layer.find(({ id }) => id === layer.type);
    const path = join(LAYERS, this.index);
    return html`
      <div role="group" aria-label=${words.editLayer(this.name)}>
        <label class="kind">
          ${this.name}: ${words.layerType}
          <select
            id="kind"
            @change=${(event: Event) => this.replace((event.target as HTMLSelectElement).value as LayerId)}
          >
            ${catalog.kinds.layer.map(
              ({ id, label }) =>
                html`<option value=${id} .selected=${id === layer.type}>${this.say(label)}</option>`,
            )}
          </select>
        </label>
        ${this.output ? html`<p class="quiet">${words.derivedUnits}</p>` : nothing}
        ${entry?.fields
          .filter(({ id }) => !IN_COLUMN.has(id))
          .map(
            (field) =>
              html`<downhill-field .playground=${playground} .field=${field} path=${join(path, field.id)}></downhill-field>`,
          )}
        <div class="actions">
          <button id="earlier" ?disabled=${this.index === 0} @click=${() => this.move(-1)}>${words.moveEarlier}</button>
          <button id="later" ?disabled=${this.index === layers.length - 1} @click=${() => this.move(1)}>${words.moveLater}</button>
          <button id="remove" ?disabled=${layers.length === 1} @click=${() => this.drop()}>${words.removeLayer}</button>
        </div>
      </div>
    `;
  }

  private get layers(): readonly Layer[] {
    return this.playground.experiment.experiment.model.layers;
  }

  private write(layers: readonly FormComponent[], chosen: number | undefined): void {
    void this.playground.experiment.set(LAYERS, derivingOutput(layers));
    this.dispatchEvent(new CustomEvent("moved", { detail: chosen }));
  }

  /** Another kind of layer with its defaults; a dense one needs to be told its units. */
  private replace(type: LayerId): void {
    const size = this.playground.experiment.description.summary.layers[this.index]?.output ?? [];
    const units = type === "dense" ? { units: size.reduce((a, b) => a * b, 1) } : {};
    const layers: readonly FormComponent[] = this.layers;
    this.write(layers.with(this.index, { type, ...units }), this.index);
  }

  private move(by: number): void {
    const layer = this.layers[this.index];
    if (layer === undefined) return;
    const others = this.layers.toSpliced(this.index, 1);
    this.write(others.toSpliced(this.index + by, 0, layer), this.index + by);
  }

  private drop(): void {
    this.write(this.layers.toSpliced(this.index, 1), undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-layer": DownhillLayer;
  }
}
