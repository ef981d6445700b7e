// SPDX-License-Identifier: Apache-2.0
/** The network and its editor: one column a layer, with its units, its activation and a form for the rest. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Field, Layer, Written } from "../engine/api.ts";
import { derivingOutput } from "../state/edits.ts";
import { join } from "../state/path.ts";
import { sentence } from "../state/refusal.ts";
import { PageElement } from "./base.ts";
import "./downhill-layer.ts";
import { icons } from "./icons.ts";
import { type Diagram, diagramOf, networkDiagram } from "./network_diagram.ts";
import { networkStyles } from "./network_styles.ts";
import { setProperties } from "./set_properties.ts";
import { readTyped, writeTyped } from "./typed_text.ts";

const LAYERS = "model.layers";

@customElement("downhill-network")
export class DownhillNetwork extends PageElement {
  static override styles = [...PageElement.styles, networkStyles];

  @state() private chosen: number | undefined;

  private diagram: { readonly of: unknown; readonly made: Diagram } | undefined;
  private drawnParameters: unknown;

  protected override stores() {
    return [this.playground.experiment, this.playground.runs];
  }

  /** Frames come sixty times a second, new weights a few times. */
  protected override told(): void {
    const { runs, experiment } = this.playground;
    const fresh = runs.parameters !== this.drawnParameters;
    if (
      fresh ||
      this.drawnFor !== experiment.description ||
      this.drawnProblems !== experiment.problems
    ) {
      this.requestUpdate();
    } else if (this.drawnLanguage !== this.playground.settings.language) {
      this.requestUpdate();
    }
  }

  private drawnFor: unknown;
  private drawnProblems: unknown;
  private drawnLanguage: unknown;

  private get layers(): readonly Layer[] {
    return this.playground.experiment.experiment.model.layers;
  }

  /** The last layer with units: its size follows from data and loss. */
  private get output(): number {
    return this.layers.findLastIndex(hasUnits);
  }

  private name(index: number): string {
    const { words, format } = this;
    return index === this.output ? words.output : words.layer(format.integer(index + 1));
  }

  override render() {
    const { words, format } = this;
    const { runs, experiment, settings } = this.playground;
    const { description } = experiment;
    const { summary } = description;
    this.drawnFor = description;
    this.drawnProblems = experiment.problems;
    this.drawnLanguage = settings.language;
    this.drawnParameters = runs.parameters;
    if (this.diagram?.of !== description) {
      this.diagram = { of: description, made: diagramOf(summary) };
    }
    const { made } = this.diagram;
    const fitting = runs.parameters?.length === summary.parameters ? runs.parameters : undefined;
    const sizes = made.columns.map(({ size }) => format.integer(size)).join(" – ");
    const shown = format.integer(summary.parameters);
    return html`
      <header>
        <h2>${words.network}</h2>
        <span class="quiet number" id="parameters">${words.parameters(shown, summary.parameters)}</span>
        <button id="add-layer" @click=${this.addLayer}>${icons.plus}${words.addLayer}</button>
      </header>
      <div class="scroll" tabindex="0" role="region" aria-label=${words.network}>
        <div class="inner" ${setProperties({ "--columns": made.columns.length })}>
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
              .playground=${this.playground}
              index=${this.chosen}
              name=${this.name(this.chosen)}
              ?output=${this.chosen === this.output}
              @moved=${(event: CustomEvent<number | undefined>) => {
                this.chosen = event.detail;
              }}
            ></downhill-layer>`
      }
    `;
  }

  private renderColumn(layer: LayerWithUnits, index: number): TemplateResult {
    const name = this.name(index);
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
    const problem = this.playground.experiment.problems.get(path);
    const units = Number(layer.units);
    const set = (value: unknown) => void this.playground.experiment.set(path, value);
    return html`
      <div class="stepper">
        <button aria-label=${words.fewerUnits(name)} ?disabled=${units <= 1} @click=${() => set(units - 1)}>${icons.minus}</button>
        <input
          type="text"
          inputmode="numeric"
          autocomplete="off"
          aria-label=${words.unitsOf(name)}
          aria-invalid=${problem === undefined ? "false" : "true"}
          aria-describedby="problems"
          .value=${writeTyped(problem === undefined ? units : problem.typed)}
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
    const { experiment } = this.playground;
    const path = join(join(LAYERS, index), "activation");
    return html`
      <select
        aria-label=${this.words.activationOf(name)}
        @change=${(event: Event) => void experiment.choose(path, "activation", (event.target as HTMLSelectElement).value)}
      >
        ${experiment.catalog.kinds.activation.map(
          ({ id, label }) =>
            html`<option value=${id} .selected=${id === activation.type}>${this.say(label)}</option>`,
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
    const { kinds } = this.playground.experiment.catalog;
    return html`
      <ul class="others">
        ${others.map(({ layer, index }) => {
          const entry = kinds.layer.find(({ id }) => id === layer.type);
          const kind = entry === undefined ? layer.type : this.say(entry.label);
          return html`<li>${this.renderTitle(`${this.name(index)} · ${kind}`, index)} ${this.renderActivation(layer, index, this.name(index))}</li>`;
        })}
      </ul>
    `;
  }

  private renderProblems(): TemplateResult {
    const { problems } = this.playground.experiment;
    const { language } = this.playground.settings;
    const mine = [...problems].filter(([path]) =>
      /^model\.layers(\[\d+\]\.(units|activation))?$/.test(path),
    );
    return html`
      <p id="problems" class="error" role="alert" ?hidden=${mine.length === 0}>
        ${mine.map(([, problem]) => html`<span>${sentence(problem, language)}</span>`)}
      </p>
    `;
  }

  /** A copy of the last hidden layer before the output: what fits there already. */
  private addLayer(): void {
    const { experiment } = this.playground;
    const { layers } = this;
    const place = Math.max(0, this.output);
    const like = layers.slice(0, place).findLast(hasUnits);
    const more = [...layers.slice(0, place), like ?? NEW_LAYER, ...layers.slice(place)];
    void experiment.set(LAYERS, derivingOutput(more));
  }
}

type LayerWithUnits = Extract<Layer, { readonly units: unknown }>;
const hasUnits = (layer: Layer): layer is LayerWithUnits => "units" in layer;

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
