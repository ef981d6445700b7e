// SPDX-License-Identifier: Apache-2.0
/** Yes or no. */
import { html, type TemplateResult } from "lit";
import { head, notes } from "../parts.ts";
import type { FieldView } from "../view.ts";

export function renderBoolean(view: FieldView): TemplateResult {
  const box = html`
    <input
      id="control"
      type="checkbox"
      .checked=${view.value === true}
      ?disabled=${view.fixed}
      aria-describedby="error help"
      @change=${(event: Event) => view.set((event.target as HTMLInputElement).checked)}
    />
  `;
  return html`${head(view, box)}${notes(view)}`;
}
