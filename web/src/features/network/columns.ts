// SPDX-License-Identifier: Apache-2.0
/** What stands below each column of the network: its name, its units, its activation, its shape, and the layers that follow without units. */
import { html, nothing, type TemplateResult } from "lit";
import type { DocumentStore } from "../../app/document_store.ts";
import { LAYERS } from "../../documents/edits.ts";
import { getAt, join } from "../../documents/path.ts";
import type { Field, Text } from "../../engine/api.ts";
import type { Format } from "../../locales/format.ts";
import type { Words } from "../../locales/words.ts";
import { options } from "../../ui/field/controls.ts";
import { readTyped, writeTyped } from "../../ui/field/typed_text.ts";
import { icons } from "../../ui/icons.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { type LayerGroup, sizeField } from "./groups.ts";
import type { NetworkWords } from "./words.ts";

export interface ColumnHost {
  readonly document: DocumentStore;
  readonly words: Words;
  readonly own: NetworkWords;
  readonly format: Format;
  /** The layer whose form is open. */
  readonly opened: number | undefined;
  readonly inputsOpen: boolean;
  /** The layer of the output. */
  readonly output: number;
  name(layer: number): string;
  say(text: Text): string;
  open(layer: number, event: Event): void;
}

const UNITS: Field = {
  id: "units",
  type: "integer",
  label: { en: "", zh: "" },
  help: { en: "", zh: "" },
};

/** The input's column, or that of a layer with units or maps. */
export function renderColumn(host: ColumnHost, group: LayerGroup): TemplateResult {
  const { words, format, document } = host;
  const { summary } = document.description;
  const { head } = group;
  if (head === undefined) {
    return html`
      <div class="column">
        ${summary.inputs === undefined ? html`<span class="title">${words.input}</span>` : renderInputsTitle(host)}
        <span class="number">${shapeText(format, summary.layers[0]?.input ?? [summary.features])}</span>
        ${renderFollowers(host, group.followers)}
      </div>
    `;
  }
  const name = host.name(head);
  const layer = document.experiment.model.layers[head];
  if (sizeField(layer) === undefined) {
    // Pooling: it has as many channels as come in, and its name tells all.
    return html`
      <div class="column" role="group" aria-label=${name} data-layer=${head}>
        ${renderTitle(host, head, name, kindName(host, head))}
        ${renderShape(host, head)}
        ${renderFollowers(host, group.followers)}
      </div>
    `;
  }
  return html`
    <div class="column" role="group" aria-label=${name} data-layer=${head}>
      ${renderTitle(host, head, name)}
      ${head === host.output ? html`<span class="number">${format.integer(Number(getAt(document.experiment, join(join(LAYERS, head), "units"))))}</span>` : renderUnits(host, head, name)}
      ${renderActivation(host, head, name)}
      ${renderShape(host, head)}
      ${renderFollowers(host, group.followers)}
    </div>
  `;
}

/** Where what enters may be chosen. */
function renderInputsTitle({ words, own, inputsOpen }: ColumnHost): TemplateResult {
  return html`
    <button id="choose-inputs" class="plain title" popovertarget="inputs" aria-label=${own.chooseInputs} title=${own.chooseInputs}>
      ${words.input}<span class="mark" aria-hidden="true">${inputsOpen ? "▴" : "▾"}</span>
    </button>
  `;
}

/** 8 x 6 x 6, or 16. */
const shapeText = (format: Format, shape: readonly number[]): string =>
  shape.map((side) => format.integer(side)).join(" × ");

function renderShape({ document, format, own }: ColumnHost, layer: number): TemplateResult {
  const place = document.description.summary.layers[layer];
  const parameters = place?.parameters ?? 0;
  return html`
    <span class="shape quiet number">
      ${place !== undefined && place.output.length > 1 ? html`${shapeText(format, place.output)}<br />` : nothing}${own.parameters(format.integer(parameters), parameters)}
    </span>
  `;
}

/** What kind of layer it is. */
function kindName({ document, say }: ColumnHost, index: number): string {
  const type = document.experiment.model.layers[index]?.type ?? "";
  const entry = document.catalog.kinds.layer.find(({ id }) => id === type);
  return entry === undefined ? type : say(entry.label);
}

