// SPDX-License-Identifier: Apache-2.0
/** One layer's form: its kind, its hyper-parameters from the catalog, its place. */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "../../app/page_element.ts";
import { type FormComponent, LAYERS, outputIndex } from "../../documents/edits.ts";
import { join } from "../../documents/path.ts";
import type { Layer } from "../../engine/api.ts";
import "../../ui/field/downhill-field.ts";
import { options } from "../../ui/field/controls.ts";
import { icons } from "../../ui/icons.ts";
import { networkWords } from "./words.ts";

/** These two stand in the layer's column already. */
const IN_COLUMN = new Set(["units", "out_channels"]);

/** What is often put behind a layer. */
const ADDITIONS = ["dropout", "layer_norm", "batch_norm", "residual"] as const;

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

@customElement("downhill-layer")
export class DownhillLayer extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .kind {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        color: var(--ink-2);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-block-start: var(--space-2);
      }
      .actions button {
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ type: Number }) index = 0;

  override render() {
    const { words, path, layers } = this;
    const own = networkWords(this.language);
    const { document } = this.workspace;
    const { catalog, problems } = document;
    const fixed = document.fixed(LAYERS);
    const layer = layers[this.index];
    if (layer === undefined) return nothing;
    const entry = catalog.kinds.layer.find(({ id }) => id === layer.type);
    const kinds = catalog.kinds.layer.map(({ id, label }) => ({ id, label: this.say(label) }));
    const refused = problems.get(path)?.typed;
    const name = this.labels.layer(this.index);
    return html`
      <div role="group" aria-label=${own.editLayer(name)}>
        <label class="kind">
          ${words.at(name, own.layerType)}
          <select
            id="kind"
            ?disabled=${document.fixed(path)}
            aria-invalid=${refused === undefined ? "false" : "true"}
            @change=${(event: Event) => this.replace((event.target as HTMLSelectElement).value)}
          >
            ${options(kinds, String(refused ?? layer.type))}
          </select>
        </label>
        ${this.index === this.output ? html`<p class="quiet">${own.derivedUnits}</p>` : nothing}
        ${repeat(
          entry?.fields.filter(({ id }) => !IN_COLUMN.has(id)) ?? [],
          ({ id }) => `${path} ${layer.type} ${id}`,
          (field) =>
            html`<downhill-field .field=${field} path=${join(path, field.id)}></downhill-field>`,
        )}
        ${
          this.index === this.output
            ? nothing
            : html`
                <div class="actions" role="group" aria-label=${own.addAfter}>
                  <span class="quiet">${own.addAfter}</span>
                  ${ADDITIONS.map((type) => {
                    const addition = catalog.kinds.layer.find(({ id }) => id === type);
                    if (addition === undefined) return nothing;
                    return html`<button id="add-${type}" ?disabled=${fixed} @click=${() => this.addAfter(type)}>${icons.plus}${this.say(addition.label)}</button>`;
                  })}
                </div>
              `
        }
        <div class="actions">
          <button id="earlier" ?disabled=${fixed || !this.mayMove(-1)} @click=${() => this.move(-1)}>${own.moveEarlier}</button>
          <button id="later" ?disabled=${fixed || !this.mayMove(1)} @click=${() => this.move(1)}>${own.moveLater}</button>
          <button id="remove" ?disabled=${fixed || layers.length === 1} @click=${() => this.drop()}>${own.removeLayer}</button>
        </div>
      </div>
    `;
  }

  private get path(): string {
    return join(LAYERS, this.index);
  }

  private get layers(): readonly Layer[] {
    return this.workspace.document.experiment.model.layers;
  }

  private get output(): number {
    return outputIndex(this.layers);
  }

  /** Nothing passes the output: the layer before it would become the output, and lose its size. */
  private mayMove(by: number): boolean {
    const place = this.index + by;
    return place in this.layers && this.index !== this.output && place !== this.output;
  }

  private replace(type: string): void {
    const { document } = this.workspace;
    void document.choose(this.path, "layer", type, { type, ...this.beginnings()[type] });
  }

  /** What a kind of layer must be told to keep the shape of what was there. */
  private beginnings(): Readonly<Record<string, object>> {
    const shapes = this.workspace.document.description.summary.layers[this.index];
    const output = shapes?.output ?? [];
    // Where the output goes, the layer before it becomes the output, with its size.
    const input = this.index === this.output ? output : (shapes?.input ?? []);
    return { dense: { units: sizeOf(output) }, residual: { layers: [this.keeping(input)] } };
  }

  /** Tells where the layer is now, if anywhere, once the parser has accepted it. */
  private async write(layers: readonly FormComponent[], place: number | null): Promise<void> {
    const { document } = this.workspace;
    await document.set(LAYERS, layers);
    if (document.problems.has(LAYERS)) return;
    this.dispatchEvent(new CustomEvent("moved", { detail: place }));
  }

  private move(by: number): void {
    const layer = this.layers[this.index];
    if (layer === undefined) return;
    const others = this.layers.toSpliced(this.index, 1);
    void this.write(others.toSpliced(this.index + by, 0, layer), this.index + by);
  }

  private addAfter(type: string): void {
    const output = this.workspace.document.description.summary.layers[this.index]?.output ?? [];
    const addition = { type, ...(type === "residual" && { layers: [this.keeping(output)] }) };
    const layers: readonly FormComponent[] = this.layers;
    void this.write(layers.toSpliced(this.index + 1, 0, addition), this.index + 1);
  }

  /** A layer that leaves a shape as it is. */
  private keeping(shape: readonly number[]): FormComponent {
    const active = this.layers.slice(0, this.index + 1).findLast((layer) => "activation" in layer);
    const activation = active && { activation: active.activation };
    const [channels] = shape;
    return shape.length > 1
      ? { type: "conv2d", out_channels: channels, padding: "same", ...activation }
      : { type: "dense", units: sizeOf(shape), ...activation };
  }

  private drop(): void {
    void this.write(this.layers.toSpliced(this.index, 1), null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-layer": DownhillLayer;
  }
}
