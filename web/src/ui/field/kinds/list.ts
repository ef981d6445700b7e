// SPDX-License-Identifier: Apache-2.0
/** Lists have no form of their own yet: they are written as in the document. Layers are said in words too. */
import { html, nothing, type TemplateResult } from "lit";
import { head, notes, textBox } from "../parts.ts";
import type { FieldView } from "../view.ts";

export function renderList(view: FieldView): TemplateResult {
  const layers = view.field.kind === "layer" ? view.form.layers(view.path) : undefined;
  return html`
    ${head(view)}
    ${layers === undefined ? nothing : html`<p class="inside">${layers}</p>`}
    ${textBox(view, "text")} ${notes(view)}
  `;
}
