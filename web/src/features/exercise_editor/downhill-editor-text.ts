// SPDX-License-Identifier: Apache-2.0
/** What students read, and what only the teacher does. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { learn } from "../../locales/dictionary.ts";
import { Labels } from "../../locales/labels.ts";
import { LANGUAGES } from "../../locales/language.ts";
import "./downhill-editor-preview.ts";
import { listAt, textIn } from "./draft.ts";
import { EditorPart } from "./editor_part.ts";
import { firstTask } from "./first_task.ts";

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
      ${
        textIn(store.raw.task, this.language) === "" && listAt(store.raw, "checks").length > 0
          ? html`<div class="actions"><button id="propose-task" @click=${this.proposeTask}>${own.proposeTask}</button></div>`
          : nothing
      }
      <downhill-editor-preview></downhill-editor-preview>
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

  /** Goals and freedom as they stand in the checks: to be made a story of by the teacher. */
  private readonly proposeTask = async (): Promise<void> => {
    const { store, workspace } = this;
    const { catalog, experiment } = workspace.document;
    const start = store.experiments?.start.experiment ?? experiment;
    const wanted = store.both.value ? LANGUAGES : [this.language];
    await Promise.all(wanted.map(learn));
    const written = wanted.map((language) => [
      language,
      firstTask(store.raw, new Labels(catalog, start, language), language),
    ]);
    store.set("task", store.both.value ? Object.fromEntries(written) : written[0]?.[1]);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-text": DownhillEditorText;
  }
}
