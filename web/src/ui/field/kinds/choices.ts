// SPDX-License-Identifier: Apache-2.0
/** Several of a few words, each a switch. Without any, what the field says of nothing. */
import { html, type TemplateResult } from "lit";
import { head, notes } from "../parts.ts";
import type { FieldView } from "../view.ts";

export function renderChoices(view: FieldView): TemplateResult {
  const { field, value, name, form } = view;
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (id: string) => {
    const ids = (field.choices ?? []).map((choice) => choice.id);
    const next = ids.filter((one) => chosen.includes(one) !== (one === id));
    view.set(next.length === 0 ? null : next);
  };
  return html`
    ${head(view, chosen.length === 0 ? html`<span class="quiet">${form.empty(field)}</span>` : undefined)}
    <div id="control" class="choices" role="group" aria-label=${name} aria-describedby="error help">
      ${(field.choices ?? []).map(
        ({ id, label }) => html`
          <button aria-pressed=${chosen.includes(id)} ?disabled=${view.fixed} @click=${() => toggle(id)}>${view.say(label)}</button>
        `,
      )}
    </div>
    ${notes(view)}
  `;
}
