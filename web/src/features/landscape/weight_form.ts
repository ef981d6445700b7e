// SPDX-License-Identifier: Apache-2.0
/** The form of two chosen weights: for each its layer, its unit, and what the unit looks at. */
import { html, type TemplateResult } from "lit";
import { unitCount } from "../../charts/network_layout.ts";
import { type Source, sourcesOf } from "../../charts/unit_sources.ts";
import type { Description } from "../../engine/api.ts";
import { inputNames } from "../../engine/network_inputs.ts";
import type { Format } from "../../locales/format.ts";
import type { Labels } from "../../locales/labels.ts";
import type { Like } from "../../locales/words.ts";
import { options } from "../../ui/field/controls.ts";
import type { LandscapeStore } from "./store.ts";
import {
  inputsOf,
  parameterOf,
  type WeightPlace,
  weighingLayers,
  weightAt,
  withChosen,
} from "./weight_choice.ts";
import type { en } from "./words.en.ts";

export interface Names {
  readonly own: Like<typeof en>;
  readonly labels: Labels;
  readonly format: Format;
}

type Network = Pick<Description, "experiment" | "summary">;

function endName({ own, format }: Names, { summary }: Network, source: Source): string {
  const number = (index: number) => format.integer(index + 1);
  switch (source.kind) {
    case "input":
      return inputNames(summary)[source.input] ?? number(source.input);
    case "unit":
      return own.unit(number(source.place.unit));
    case "number":
      return own.input(number(source.number));
    case "pixel":
      return own.pixel(number(source.channel), number(source.row), number(source.column));
  }
}

function endNames(names: Names, network: Network, layer: number): string[] {
  const named = sourcesOf(network, layer).map((source) => endName(names, network, source));
  return inputsOf(network, layer).biased ? [...named, names.own.bias] : named;
}

/** "x1 → Layer 1, unit 3". */
export function weightName(names: Names, network: Network, parameter: number): string {
  const place = weightAt(network, parameter);
  if (place === undefined) return names.own.parameter(names.format.integer(parameter + 1));
  const from = endNames(names, network, place.layer)[place.input] ?? "";
  return `${from} → ${names.labels.unit(place)}`;
}

export function renderPair(store: LandscapeStore, names: Names, network: Network): TemplateResult {
  const { own } = names;
  return html`
    ${store.pair.map((parameter, at) => {
      const place = weightAt(network, parameter) ?? { layer: 0, unit: 0, input: 0 };
      const choose = (next: WeightPlace) =>
        store.choosePair(withChosen(store.pair, at, parameterOf(network, next)));
      return renderWeight(names, network, place, own.axis[at] ?? "", choose);
    })}
  `;
}

function renderWeight(
  names: Names,
  network: Network,
  place: WeightPlace,
  axis: string,
  choose: (place: WeightPlace) => void,
): TemplateResult {
  const { own, labels, format } = names;
  const { layer, unit, input } = place;
  const picked = (event: Event) => Number((event.target as HTMLSelectElement).value);
  const list = (all: readonly string[]) =>
    all.map((label, index) => ({ id: String(index), label }));
  const size = network.summary.layers[layer];
  const units = Array.from({ length: size === undefined ? 1 : unitCount(size) }, (_, index) =>
    own.unit(format.integer(index + 1)),
  );
  const layers = weighingLayers(network).map((one) => ({
    id: String(one),
    label: labels.layer(one),
  }));
  return html`
    <fieldset class="weight">
      <legend>${axis}</legend>
      <select aria-label=${own.weightInput} @change=${(event: Event) => choose({ layer, unit, input: picked(event) })}>
        ${options(list(endNames(names, network, layer)), String(input))}
      </select>
      <span aria-hidden="true">→</span>
      <select aria-label=${own.weightLayer} @change=${(event: Event) => choose({ layer: picked(event), unit: 0, input: 0 })}>
        ${options(layers, String(layer))}
      </select>
      <select aria-label=${own.weightUnit} @change=${(event: Event) => choose({ layer, unit: picked(event), input })}>
        ${options(list(units), String(unit))}
      </select>
    </fieldset>
  `;
}
