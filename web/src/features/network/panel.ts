// SPDX-License-Identifier: Apache-2.0
/** The network and its editor: one column a layer, with its units, its activation and a form for the rest. */
import { effect } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { type FormComponent, hasUnits, LAYERS, outputIndex } from "../../documents/edits.ts";
import { join } from "../../documents/path.ts";
import type { Field, Layer, Written } from "../../engine/api.ts";
import { Visible } from "../../ui/visible.ts";
import "./downhill-layer.ts";
import { options } from "../../ui/field/controls.ts";
import { readTyped, writeTyped } from "../../ui/field/typed_text.ts";
import { icons } from "../../ui/icons.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { type Diagram, diagramOf, networkDiagram } from "./network_diagram.ts";
import { networkStyles } from "./styles.ts";

@customElement("downhill-network")
export class DownhillNetwork extends PageElement {
  static override styles = [...PageElement.styles, networkStyles];

  @state() private chosen: number | undefined;

  private diagram: { readonly of: unknown; readonly made: Diagram } | undefined;
  private readonly visible = new Visible(this);
  private endParameters = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    // Each run has parameters of its own.
    this.endParameters = effect(() => this.workspace.run.wantParameters(this.visible.seen));
  }

  override disconnectedCallback(): void {
    this.endParameters();
    super.disconnectedCallback();
  }

  private get layers(): readonly Layer[] {
    return this.workspace.document.experiment.model.layers;
  }

  private get output(): number {
    return outputIndex(this.layers);
  }

  override render() {
    const { words, format } = this;
    const { run, document } = this.workspace;
    const { description } = document;
    const { summary } = description;
    if (this.diagram?.of !== description) {
      this.diagram = { of: description, made: diagramOf(summary) };
    }
    const { made } = this.diagram;
    const fitting = run.parameters?.length === summary.parameters ? run.parameters : undefined;
    const sizes = made.columns.map(({ size }) => format.integer(size)).join(" – ");
    const shown = format.integer(summary.parameters);
    return html`
      <header>
        <h2>${words.network}</h2>
        <span class="quiet number" id="parameters">${words.parameters(shown, summary.parameters)}</span>
        <button id="add-layer" @click=${this.addLayer}>${icons.plus}${words.addLayer}</button>
      </header>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.network}>
        <div class="inner">
          ${networkDiagram(made, fitting, words.networkSays(sizes, shown))}
          <div class="columns">
            <div class="column"><span class="title">${words.input}</span><span class="number">${format.integer(summary.features)}</span></div>
            ${this.layers.map((layer, index) => (hasUnits(layer) ? this.renderColumn(layer, index) : nothing))}
          </div>
        </div>
      </div>
      ${this.renderOthers()} ${this.renderProblems()}
      ${
        this.chosen === undefined || this.layers[this.chosen] === undefined
          ? nothing
          : html`<downhill-layer
              index=${this.chosen}
              @moved=${(event: CustomEvent<number | null>) => void this.follow(event.detail)}
            ></downhill-layer>`
      }
    `;
  }

  private renderColumn(layer: LayerWithUnits, index: number): TemplateResult {
    const name = this.labels.layer(index);
    return html`
      <div class="column" role="group" aria-label=${name}>
        ${this.renderTitle(name, index)}
        ${index === this.output ? html`<span class="number">${this.format.integer(Number(layer.units))}</span>` : this.renderUnits(layer, index, name)}
        ${this.renderActivation(layer, index, name)}
      </div>
    `;
  }

  private renderTitle(name: string, index: number): TemplateResult {
    const open = this.chosen === index;
    return html`
      <button
        id="title-${index}"
        class="plain title"
        aria-expanded=${open}
        aria-label=${this.words.editLayer(name)}
        title=${this.words.editLayer(name)}
        @click=${() => {
          this.chosen = open ? undefined : index;
        }}
      >
        ${name}<span class="mark" aria-hidden="true">${open ? "▴" : "▾"}</span>
      </button>
    `;
  }

  private renderUnits(layer: LayerWithUnits, index: number, name: string): TemplateResult {
    const { words } = this;
    const path = join(join(LAYERS, index), "units");
    const problem = this.workspace.document.problems.get(path);
    const units = Number(layer.units);
    const text = writeTyped(problem === undefined ? units : problem.typed);
    const set = (value: unknown) => void this.workspace.document.set(path, value);
    return html`
      <div class="stepper">
        <button
          aria-label=${words.fewerUnits(name)}
          ?disabled=${units <= 1}
          @click=${({ currentTarget }: Event) => {
            // With one unit left the button ends, and the focus passes to the box.
            if (units === 2) ((currentTarget as Element).nextElementSibling as HTMLElement).focus();
            set(units - 1);
          }}
        >
          ${icons.minus}
        </button>
        <input
          type="text"
          inputmode="numeric"
          autocomplete="off"
          aria-label=${words.unitsOf(name)}
          aria-invalid=${problem === undefined ? "false" : "true"}
          aria-describedby="problems"
          .value=${text}
          ${setProperties({ "--letters": text.length })}
          @input=${widen}
          @keydown=${(event: KeyboardEvent) => this.onKey(event, path)}
          @change=${(event: Event) => set(readTyped((event.target as HTMLInputElement).value, UNITS))}
        />
        <button aria-label=${words.moreUnits(name)} @click=${() => set(units + 1)}>${icons.plus}</button>
      </div>
    `;
  }

  private renderActivation(
    layer: Layer,
    index: number,
    name: string,
  ): TemplateResult | typeof nothing {
    if (!("activation" in layer)) return nothing;
    const { activation } = layer;
    const { document } = this.workspace;
    const path = join(join(LAYERS, index), "activation");
    const refused = document.problems.get(path)?.typed;
    const kinds = document.catalog.kinds.activation;
    return html`
      <select
        aria-label=${this.words.activationOf(name)}
        aria-invalid=${refused === undefined ? "false" : "true"}
        aria-describedby="problems"
        @change=${(event: Event) => void document.choose(path, "activation", (event.target as HTMLSelectElement).value)}
      >
        ${options(
          kinds.map(({ id, label }) => ({ id, label: this.say(label) })),
          String(refused ?? activation.type),
        )}
      </select>
    `;
  }

  /** Layers without units of their own have no column: they stand below, in their order. */
  private renderOthers(): TemplateResult | typeof nothing {
    const others = this.layers.flatMap((layer, index) =>
      hasUnits(layer) ? [] : [{ layer, index }],
    );
    if (others.length === 0) return nothing;
    const { kinds } = this.workspace.document.catalog;
    return html`
      <ul class="others">
        ${others.map(({ layer, index }) => {
          const entry = kinds.layer.find(({ id }) => id === layer.type);
          const kind = entry === undefined ? layer.type : this.say(entry.label);
          const name = this.labels.layer(index);
          return html`<li>${this.renderTitle(`${name} · ${kind}`, index)} ${this.renderActivation(layer, index, name)}</li>`;
        })}
      </ul>
    `;
  }

  private renderProblems(): TemplateResult {
    const { problems } = this.workspace.document;
    const mine = [...problems].filter(([path]) =>
      /^model\.layers(\[\d+\](\.(units|activation))?)?$/.test(path),
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

  /** Escape gives a refused text up. */
  private onKey(event: KeyboardEvent, path: string): void {
    const { document } = this.workspace;
    if (event.key !== "Escape" || !document.problems.has(path)) return;
    event.preventDefault();
    document.forget(path);
  }

  /** A copy of the last hidden layer before the output: what fits there already. */
  private async addLayer(): Promise<void> {
    const { document } = this.workspace;
    const place = Math.max(0, this.output);
    const layers: readonly FormComponent[] = this.layers;
    const like = layers.slice(0, place).findLast(hasUnits) ?? NEW_LAYER;
    await document.set(LAYERS, layers.toSpliced(place, 0, like));
    if (document.problems.has(LAYERS)) return;
    if (this.chosen !== undefined && this.chosen >= place) this.chosen += 1;
    await this.updateComplete;
    // It stands beside the output, which is the last.
    const scroll = this.renderRoot.querySelector(".scroll");
    if (scroll !== null) scroll.scrollLeft = scroll.scrollWidth;
  }

  /** The form goes with its layer, and the focus to what leads to it; without a layer to the way to a new one. */
  private async follow(index: number | null): Promise<void> {
    this.chosen = index ?? undefined;
    await this.updateComplete;
    const id = index === null ? "add-layer" : `title-${index}`;
    this.renderRoot.querySelector<HTMLElement>(`#${id}`)?.focus();
  }
}

type LayerWithUnits = Layer & { readonly units: unknown };

/** The box of the units grows while somebody types. */
function widen({ target }: Event): void {
  const { style, value } = target as HTMLInputElement;
  style.setProperty("--letters", String(value.length));
}

/** The first hidden layer of a network that has none. */
const NEW_LAYER = {
  type: "dense",
  units: 8,
  activation: "tanh",
} as const satisfies Written<Layer>;
const UNITS: Field = {
  id: "units",
  type: "integer",
  label: { en: "", zh: "" },
  help: { en: "", zh: "" },
};

declare global {
  interface HTMLElementTagNameMap {
    "downhill-network": DownhillNetwork;
  }
}
