// SPDX-License-Identifier: Apache-2.0
/** What students read, and what only the teacher does. */
import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { listAt } from "./draft.ts";
import { EditorPart } from "./editor_part.ts";

@customElement("downhill-editor-text")
export class DownhillEditorText extends EditorPart {
  override render(): TemplateResult {
    const { own, store } = this;
    const hints = listAt(store.raw, "hints");
    return html`
      <h4 tabindex="-1">${own.textTitle}</h4>
      <label class="note actions">
        <input
          id="both"
          type="checkbox"
          .checked=${store.both.value}
          @change=${(event: Event) => {
            store.wantsBoth.value = (event.target as HTMLInputElement).checked;
          }}
        />
        ${own.both}
      </label>
      ${this.field("title")} ${this.field("task", { helps: true })}
      <ol aria-label=${own.hints}>
        ${hints.map((_, index) => {
          const name = own.hintOf(this.format.integer(index + 1));
          return html`<li class="row">${this.field(`hints[${index}]`, { name })}${this.removing(`hints[${index}]`, own.takeAway(name))}</li>`;
        })}
      </ol>
      <div class="actions">
        <button id="add-hint" @click=${() => store.add("hints", "")}>${own.addHint}</button>
      </div>
      ${this.field("misconception", { helps: true })} ${this.field("minutes")}
      ${this.field("solution.because", { name: own.solutionBecause })}
      <details>
        <summary>${own.moreOfText}</summary>
        <div>${this.field("id", { helps: true })}${this.field("source", { helps: true })}</div>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-text": DownhillEditorText;
  }
}
