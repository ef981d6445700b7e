// SPDX-License-Identifier: Apache-2.0
/** One field of the exercise, drawn after its declaration: what it takes, how long it may be, what it is for, and what is amiss with it. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { getAt, isObject, steps, within } from "../../documents/path.ts";
import type { Refusal } from "../../documents/refusal.ts";
import { EXERCISE } from "../../exercises/document.ts";
import { declaredAt } from "../../exercises/faults.ts";
import { readTypedNumber } from "../../locales/typed_number.ts";
import type { Choice } from "./draft.ts";
import { fieldStyles } from "./field_styles.ts";
import { type EditorStore, editorOf } from "./store.ts";
import { type EditorWords, editorWords } from "./words.ts";

const LANGUAGES = ["en", "zh"] as const;
const CHINESE = /[\u4e00-\u9fff]/;
/** A text that may be longer has several lines. */
const ONE_LINE = 120;

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

@customElement("downhill-exercise-field")
export class DownhillExerciseField extends PageElement {
  static override styles = [...PageElement.styles, fieldStyles];

  @property() path = "";
  /** In the place of its own name. */
  @property() name = "";
  /** In the place of typing. */
  @property({ attribute: false }) choices: readonly Choice[] | undefined;
  /** Several lines are typed, as of code. */
  @property({ type: Boolean }) lines = false;
  /** Takes what is chosen, where more than this place changes with it. */
  @property({ attribute: false }) put: ((value: unknown) => void) | undefined;
  /** What it is for stands beside it. */
  @property({ type: Boolean }) helps = false;
  /** As it is typed: `0.` is not to become `0` under one's hands. */
  @state() private typed: string | undefined;

  private get own(): EditorWords {
    return editorWords(this.language);
  }
  private get store(): EditorStore {
    return editorOf(this.workspace);
  }
  private get value(): unknown {
    return getAt(this.store.raw, this.path);
  }
  private get label(): string {
    if (this.name !== "") return this.name;
    const names: Readonly<Record<string, string>> = this.own.fields;
    const key = steps(this.path).findLast((step) => typeof step === "string") ?? "";
    return names[key] ?? String(key);
  }

  override render(): TemplateResult | typeof nothing {
    const declared = declaredAt(EXERCISE, this.store.raw, this.path);
    if (declared === undefined) return nothing;
    const schema = declared.shape.schema as Schema;
    const { help } = declared;
    const faults = this.store.faults.value.filter(({ path }) => within(this.path, path));
    const isMissing = this.value === undefined || this.value === "";
    return html`
      ${this.renderControl(schema, !declared.needed, faults.length > 0 && !isMissing)}
      ${this.helps && help !== undefined ? html`<p class="help" id="help">${this.plain(this.say(help))}</p>` : nothing}
      ${
        faults.length === 0
          ? nothing
          : html`<p class=${isMissing ? "missing" : "fault"} id="fault">${isMissing ? this.own.missing : this.said(faults)}</p>`
      }
    `;
  }

  /** Marks of Markdown, and what stands in the file where the form has a box, are for the docs. */
  private plain(text: string): string {
    return text.replaceAll("`", "").replace(/^true[:：] ?/, "");
  }

  private said(faults: readonly Refusal[]): string {
    const between = this.language === "zh" ? "" : " ";
    return [...new Set(faults.map(({ message }) => this.say(message)))].join(between);
  }

  private renderControl(schema: Schema, optional: boolean, amiss: boolean): TemplateResult {
    if (schema.anyOf !== undefined) return this.renderTexts(schema.anyOf[0] ?? {}, amiss);
    if (schema.const === true) {
      return html`
        <label class="flag">
          <input type="checkbox" .checked=${this.value === true} @change=${(event: Event) => this.store.set(this.path, (event.target as HTMLInputElement).checked || undefined)} />
          ${this.label}
        </label>
      `;
    }
    const choices = this.choices ?? schema.enum?.map((id) => ({ id, label: this.nameOf(id) }));
    return html`
      <label for="control">${this.label}</label>
      ${choices === undefined ? this.renderLine(schema, amiss) : this.renderChoice(choices, optional)}
    `;
  }

  private nameOf(id: string): string {
    const names: Readonly<Record<string, string>> = this.own.words;
    return names[id] ?? id;
  }

  private renderChoice(choices: readonly Choice[], optional: boolean): TemplateResult {
    const now = this.value === undefined ? "" : String(this.value);
    const isKnown = choices.some(({ id }) => id === now);
    return html`
      <select id="control" aria-describedby="fault help" @change=${this.choose}>
        ${optional || now === "" ? html`<option value="" ?selected=${now === ""}>–</option>` : nothing}
        ${isKnown || now === "" ? nothing : html`<option value=${now} selected>${now}</option>`}
        ${choices.map(({ id, label }) => html`<option value=${id} ?selected=${id === now}>${label}</option>`)}
      </select>
    `;
  }

