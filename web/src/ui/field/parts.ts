// SPDX-License-Identifier: Apache-2.0
/** What fields of several kinds are made of: label, help, error, text box, fields within. */
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Entry, Field } from "../../engine/api.ts";
import { icons } from "../icons.ts";
import { missingPart } from "../missing_part.ts";
import { readTyped, writeShort, writeTyped } from "./typed_text.ts";
import type { FieldView } from "./view.ts";

/** Label, help and the way back to the default, with a control at the end of the line. Where it is brief there is no room for that way, unless something is wrong. */
export function head(view: FieldView, control: unknown = nothing): TemplateResult {
  const { words, name } = view;
  return html`
    <div class="head">
      <label for="control">${name}</label>
      <button
        class="plain small"
        aria-label=${words.help(name)}
        title=${words.help(name)}
        aria-expanded=${view.helpOpen}
        aria-controls="help"
        @click=${() => view.toggleHelp()}
      >
        ${icons.help}
      </button>
      ${
        view.fixed
          ? html`<span class="over" role="img" aria-label=${words.fixedHere} title=${words.fixedHere}>${icons.lock}</span>`
          : nothing
      }
      ${
        startsOver(view)
          ? html`<span class="over" title=${words.startsOver}>${words.newRun}</span>`
          : nothing
      }
      <span class="end">
        ${
          view.canUndo && (!view.brief || view.problem !== undefined)
            ? html`<button
                class="plain small undo"
                aria-label=${words.toDefault(name)}
                title=${words.toDefault(name)}
                @click=${() => view.undo()}
              >
                ${icons.undo}
              </button>`
            : nothing
        }
        ${control}
      </span>
    </div>
  `;
}

/** Lists and groups leave it to what stands in them. */
function startsOver({ field, form, path, fixed }: FieldView): boolean {
  return !fixed && field.type !== "list" && form.startsOver(path);
}

/** What the parser says, and the help. `entry`: the component that is chosen. */
export function notes(view: FieldView, entry?: Entry): TemplateResult {
  const { field, problem, words, form, path } = view;
  const explains = view.helpOpen && form.explains();
  const source = explains ? (entry?.source ?? field.source ?? "") : "";
  const sentences = [
    ...(explains ? [field.help] : []),
    ...(explains && entry !== undefined ? [entry.help] : []),
    ...(view.helpOpen && view.fixed ? [words.staysAsItIs] : []),
    ...(view.helpOpen && startsOver(view) ? [words.startsOverHelp] : []),
  ];
  const message = problem === undefined ? "" : form.said(problem, path, view.canUndo);
  return html`
    <p id="error" class="error" role="alert" ?hidden=${problem === undefined}>${message}</p>
    <p id="help" class="help" ?hidden=${!view.helpOpen}>
      ${view.helpOpen ? missingPart(form.unexplained(), words) : nothing}
      ${view.explained(sentences)}
      ${source === "" ? nothing : html`<br /><span class="quiet">${words.sourceOf} ${source}</span>`}
    </p>
  `;
}

export function wordLabel({ words }: FieldView, word: string): string {
  return word === "full" ? words.wordFull : word;
}

export function textBox(view: FieldView, mode: "decimal" | "text"): TemplateResult {
  const { field, value, problem } = view;
  const word = typeof value === "string" && (field.words ?? []).includes(value);
  const mayBeEmpty = field.nullable === true || field.empty !== undefined;
  const placeholder = mayBeEmpty ? view.form.empty(field) : nothing;
  return html`
    <input
      id="control"
      type="text"
      inputmode=${mode}
      autocomplete="off"
      spellcheck="false"
      class=${mode === "text" ? "wide" : ""}
      placeholder=${word && !mayBeEmpty ? wordLabel(view, String(value)) : placeholder}
      .value=${word ? "" : view.brief ? writeShort(value) : writeTyped(value)}
      ?disabled=${view.fixed}
      aria-invalid=${problem === undefined ? "false" : "true"}
      aria-describedby="error help"
      @change=${(event: Event) => view.set(readTyped((event.target as HTMLInputElement).value, field))}
      @keydown=${(event: KeyboardEvent) => view.onKey(event)}
    />
  `;
}

/** Fields of what stands at the place of `view`. `owner`: whose they are; help that is open on one does not pass to another's. */
export function fieldsWithin(
  { path, form }: FieldView,
  fields: readonly Field[],
  owner = "",
): unknown {
  return repeat(
    fields,
    ({ id }) => `${owner} ${id}`,
    (field) =>
      html`<downhill-field .field=${field} path=${form.below(path, field.id)}></downhill-field>`,
  );
}
