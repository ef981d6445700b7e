// SPDX-License-Identifier: Apache-2.0
/** The one step between somebody's files and the experiment: what was understood of them, before anything is learnt. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { filesIn } from "../../app/dropped_file.ts";
import { PageElement } from "../../app/page_element.ts";
import "./downhill-picture-import.ts";
import "./downhill-table-import.ts";
import { ownDataOf, type Stage } from "./store.ts";
import { ownDataStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-own-data";

const WORDS = { en, zh };
const TYPES = ".csv,.tsv,.txt,.data,.zip,.gz,.safetensors,.png,.jpg,.jpeg,text/csv";

@customElement(tag)
export class DownhillOwnData extends PageElement {
  static override styles = [...PageElement.styles, ownDataStyles];

  @state() private over = false;
  @query("textarea") private pasted!: HTMLTextAreaElement;
  @query("#files") private files!: HTMLInputElement;
  @query("#folder") private folder!: HTMLInputElement;

  private get own(): typeof en {
    return WORDS[this.language];
  }

  private get store() {
    return ownDataOf(this.workspace);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.takeDropped();
  }

  /** What was dropped somewhere else on the page. */
  private takeDropped(): void {
    const { droppedData } = this.workspace;
    const files = droppedData.peek();
    if (files.length === 0) return;
    droppedData.value = [];
    void this.store.bring(files);
  }

  override render() {
    const { store, own } = this;
    const stage = store.stage.value;
    const problem = store.problem.value;
    return html`
      ${this.renderStage(stage)}
      ${problem === undefined ? nothing : html`<div class="refused" role="alert"><p>${this.say(problem)}</p></div>`}
      ${
        stage.kind === "empty"
          ? nothing
          : html`
              <div class="line">
                <button id="other" @click=${() => store.reset()}>${own.otherFile}</button>
                ${store.busy.value ? html`<span class="quiet" role="status">${own.working}</span>` : nothing}
                ${isReady(stage) ? html`<button id="learn" class="main end" ?disabled=${store.busy.value} @click=${this.learn}>${own.learn}</button>` : nothing}
              </div>
            `
      }
    `;
  }

  private renderStage(stage: Stage): TemplateResult {
    switch (stage.kind) {
      case "empty":
        return this.renderEmpty();
      case "reading":
        return html`<p role="status">${this.own.reading(stage.name)}</p>`;
      case "refused":
        return html`<div class="refused" role="alert"><p>${this.say(stage.refused.message)}</p></div>`;
      case "table":
        return html`<p class="name">${stage.name}</p><downhill-table-import .stage=${stage}></downhill-table-import>`;
      case "pictures":
        return html`<p class="name">${stage.name}</p><downhill-picture-import .stage=${stage}></downhill-picture-import>`;
    }
  }

  private renderEmpty(): TemplateResult {
    const { own } = this;
    return html`
      <p class="quiet">${own.intro}</p>
      <div
        class="drop ${this.over ? "over" : ""}"
        @dragover=${(event: DragEvent) => {
          event.preventDefault();
          this.over = true;
        }}
        @dragleave=${() => {
          this.over = false;
        }}
        @drop=${this.drop}
      >
        ${own.drop}
        <button id="choose-files" @click=${() => this.files.click()}>${own.chooseFiles}</button>
        <button id="choose-folder" @click=${() => this.folder.click()}>${own.chooseFolder}</button>
        <input id="files" type="file" hidden multiple accept=${TYPES} @change=${this.chosen} />
        <input id="folder" type="file" hidden webkitdirectory @change=${this.chosen} />
      </div>
      <div>
        <label for="pasted">${own.paste}</label>
        <textarea id="pasted" rows="5" spellcheck="false" placeholder=${own.pastePlaceholder}></textarea>
        <button id="read-pasted" @click=${this.readPasted}>${own.readPasted}</button>
      </div>
    `;
  }

  private async drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    this.over = false;
    if (event.dataTransfer !== null) await this.store.bring(await filesIn(event.dataTransfer));
  }

  private chosen(event: Event): void {
    const { files } = event.target as HTMLInputElement;
    const all = [...(files ?? [])].map((file) => ({
      path: file.webkitRelativePath || file.name,
      file,
    }));
    void this.store.bring(all);
  }

  private readPasted(): void {
    const text = this.pasted.value;
    if (text.trim() === "") this.pasted.focus();
    else void this.store.bring([{ path: "table.csv", file: new Blob([text]) }]);
  }

  private async learn(): Promise<void> {
    if (!(await this.store.learn())) return;
    const { dialog } = this.workspace;
    if (dialog.value === "own_data") dialog.value = undefined;
  }
}

const isReady = (stage: Stage): boolean =>
  (stage.kind === "table" && stage.reading?.status === "understood") ||
  (stage.kind === "pictures" && stage.made?.status === "made");

declare global {
  interface HTMLElementTagNameMap {
    [tag]: DownhillOwnData;
  }
}
