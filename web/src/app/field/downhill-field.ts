// SPDX-License-Identifier: Apache-2.0
/**
 * One field of the document as a form control, made from its declaration in the catalog. What the parser refuses stays as
 * it was typed, with the parser's sentence below it.
 */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { getAt, join } from "../../documents/path.ts";
import type { Entry, Field } from "../../engine/api.ts";
import { type Option, select, slider, textarea } from "../../ui/field/field_controls.ts";
import { sliderRange } from "../../ui/field/slider_range.ts";
import { readTyped, writeTyped } from "../../ui/field/typed_text.ts";
import { icons } from "../../ui/icons.ts";
import { PageElement } from "../page_element.ts";
import { fieldStyles } from "./field_styles.ts";

/** More hyper-parameters than this go behind a disclosure, but for the first. */
const SHOWN_AT_ONCE = 2;

@customElement("downhill-field")
export class DownhillField extends PageElement {
  static override styles = [...PageElement.styles, fieldStyles];

  @property({ attribute: false }) field!: Field;
  @property() path = "";
  /** In a section with the same heading the label of a component is only for screen readers. */
  @property({ type: Boolean }) unlabelled = false;
  @state() private helpOpen = false;

  protected override stores() {
    return [this.playground.experiment];
  }

  private get value(): unknown {
    const problem = this.playground.experiment.problems.get(this.path);
    if (problem !== undefined) return problem.typed;
    return getAt(this.playground.experiment.experiment, this.path);
  }

  private get name(): string {
    return this.say(this.field.label);
  }

  private set(value: unknown): void {
    void this.playground.experiment.set(this.path, value);
  }

  override render(): TemplateResult {
    switch (this.field.type) {
      case "real":
      case "integer":
        return this.renderNumber();
      case "boolean":
        return this.renderBoolean();
      case "choice":
        return this.renderChoice();
      case "component":
        return this.renderComponent();
      case "group":
        return html`<div role="group" aria-label=${this.name}>${this.renderFields(this.field.fields ?? [])}</div>`;
      case "rows":
        return this.renderRows();
      case "text":
        return html`${this.renderHead(this.renderText("text"))}${this.renderNotes()}`;
      case "packed":
        // Nobody types such a text: it is shown where a document has brought it, to be seen and taken out.
        return this.value === null ? html`` : this.renderList();
      default:
        return this.renderList();
    }
  }

  private renderNumber(): TemplateResult {
    const { field, value } = this;
    const range = sliderRange(field);
    const words = field.words ?? [];
    return html`
      ${this.renderHead(html`
        ${words.map((word) => this.renderWord(word))}
        ${this.renderText("decimal")}
      `)}
      ${
        range === undefined || typeof value !== "number"
          ? nothing
          : slider({ range, value, label: this.name, set: (next) => this.set(next) })
      }
      ${this.renderNotes()}
    `;
  }

  private renderText(mode: "decimal" | "text"): TemplateResult {
    const { field, value } = this;
    const word = typeof value === "string" && (field.words ?? []).includes(value);
    return html`
      <input
        id="control"
        type="text"
        inputmode=${mode}
        autocomplete="off"
        spellcheck="false"
        class=${mode === "text" ? "wide" : ""}
        placeholder=${field.nullable === true || field.empty !== undefined ? this.labels.empty(field) : word ? this.wordLabel(String(value)) : nothing}
        .value=${word ? "" : writeTyped(value)}
        aria-invalid=${this.problem === undefined ? "false" : "true"}
        aria-describedby="error help"
        @change=${(event: Event) => this.set(readTyped((event.target as HTMLInputElement).value, field))}
        @keydown=${this.onKey}
      />
    `;
  }

