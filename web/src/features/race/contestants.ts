// SPDX-License-Identifier: Apache-2.0
/** The form of who races: the setting in which they differ, and a line for each. */
import { html, nothing, type TemplateResult } from "lit";
import { variableName } from "../../app/variable_names.ts";
import { isObject } from "../../documents/path.ts";
import { entryOf } from "../../documents/variable.ts";
import type { Field } from "../../engine/api.ts";
import type { Language } from "../../locales/language.ts";
import { pick, type Words } from "../../locales/words.ts";
import { options } from "../../ui/field/controls.ts";
import { readTyped, writeTyped } from "../../ui/field/typed_text.ts";
import { swatch } from "../../ui/found_table.ts";
import { icons } from "../../ui/icons.ts";
import { FEWEST, MOST, type RaceStore } from "./store.ts";
import type { en } from "./words.en.ts";

export interface Say {
  readonly own: typeof en;
  readonly words: Words;
  readonly language: Language;
  readonly number: (value: number) => string;
}

const typed = (event: Event): string => (event.target as HTMLInputElement).value;

export function renderContestants(store: RaceStore, say: Say): TemplateResult {
  const { own } = say;
  const { values, variable } = store;
  const settings = store.variables.map((one) => ({
    id: one.path,
    label: variableName(one, say.language),
  }));
  return html`
    <label class="differ">
      ${own.differ}
      <select id="differ" @change=${(event: Event) => store.choose(typed(event))}>
        ${options(settings, variable.path)}
      </select>
    </label>
    <ol class="contestants" aria-label=${own.contestants}>
      ${values.map((value, index) => renderOne(store, say, { value, index }))}
    </ol>
    <button id="add" type="button" ?disabled=${values.length >= MOST} @click=${() => store.add()}>
      ${icons.plus} ${own.add}
    </button>
  `;
}

function renderOne(
  store: RaceStore,
  say: Say,
  { value, index }: { readonly value: unknown; readonly index: number },
): TemplateResult {
  const { own } = say;
  const name = store.names[index] ?? "";
  return html`
    <li>
      ${swatch(index)} ${renderValue(store, say, value, index)}
      <button
        class="plain"
        type="button"
        aria-label=${own.remove(name)}
        title=${own.remove(name)}
        ?disabled=${store.values.length <= FEWEST}
        @click=${() => store.remove(index)}
      >
        ${icons.close}
      </button>
    </li>
  `;
}

function renderValue(store: RaceStore, say: Say, value: unknown, index: number): TemplateResult {
  const { variable } = store;
  const { field } = variable;
  const { own, language, number } = say;
  const label = own.contestant(number(index + 1));
  const listed = field.kind === undefined ? field.choices : store.form.entries(field.kind);
  if (listed === undefined) return box(field, value, label, (next) => store.replace(index, next));
  const all = listed.map((one) => ({ id: one.id, label: pick(one.label, language) }));
  const chosen = String(isObject(value) ? value.type : value);
  const choose = (event: Event) => {
    const type = typed(event);
    store.replace(index, field.kind === undefined ? type : store.component(type));
  };
  const entry = entryOf(store.catalog, variable, value);
  const rate = entry?.fields.find(({ id }) => id === "learning_rate");
  return html`
    <select aria-label=${label} @change=${choose}>${options(all, chosen)}</select>
    ${
      rate === undefined || !isObject(value)
        ? nothing
        : box(
            rate,
            value.learning_rate,
            own.rateOf(all.find(({ id }) => id === chosen)?.label ?? ""),
            (next) => store.replace(index, { ...value, learning_rate: next }),
          )
    }
  `;
}

const box = (field: Field, value: unknown, label: string, set: (value: unknown) => void) => html`
  <input
    type="text"
    inputmode="decimal"
    autocomplete="off"
    aria-label=${label}
    .value=${writeTyped(value)}
    @change=${(event: Event) => set(readTyped(typed(event), field))}
  />
`;
