// SPDX-License-Identifier: Apache-2.0
/** One of a few words. */
import { html, type TemplateResult } from "lit";
import { select } from "../controls.ts";
import { head, notes } from "../parts.ts";
import type { FieldView } from "../view.ts";

export function renderChoice(view: FieldView): TemplateResult {
  const { field, value, problem, unlabelled, name } = view;
  const options = (field.choices ?? []).map(({ id, label }) => ({ id, label: view.say(label) }));
  return html`
    ${head(view)}
    ${select({
      options,
      chosen: String(value),
      choose: (id) => view.set(id),
      invalid: problem !== undefined,
      label: unlabelled ? name : undefined,
      fixed: view.fixed,
    })}
    ${notes(view)}
  `;
}
