// SPDX-License-Identifier: Apache-2.0
/** Rows of numbers, one a line. */
import { html, type TemplateResult } from "lit";
import { textarea } from "../controls.ts";
import { head, notes } from "../parts.ts";
import { readTyped, writeTyped } from "../typed_text.ts";
import type { FieldView } from "../view.ts";

export function renderRows(view: FieldView): TemplateResult {
  return html`
    ${head(view)}
    ${textarea({
      text: writeTyped(view.value),
      invalid: view.problem !== undefined,
      set: (text) => view.set(readTyped(text, view.field)),
      onKey: (event) => view.onKey(event),
      fixed: view.fixed,
    })}
    ${notes(view)}
  `;
}
