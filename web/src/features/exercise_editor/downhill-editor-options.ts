// SPDX-License-Identifier: Apache-2.0
/** What there is to choose from: of a question, or of a prediction, where it may be said of each when it comes so. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { isObject } from "../../documents/path.ts";
import "./downhill-editor-condition.ts";
import "./downhill-editor-sketch.ts";
import { listAt, sign } from "./draft.ts";
import { EditorPart } from "./editor_part.ts";

const LETTERS = "abcdefgh";
/** What is easily said of every run. */
const FIRST_CONDITION = { metric: "train_loss", comparison: "at_most", value: 0.1 };

@customElement("downhill-editor-options")
export class DownhillEditorOptions extends EditorPart {
  @property() path = "";
  /** Whether they are about a run, which can tell which of them is right. */
  @property({ type: Boolean }) foretold = false;

  override render(): TemplateResult {
    const { own, path, store } = this;
    const all = listAt(store.raw, path);
    const taken = all.map((one) => (isObject(one) ? one.id : undefined));
    const free = [...LETTERS].find((letter) => !taken.includes(letter)) ?? sign();
    return html`
      ${this.faultsAt(path)}
      <ol>${all.map((_, index) => this.renderOption(`${path}[${index}]`, index, all.length > 2))}</ol>
      <div class="actions"><button @click=${() => store.add(path, { id: free })}>${own.addOption}</button></div>
    `;
  }

  private renderOption(path: string, index: number, canGo: boolean): TemplateResult {
    const { own } = this;
    const name = own.optionOf(this.format.integer(index + 1));
    return html`
      <li>
        <div class="row">
          ${this.field(`${path}.text`, { name })}
          ${canGo ? this.removing(path, own.takeAway(name)) : nothing}
        </div>
        ${this.faultsAt(`${path}.id`)}
        <downhill-editor-sketch .path=${path}></downhill-editor-sketch>
        ${this.foretold ? this.renderWhen(`${path}.when`, name) : nothing}
      </li>
    `;
  }

  private renderWhen(path: string, name: string): TemplateResult {
    const { own, store } = this;
    const all = listAt(store.raw, path);
    return html`
      <details>
        <summary>${own.comesSo(all.length > 0)}</summary>
        <div role="group" aria-label=${own.comesSoOf(name)}>
          <p class="note">${own.comesSoNote}</p>
          ${all.map(
            (_, number) => html`
              <div class="head">
                <span class="note">${number === 0 ? nothing : own.and}</span>
                ${this.removing(all.length === 1 ? path : `${path}[${number}]`, own.takeAway(own.condition))}
              </div>
              ${this.faultsAt(`${path}[${number}]`)}
              <downhill-editor-condition runs .path=${`${path}[${number}]`}></downhill-editor-condition>
            `,
          )}
          <div class="actions">
            <button @click=${() => store.add(path, FIRST_CONDITION)}>${own.addCondition}</button>
          </div>
        </div>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-options": DownhillEditorOptions;
  }
}
