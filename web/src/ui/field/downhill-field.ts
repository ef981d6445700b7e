// SPDX-License-Identifier: Apache-2.0
/**
 * One field of the document as a form control, made from its declaration in the catalog. What the parser refuses stays as
 * it was typed, with the parser's sentence below it.
 */
import { ContextConsumer } from "@lit/context";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Field, Text } from "../../engine/api.ts";
import { paragraph } from "../../locales/paragraph.ts";
import type { Words } from "../../locales/words.ts";
import { explained } from "../downhill-term.ts";
import { UiElement } from "../ui_element.ts";
import { type Form, type FormProblem, formContext } from "./form.ts";
import { rendererOf } from "./renderers.ts";
import { standsAsDefault } from "./stands_as_default.ts";
import { fieldStyles } from "./styles.ts";
import type { FieldView } from "./view.ts";

@customElement("downhill-field")
export class DownhillField extends UiElement implements FieldView {
  static override styles = [...UiElement.styles, fieldStyles];

  @property({ attribute: false }) field!: Field;
  @property() path = "";
  @property({ type: Boolean }) unlabelled = false;
  @property({ type: Boolean }) brief = false;
  @state() helpOpen = false;

  readonly #form = new ContextConsumer(this, { context: formContext });

  get form(): Form {
    const { value } = this.#form;
    if (value === undefined) throw new Error(`The field ${this.path} stands in no form.`);
    return value;
  }

  get name(): string {
    return this.say(this.field.label);
  }

  get value(): unknown {
    return this.form.shown(this.path);
  }

  get problem(): FormProblem | undefined {
    return this.form.problem(this.path);
  }

  /** The rows of a table always stand in the document. */
  get canUndo(): boolean {
    const { field, path, value } = this;
    if (field.default === undefined || this.form.isDefault(path) || this.fixed) return false;
    return this.problem !== undefined || !standsAsDefault(field, value);
  }

  get fixed(): boolean {
    return this.form.fixed(this.path);
  }

  override get words(): Words {
    return super.words;
  }

  override say(text: Text): string {
    return super.say(text);
  }

  explained(sentences: readonly (Text | string)[]): unknown {
    const said = sentences.map((one) => (typeof one === "string" ? one : this.say(one)));
    return explained(paragraph(said, this.language), this.language);
  }

  set(value: unknown, dragged = false): void {
    this.form.set(this.path, value, dragged);
  }

  /** The button goes with what it took back: the focus passes to the field. */
  undo(): void {
    this.renderRoot.querySelector<HTMLElement>("#control")?.focus();
    this.form.unset(this.path);
  }

  toggleHelp(): void {
    this.helpOpen = !this.helpOpen;
  }

  onKey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || this.problem === undefined) return;
    event.preventDefault();
    this.form.forget(this.path);
  }

  override render(): TemplateResult {
    return rendererOf(this.field)(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-field": DownhillField;
  }
}