  /** Escape gives a refused text up. */
  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.problem !== undefined) {
      event.preventDefault();
      this.playground.experiment.forget(this.path);
    }
  }

  private wordLabel(word: string): string {
    return word === "full" ? this.words.wordFull : word;
  }

  private renderWord(word: string): TemplateResult {
    const on = this.value === word;
    const toggle = () => (on ? void this.playground.experiment.unset(this.path) : this.set(word));
    return html`
      <button class="word" aria-pressed=${on} aria-label="${this.name}: ${this.wordLabel(word)}" @click=${toggle}>
        ${this.wordLabel(word)}
      </button>
    `;
  }

  private renderBoolean(): TemplateResult {
    return html`
      ${this.renderHead(html`
        <input
          id="control"
          type="checkbox"
          .checked=${this.value === true}
          aria-describedby="error help"
          @change=${(event: Event) => this.set((event.target as HTMLInputElement).checked)}
        />
      `)}
      ${this.renderNotes()}
    `;
  }

  private renderChoice(): TemplateResult {
    const options = (this.field.choices ?? []).map(({ id, label }) => ({
      id,
      label: this.say(label),
    }));
    return html`
      ${this.renderHead(nothing)}
      ${this.renderSelect(options, String(this.value), (id) => this.set(id))}
      ${this.renderNotes()}
    `;
  }

  private renderSelect(
    options: readonly Option[],
    chosen: string,
    choose: (id: string) => void,
  ): TemplateResult {
    const invalid = this.problem !== undefined;
    return select({
      options,
      chosen,
      choose,
      invalid,
      label: this.unlabelled ? this.name : undefined,
    });
  }

  private renderComponent(): TemplateResult {
    const { experiment } = this.playground;
    const { kind } = this.field;
    if (kind === undefined) return this.renderList();
    const entries = experiment.catalog.kinds[kind];
    const refused = this.problem?.typed;
    const type = getAt(experiment.experiment, join(this.path, "type"));
    const entry = entries.find(({ id }) => id === type);
    const options = entries.map(({ id, label }) => ({ id, label: this.say(label) }));
    return html`
      ${this.unlabelled ? nothing : this.renderHead(nothing)}
      ${this.renderSelect(options, String(refused ?? type), (id) => void experiment.choose(this.path, kind, id))}
      ${this.renderNotes(entry)}
      ${entry === undefined ? nothing : this.renderOwn(entry)}
    `;
  }

  /** The hyper-parameters of the chosen component. */
  private renderOwn(entry: Entry): TemplateResult {
    const fields = [...entry.fields, ...(this.field.fields ?? [])];
    const many = fields.length > SHOWN_AT_ONCE;
    const shown = many ? fields.slice(0, 1) : fields;
    return html`
      <div class="nested">
        ${this.renderFields(shown)}
        ${
          many
            ? html`<details><summary>${this.words.moreOf(this.say(entry.label))}</summary>${this.renderFields(fields.slice(1))}</details>`
            : nothing
        }
      </div>
    `;
  }

  private renderFields(fields: readonly Field[]) {
    return fields.map(
      (field) => html`
        <downhill-field .playground=${this.playground} .field=${field} path=${join(this.path, field.id)}></downhill-field>
      `,
    );
  }

  private renderRows(): TemplateResult {
    return html`
      ${this.renderHead(nothing)}
      ${textarea({
        text: writeTyped(this.value),
        invalid: this.problem !== undefined,
        set: (text) => this.set(readTyped(text, this.field)),
        onKey: (event) => this.onKey(event),
      })}
      ${this.renderNotes()}
    `;
  }

  /** Lists have no form of their own yet: they are written as in the document. Layers are said in words too. */
  private renderList(): TemplateResult {
    const { experiment } = this.playground.experiment;
    const layers = this.field.kind === "layer" ? getAt(experiment, this.path) : undefined;
    return html`
      ${this.renderHead(nothing)}
      ${Array.isArray(layers) ? html`<p class="inside">${this.labels.layers(layers)}</p>` : nothing}
      ${this.renderText("text")} ${this.renderNotes()}
    `;
  }

  private get problem() {
    return this.playground.experiment.problems.get(this.path);
  }

  /** Whether there is a default, and it does not stand there. The rows of a table always stand in the document. */
  private get canUndo(): boolean {
    const { field, path, value } = this;
    if (field.default === undefined || this.playground.experiment.isDefault(path)) return false;
    return this.problem !== undefined || JSON.stringify(value) !== JSON.stringify(field.default);
  }

  /** The button goes with what it took back: the focus passes to the field. */
  private undo(): void {
    this.renderRoot.querySelector<HTMLElement>("#control")?.focus();
    void this.playground.experiment.unset(this.path);
  }

  private renderHead(control: unknown): TemplateResult {
    const { words, name } = this;
    return html`
      <div class="head">
        <label for="control">${name}</label>
        <button
          class="plain small"
          aria-label=${words.help(name)}
          title=${words.help(name)}
          aria-expanded=${this.helpOpen}
          aria-controls="help"
          @click=${() => {
            this.helpOpen = !this.helpOpen;
          }}
        >
          ${icons.help}
        </button>
        <span class="end">
          ${
            this.canUndo
              ? html`<button
                  class="plain small undo"
                  aria-label=${words.toDefault(name)}
                  title=${words.toDefault(name)}
                  @click=${this.undo}
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

  private renderNotes(entry?: Entry): TemplateResult {
    const { field, problem, words } = this;
    const source = entry?.source ?? field.source ?? "";
    const message = problem === undefined ? "" : this.labels.said(problem, this.path, this.canUndo);
    return html`
      <p id="error" class="error" role="alert" ?hidden=${problem === undefined}>${message}</p>
      <p id="help" class="help" ?hidden=${!this.helpOpen}>
        ${this.say(field.help)} ${entry === undefined ? nothing : this.say(entry.help)}
        ${source === "" ? nothing : html`<br /><span class="quiet">${words.sourceOf} ${source}</span>`}
      </p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-field": DownhillField;
  }
}