/** `kind`: stands in the place of the name, which is said too. */
function renderTitle(host: ColumnHost, layer: number, name: string, kind?: string): TemplateResult {
  const { own, opened, output } = host;
  const label = kind === undefined ? own.editLayer(name) : `${own.editLayer(name)}: ${kind}`;
  const movable = layer !== output && !host.document.fixed(LAYERS);
  return html`
    <button
      id="title-${layer}"
      class="plain title ${movable ? "movable" : ""}"
      popovertarget="layer"
      aria-label=${label}
      title=${movable ? `${label}. ${own.dragHelp}` : label}
      @click=${(event: Event) => host.open(layer, event)}
    >
      ${kind ?? name}<span class="mark" aria-hidden="true">${opened === layer ? "▴" : "▾"}</span>
    </button>
  `;
}

/** Layers without units of their own stand below the one they follow. */
function renderFollowers(
  host: ColumnHost,
  followers: readonly number[],
): TemplateResult | typeof nothing {
  if (followers.length === 0) return nothing;
  const { own } = host;
  return html`
    <div class="followers">
      ${followers.map((index) => {
        const kind = kindName(host, index);
        const name = host.name(index);
        const label = own.editLayer(name);
        return html`
          <button
            id="title-${index}"
            class="plain title"
            popovertarget="layer"
            aria-label="${label}: ${kind}"
            title="${label}"
            @click=${(event: Event) => host.open(index, event)}
          >
            ${kind}
          </button>
        `;
      })}
    </div>
  `;
}

/** For the keyboard one stop: arrows count up and down. */
function renderUnits(host: ColumnHost, index: number, name: string): TemplateResult {
  const { own, document } = host;
  const layer = document.experiment.model.layers[index];
  const field = sizeField(layer) ?? "units";
  const said =
    field === "units"
      ? { all: own.unitsOf(name), fewer: own.fewerUnits(name), more: own.moreUnits(name) }
      : { all: own.channelsOf(name), fewer: own.fewerChannels(name), more: own.moreChannels(name) };
  const path = join(join(LAYERS, index), field);
  const problem = document.problems.get(path);
  const units = Number(getAt(document.experiment, path));
  const text = writeTyped(problem === undefined ? units : problem.typed);
  const set = (value: unknown) => void document.set(path, value);
  const fixed = document.fixed(path);
  return html`
    <div class="stepper">
      <button
        tabindex="-1"
        aria-label=${said.fewer}
        ?disabled=${units <= 1 || fixed}
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
        role="spinbutton"
        inputmode="numeric"
        autocomplete="off"
        aria-label=${said.all}
        aria-valuenow=${units}
        aria-valuemin="1"
        aria-invalid=${problem === undefined ? "false" : "true"}
        aria-describedby="problems"
        .value=${text}
        ?disabled=${fixed}
        ${setProperties({ "--letters": text.length })}
        @input=${widen}
        @keydown=${(event: KeyboardEvent) => {
          giveUp(event, document, path);
          const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
          if (by === undefined || problem !== undefined) return;
          event.preventDefault();
          if (units + by >= 1) set(units + by);
        }}
        @change=${(event: Event) => set(readTyped((event.target as HTMLInputElement).value, UNITS))}
      />
      <button tabindex="-1" aria-label=${said.more} ?disabled=${fixed} @click=${() => set(units + 1)}>${icons.plus}</button>
    </div>
  `;
}

function renderActivation(
  host: ColumnHost,
  index: number,
  name: string,
): TemplateResult | typeof nothing {
  const { document, own } = host;
  const layer = document.experiment.model.layers[index];
  if (layer === undefined || !("activation" in layer)) return nothing;
  const path = join(join(LAYERS, index), "activation");
  const refused = document.problems.get(path)?.typed;
  const kinds = document.catalog.kinds.activation;
  return html`
    <select
      aria-label=${own.activationOf(name)}
      ?disabled=${document.fixed(path)}
      aria-invalid=${refused === undefined ? "false" : "true"}
      aria-describedby="problems"
      @change=${(event: Event) => void document.choose(path, "activation", (event.target as HTMLSelectElement).value)}
    >
      ${options(
        kinds.map(({ id, label }) => ({ id, label: host.say(label) })),
        String(refused ?? layer.activation.type),
      )}
    </select>
  `;
}

/** Escape gives a refused text up. */
function giveUp(event: KeyboardEvent, document: DocumentStore, path: string): void {
  if (event.key !== "Escape" || !document.problems.has(path)) return;
  event.preventDefault();
  void document.forget(path);
}

/** The box of the units grows while somebody types. */
function widen({ target }: Event): void {
  const { style, value } = target as HTMLInputElement;
  style.setProperty("--letters", String(value.length));
}
