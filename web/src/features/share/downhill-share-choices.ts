// SPDX-License-Identifier: Apache-2.0
/** What readers see, as fields: one for each key of the view that is asked for, of the kind that its declaration says. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "../../app/page_element.ts";
import {
  declaredView,
  type ViewKey,
  type ViewName,
  type ViewValue,
} from "../../documents/view_keys.ts";
import { PART_NAMES } from "../../documents/view_words.ts";
import { NOTATIONS, type NotationId } from "../../locales/notation.ts";
import { choicesStyles } from "./choices_styles.ts";
import { shownSettings } from "./shown_settings.ts";
import { ASKED, namesIn, type ShareStore, shareStoreOf } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };
type Names = Readonly<Record<string, string | undefined>>;

/** Longer texts have more than a line. */
const LINE = 200;
const YES = "yes";
const NO = "no";

/** What is a matter of the frame alone comes first. */
const KEYS = [...ASKED].sort(
  (one, other) => declaredView(one).pages.length - declaredView(other).pages.length,
);

@customElement("downhill-share-choices")
export class DownhillShareChoices extends PageElement {
  static override styles = [...PageElement.styles, choicesStyles];

  private get own(): typeof en {
    return WORDS[this.language];
  }

  private get store(): ShareStore {
    return shareStoreOf(this.workspace);
  }

  private label(key: ViewKey): string {
    return (this.own.keys as Names)[key] ?? key;
  }

  private without(key: ViewKey): string {
    return (this.own.without as Names)[key] ?? "";
  }

  private valueName(key: ViewKey, value: string): string {
    if (key === "parts") return this.say(PART_NAMES[value as ViewName<"parts">]);
    if (key === "notation") return this.say(NOTATIONS[value as NotationId].name);
    const names = (this.own.values as Readonly<Record<string, Names | undefined>>)[key];
    return names?.[value] ?? this.labels.place(value);
  }

  override render(): TemplateResult {
    return html`${KEYS.map((key) => this.renderKey(key, declaredView(key).value))}`;
  }

  private renderKey(key: ViewKey, value: ViewValue): TemplateResult | typeof nothing {
    switch (value.kind) {
      case "switch":
        return this.renderSwitch(key);
      case "choice":
        return this.renderChoice(key, value.values);
      case "list": {
        const { catalog, experiment } = this.workspace.document;
        const names = value.values ?? shownSettings(catalog, experiment);
        return this.renderList(key, names, value.ordered === true);
      }
      case "text":
        return this.renderText(key, value.longest);
      case "number":
        return nothing;
    }
  }

  private renderSwitch(key: ViewKey): TemplateResult {
    const on = (this.store.value(key) ?? declaredView(key).otherwise) === YES;
    return html`
      <label class="line">
        <input id=${key} type="checkbox" .checked=${on} @change=${(event: Event) => {
          this.store.choose(key, (event.target as HTMLInputElement).checked ? YES : NO);
        }} />
        ${this.label(key)}
      </label>
    `;
  }

  private renderChoice(key: ViewKey, values: readonly string[]): TemplateResult {
    const { otherwise } = declaredView(key);
    const chosen = this.store.value(key) ?? otherwise ?? "";
    return html`
      <label class="field">
        <span>${this.label(key)}</span>
        <select id=${key} @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.store.choose(key, value === "" ? undefined : value);
        }}>
          ${otherwise === undefined ? html`<option value="" ?selected=${chosen === ""}>${this.without(key)}</option>` : nothing}
          ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${this.valueName(key, value)}</option>`)}
        </select>
      </label>
    `;
  }

  private renderText(key: ViewKey, longest: number): TemplateResult {
    const value = this.store.value(key) ?? "";
    const write = (event: Event) => {
      const text = (event.target as HTMLInputElement | HTMLTextAreaElement).value.trim();
      this.store.choose(key, text === "" ? undefined : text);
    };
    return html`
      <label class="field">
        <span>${this.label(key)}</span>
        ${
          longest > LINE
            ? html`<textarea id=${key} rows="2" maxlength=${longest} placeholder=${this.without(key)} .value=${value} @change=${write}></textarea>`
            : html`<input id=${key} type="text" maxlength=${longest} placeholder=${this.without(key)} .value=${value} @change=${write} />`
        }
      </label>
    `;
  }

  /** Those that are chosen in their order, the others behind them; where the order says nothing, all as they are declared. */
  private renderList(key: ViewKey, names: readonly string[], ordered: boolean): TemplateResult {
    const chosen = namesIn(this.store.value(key) ?? declaredView(key).otherwise);
    const shown = ordered ? [...chosen, ...names.filter((name) => !chosen.includes(name))] : names;
    const items = repeat(
      shown,
      (name) => name,
      (name) => this.renderName(key, name, { chosen, names, ordered }),
    );
    return ordered
      ? html`<fieldset id=${key}><legend>${this.label(key)}</legend><ul>${items}</ul></fieldset>`
      : html`
          <details>
            <summary>${this.label(key)} <span class="quiet number">${chosen.length === 0 ? "" : this.format.integer(chosen.length)}</span></summary>
            <fieldset id=${key}><legend class="hidden">${this.label(key)}</legend><ul>${items}</ul></fieldset>
          </details>
        `;
  }

  private renderName(key: ViewKey, name: string, list: List): TemplateResult {
    const { own } = this;
    const said = this.valueName(key, name);
    const place = list.chosen.indexOf(name);
    return html`
      <li>
        <label class="line">
          <input type="checkbox" value=${name} .checked=${place >= 0} @change=${(event: Event) => this.toggle(key, name, list, event)} />
          ${said}
        </label>
        ${
          list.ordered && place >= 0
            ? html`
                <button class="plain" aria-label=${own.earlier(said)} title=${own.earlier(said)}
                  aria-disabled=${place === 0} @click=${() => this.move(key, list.chosen, place, -1)}>↑</button>
                <button class="plain" aria-label=${own.later(said)} title=${own.later(said)}
                  aria-disabled=${place === list.chosen.length - 1} @click=${() => this.move(key, list.chosen, place, 1)}>↓</button>
              `
            : nothing
        }
      </li>
    `;
  }

  private toggle(key: ViewKey, name: string, { chosen, names, ordered }: List, event: Event): void {
    const others = chosen.filter((one) => one !== name);
    const box = event.target as HTMLInputElement;
    // A frame without a part shows nothing.
    if (ordered && !box.checked && others.length === 0) {
      box.checked = true;
      return;
    }
    const now = box.checked ? [...others, name] : others;
    const inOrder = ordered ? now : names.filter((one) => now.includes(one));
    this.store.choose(key, inOrder.join(","));
  }

  private move(key: ViewKey, chosen: readonly string[], place: number, by: 1 | -1): void {
    const [one, other] = [chosen[place], chosen[place + by]];
    if (one === undefined || other === undefined) return;
    const moved = chosen.with(place, other).with(place + by, one);
    this.store.choose(key, moved.join(","));
  }
}

interface List {
  readonly chosen: readonly string[];
  readonly names: readonly string[];
  readonly ordered: boolean;
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-share-choices": DownhillShareChoices;
  }
}
