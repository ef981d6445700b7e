// SPDX-License-Identifier: Apache-2.0
/** With which class or which value is drawn. */
import { html, type TemplateResult } from "lit";
import { markPath, shapeOf } from "../../../charts/markers.ts";
import type { Format } from "../../../locales/format.ts";
import { setProperties } from "../../../ui/set_properties.ts";
import type { DataWords } from "../words.ts";
import type { DrawingStore } from "./store.ts";

export const VALUE_STEP = 0.1;

type Own = DataWords["drawing"];

export function classChoice(store: DrawingStore, own: Own, format: Format): TemplateResult {
  const erases = store.tool.value === "erase";
  return html`
    <div class="choice" role="group" aria-label=${own.classes}>
      ${Array.from(
        { length: store.labels.value },
        (_, index) => html`
          <button
            class="swatch"
            id="draw-class-${index}"
            aria-label=${own.classOf(format.integer(index + 1))}
            title=${own.classOf(format.integer(index + 1))}
            aria-pressed=${!erases && store.label.value === index}
            ${setProperties({ "--mark": `var(--class-${index})` })}
            @click=${() => store.choose(index)}
          >
            <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true"><path d=${markPath(shapeOf(index), 6)}></path></svg>
          </button>
        `,
      )}
    </div>
  `;
}

export function valueChoice({ value }: DrawingStore, own: Own, format: Format): TemplateResult {
  return html`
    <label>
      ${own.value}
      <input
        id="draw-value"
        type="range"
        min="-1"
        max="1"
        step=${VALUE_STEP}
        .value=${String(value.value)}
        @input=${(event: Event) => {
          value.value = Number((event.target as HTMLInputElement).value);
        }}
      />
      <output class="number">${format.plain(value.value)}</output>
    </label>
  `;
}
