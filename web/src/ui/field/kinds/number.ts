// SPDX-License-Identifier: Apache-2.0
/** A number: a box to type into, words that may stand in its place, and a slider where one is useful. */
import { html, nothing, type TemplateResult } from "lit";
import { slider } from "../controls.ts";
import { head, notes, textBox, wordLabel } from "../parts.ts";
import { sliderRange } from "../slider_range.ts";
import type { FieldView } from "../view.ts";

export function renderNumber(view: FieldView): TemplateResult {
  const { field, value } = view;
  const range = sliderRange(field);
  const words = field.words ?? [];
  return html`
    ${head(view, html`${words.map((word) => wordButton(view, word))} ${textBox(view, "decimal")}`)}
    ${
      range === undefined || typeof value !== "number"
        ? nothing
        : slider({
            range,
            value,
            label: view.name,
            set: (next) => view.set(next, true),
            fixed: view.fixed,
          })
    }
    ${notes(view)}
  `;
}

function wordButton(view: FieldView, word: string): TemplateResult {
  const on = view.value === word;
  const toggle = () => (on ? view.form.unset(view.path) : view.set(word));
  const label = wordLabel(view, word);
  return html`
    <button class="word" aria-pressed=${on} aria-label="${view.name}: ${label}" ?disabled=${view.fixed} @click=${toggle}>
      ${label}
    </button>
  `;
}
