// SPDX-License-Identifier: Apache-2.0
/** The native controls that fields are made of. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { setProperties } from "../set_properties.ts";
import { POSITIONS, positionOf, type SliderRange, valueAt } from "./slider_range.ts";
import { writeTyped } from "./typed_text.ts";

export interface Option {
  readonly id: string;
  readonly label: string;
}

export function slider(field: {
  readonly range: SliderRange;
  readonly value: number;
  readonly label: string;
  readonly set: (value: number) => void;
  readonly fixed?: boolean;
}): TemplateResult {
  const { range, value } = field;
  const position = positionOf(value, range);
  return html`
    <input
      type="range"
      min="0"
      max=${POSITIONS}
      .value=${String(position)}
      ${setProperties({ "--fill": (100 * position) / POSITIONS })}
      aria-label=${field.label}
      aria-valuetext=${writeTyped(value)}
      ?disabled=${field.fixed === true}
      @input=${(event: Event) => field.set(valueAt(Number((event.target as HTMLInputElement).value), range))}
    />
  `;
}

export function select(field: {
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly choose: (id: string) => void;
  readonly invalid: boolean;
  /** Only where there is no label on the page. */
  readonly label: string | undefined;
  readonly fixed?: boolean;
}): TemplateResult {
  return html`
    <select
      id="control"
      aria-invalid=${field.invalid ? "true" : "false"}
      aria-describedby="error help"
      aria-label=${field.label ?? nothing}
      ?disabled=${field.fixed === true}
      @change=${(event: Event) => field.choose((event.target as HTMLSelectElement).value)}
    >
      ${options(field.options, field.chosen)}
    </select>
  `;
}

/** The options of a select. What somebody chose and the parser refused is on the page only: it is compared with the page itself. */
export function options(all: readonly Option[], chosen: string): TemplateResult[] {
  return all.map(
    ({ id, label }) => html`<option value=${id} .selected=${live(id === chosen)}>${label}</option>`,
  );
}

export function textarea(field: {
  readonly text: string;
  readonly invalid: boolean;
  readonly set: (text: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly fixed?: boolean;
}): TemplateResult {
  return html`
    <textarea
      id="control"
      rows="5"
      spellcheck="false"
      .value=${field.text}
      ?disabled=${field.fixed === true}
      aria-invalid=${field.invalid ? "true" : "false"}
      aria-describedby="error help"
      @change=${(event: Event) => field.set((event.target as HTMLTextAreaElement).value)}
      @keydown=${field.onKey}
    ></textarea>
  `;
}
