// SPDX-License-Identifier: Apache-2.0
/** One of a kind of components (an optimizer, a loss), with the fields of the one that is chosen. */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Entry } from "../../../engine/api.ts";
import { select } from "../controls.ts";
import { fieldsWithin, head, notes } from "../parts.ts";
import type { FieldView } from "../view.ts";
import { renderList } from "./list.ts";

/** More hyper-parameters than this go behind a disclosure, but for the first. */
const SHOWN_AT_ONCE = 2;

export function renderComponent(view: FieldView): TemplateResult {
  const { form, path, problem, name, unlabelled } = view;
  const { kind } = view.field;
  if (kind === undefined) return renderList(view);
  const entries = form.entries(kind);
  const type = form.accepted(form.below(path, "type"));
  const entry = entries.find(({ id }) => id === type);
  return html`
    ${unlabelled ? nothing : head(view)}
    ${select({
      options: entries.map(({ id, label }) => ({ id, label: view.say(label) })),
      chosen: String(problem?.typed ?? type),
      choose: (id) => form.choose(path, kind, id),
      invalid: problem !== undefined,
      label: unlabelled ? name : undefined,
      fixed: view.fixed,
    })}
    ${notes(view, entry)}
    ${entry === undefined || view.brief ? nothing : ownFields(view, entry)}
  `;
}

/** The hyper-parameters of the chosen component. Of another one they are other fields, be their names the same. */
function ownFields(view: FieldView, entry: Entry): unknown {
  const fields = [...entry.fields, ...(view.field.fields ?? [])];
  const many = fields.length > SHOWN_AT_ONCE;
  return keyed(
    entry.id,
    html`
      <div class="nested">
        ${fieldsWithin(view, many ? fields.slice(0, 1) : fields, entry.id)}
        ${
          many
            ? html`<details><summary>${view.words.moreOf(view.say(entry.label))}</summary>${fieldsWithin(view, fields.slice(1), entry.id)}</details>`
            : nothing
        }
      </div>
    `,
  );
}