  private renderLine(schema: Schema, amiss: boolean): TemplateResult {
    const { value } = this;
    const shown =
      value === undefined || value === null ? "" : isObject(value) ? "…" : String(value);
    if (this.lines) {
      const take = (typed: string) => this.store.set(this.path, typed === "" ? undefined : typed);
      return this.renderText("control", shown, schema, amiss, take);
    }
    const isNumber = schema.type === "number" || schema.type === "integer";
    return html`
      <input
        id="control"
        type="text"
        inputmode=${isNumber ? "decimal" : "text"}
        maxlength=${schema.maxLength ?? nothing}
        placeholder=${this.bounds(schema)}
        autocomplete="off"
        aria-invalid=${amiss}
        aria-describedby="fault help"
        .value=${this.typed ?? shown}
        @input=${(event: Event) => this.type((event.target as HTMLInputElement).value, schema)}
        @change=${this.leave}
      />
    `;
  }

  private bounds({ minimum, maximum, type }: Schema): string {
    const isBounded = type === "integer" && minimum !== undefined && maximum !== undefined;
    return isBounded
      ? this.own.from(this.format.integer(minimum), this.format.integer(maximum))
      : "";
  }

  private renderTexts(schema: Schema, amiss: boolean): TemplateResult {
    const { value, store, own } = this;
    if (!store.both.value) {
      const text =
        typeof value === "string" ? value : isObject(value) ? (value.en ?? value.zh) : "";
      return html`
        <label for="control">${this.label}</label>
        ${this.renderText("control", String(text ?? ""), schema, amiss, (typed) => store.set(this.path, typed === "" ? undefined : typed))}
      `;
    }
    const texts = textsOf(value);
    return html`
      <fieldset>
        <legend>${this.label}</legend>
        ${LANGUAGES.map(
          (language) => html`
            <label for=${language}><span class="quiet">${own.languages[language]}</span></label>
            ${this.renderText(language, texts[language] ?? "", schema, amiss, (typed) => store.set(this.path, joined({ ...texts, [language]: typed })))}
          `,
        )}
      </fieldset>
    `;
  }

  private renderText(
    id: string,
    text: string,
    { maxLength = ONE_LINE }: Schema,
    amiss: boolean,
    take: (typed: string) => void,
  ): TemplateResult {
    const type = (event: Event) => take((event.target as HTMLInputElement).value);
    const lang = id === "control" ? nothing : id;
    return maxLength <= ONE_LINE
      ? html`<input id=${id} type="text" lang=${lang} autocomplete="off" aria-invalid=${amiss} aria-describedby="fault help" .value=${text} @input=${type} @change=${this.leave} />`
      : html`<textarea id=${id} lang=${lang} rows=${maxLength > 1_000 ? 5 : 2} aria-invalid=${amiss} aria-describedby="fault help" .value=${text} @input=${type} @change=${this.leave}></textarea>`;
  }

  private type(typed: string, { type }: Schema): void {
    this.typed = typed;
    this.store.set(this.path, parsed(typed, type));
  }

  private readonly leave = (): void => {
    this.typed = undefined;
    this.store.history.settle();
  };

  private readonly choose = (event: Event): void => {
    const chosen = (event.target as HTMLSelectElement).value;
    const declared = declaredAt(EXERCISE, this.store.raw, this.path);
    const { type } = (declared?.shape.schema ?? {}) as Schema;
    const value = parsed(chosen, type);
    if (this.put === undefined) this.store.set(this.path, value);
    else this.put(value);
    this.store.history.settle();
  };
}

/** What is no number where one is wanted stays as it is typed: it is told there, and nothing is lost. */
function parsed(typed: string, type: Schema["type"]): unknown {
  const plain = typed.trim();
  if (plain === "") return undefined;
  const takesNumber = type === "number" || type === "integer" || Array.isArray(type);
  const number = takesNumber ? readTypedNumber(plain) : undefined;
  if (number !== undefined) return number;
  if (Array.isArray(type) && (plain === "true" || plain === "false")) return plain === "true";
  return typed;
}

type Texts = { readonly [L in (typeof LANGUAGES)[number]]?: string };

/** One text that is meant for both stands where its signs belong. */
function textsOf(value: unknown): Texts {
  if (typeof value === "string") return CHINESE.test(value) ? { zh: value } : { en: value };
  if (!isObject(value)) return {};
  const [en, zh] = [value.en, value.zh];
  return {
    ...(typeof en === "string" ? { en } : {}),
    ...(typeof zh === "string" ? { zh } : {}),
  };
}

function joined(texts: Texts): Texts | undefined {
  const filled = Object.entries(texts).filter(([, text]) => text !== "");
  return filled.length === 0 ? undefined : Object.fromEntries(filled);
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-field": DownhillExerciseField;
  }
}
