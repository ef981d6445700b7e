// SPDX-License-Identifier: Apache-2.0
/** The form of the space: a group for each setting, with its range or its list. */
import { html, nothing, type TemplateResult } from "lit";
import { valueName, variableName } from "../../app/variable_names.ts";
import type { Field } from "../../engine/api.ts";
import type { Language } from "../../locales/language.ts";
import { options } from "../../ui/field/controls.ts";
import { readTyped, writeTyped } from "../../ui/field/typed_text.ts";
import { icons } from "../../ui/icons.ts";
import { choicesOf, hasRange, type Row } from "./space.ts";
import { MOST, type SearchStore } from "./store.ts";
import type { en } from "./words.en.ts";

export interface Say {
  readonly own: typeof en;
  readonly language: Language;
}

const typed = (event: Event): string => (event.target as HTMLInputElement).value;

export function renderSpace(store: SearchStore, say: Say): TemplateResult {
  const { own } = say;
  const { rows } = store;
  return html`
    <div class="space">
      ${rows.map((row, index) => renderRow(store, say, row, index))}
      <button
        id="add"
        type="button"
        ?disabled=${rows.length >= MOST || store.free().length === 0}
        @click=${() => store.add()}
      >
        ${icons.plus} ${own.add}
      </button>
    </div>
  `;
}

function renderRow(store: SearchStore, say: Say, row: Row, index: number): TemplateResult {
  const { own, language } = say;
  const variable = store.variable(row);
  const name = variableName(variable, language);
  const settings = store
    .free(row)
    .map((one) => ({ id: one.path, label: variableName(one, language) }));
  return html`
    <fieldset>
      <legend class="hidden">${name}</legend>
      <div class="line">
        <select class="setting" aria-label=${own.setting} @change=${(event: Event) => store.choose(index, typed(event))}>
          ${options(settings, row.path)}
        </select>
        <button
          class="plain"
          type="button"
          aria-label=${own.remove(name)}
          title=${own.remove(name)}
          ?disabled=${store.rows.length < 2}
          @click=${() => store.remove(index)}
        >
          ${icons.close}
        </button>
      </div>
      ${
        choicesOf(variable, store.catalog) === undefined
          ? renderNumbers(store, say, row, index)
          : renderChoices(store, say, row, index)
      }
    </fieldset>
  `;
}

function renderNumbers(store: SearchStore, { own }: Say, row: Row, index: number): TemplateResult {
  const { field } = store.variable(row);
  const ways = (["range", "list"] as const).map((id) => ({ id, label: own.from[id] }));
  const box = (label: string, value: unknown, key: "minimum" | "maximum") => html`
    <input type="text" inputmode="decimal" autocomplete="off" aria-label=${label} .value=${writeTyped(value)}
      @change=${(event: Event) => store.change(index, { [key]: readTyped(typed(event), field) })} />
  `;
  return html`
    <div class="line">
      ${
        hasRange(store.variable(row))
          ? html`
              <select aria-label=${own.way} @change=${(event: Event) => store.change(index, { from: typed(event) as Row["from"] })}>
                ${options(ways, row.from)}
              </select>
            `
          : nothing
      }
      ${
        row.from === "range"
          ? html`
              ${box(own.minimum, row.minimum, "minimum")} <span aria-hidden="true">–</span>
              ${box(own.maximum, row.maximum, "maximum")}
              <button
                type="button"
                class="log"
                aria-pressed=${row.logarithmic}
                title=${own.logarithmicHelp}
                aria-label=${own.logarithmicHelp}
                @click=${() => store.change(index, { logarithmic: !row.logarithmic })}
              >
                ${own.logarithmic}
              </button>
            `
          : html`
              <input class="list" type="text" autocomplete="off" aria-label=${own.values} title=${own.values} .value=${writeTyped(row.values)}
                @change=${(event: Event) => store.change(index, { values: list(typed(event), field) })} />
            `
      }
    </div>
  `;
}

const list = (text: string, field: Field): unknown[] =>
  text
    .split(/[\s,;]+/)
    .filter((item) => item !== "")
    .map((item) => readTyped(item, field));

/** Those that are in it, and those that may come in. */
function renderChoices(
  store: SearchStore,
  { own, language }: Say,
  row: Row,
  index: number,
): TemplateResult {
  const variable = store.variable(row);
  const nameOf = (id: unknown) => valueName(store.catalog, variable, id, language);
  const out = (choicesOf(variable, store.catalog) ?? []).filter((id) => !row.values.includes(id));
  const add = (event: Event) => {
    const id = typed(event);
    if (id !== "") store.change(index, { values: [...row.values, id] });
  };
  return html`
    <div class="line chips">
      ${row.values.map(
        (id) => html`
          <button
            type="button"
            class="chip"
            aria-label=${own.leaveOut(nameOf(id))}
            title=${own.leaveOut(nameOf(id))}
            ?disabled=${row.values.length < 2}
            @click=${() => store.change(index, { values: row.values.filter((one) => one !== id) })}
          >
            ${nameOf(id)} ${icons.close}
          </button>
        `,
      )}
      ${
        out.length === 0
          ? nothing
          : html`
              <select aria-label=${own.takeIn} @change=${add}>
                ${options([{ id: "", label: own.more }, ...out.map((id) => ({ id, label: nameOf(id) }))], "")}
              </select>
            `
      }
    </div>
  `;
}
