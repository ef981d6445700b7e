// SPDX-License-Identifier: Apache-2.0
/** One menu for files: what is opened and what is written. Whatever is dropped on the page is opened here too. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { type CommandId, commandOf, keysOf, perform } from "../../app/commands.ts";
import { filesIn } from "../../app/dropped_file.ts";
import { PageElement } from "../../app/page_element.ts";
import { runTitle } from "../../app/run_title.ts";
import type { PictureWords } from "../../charts/run_picture.ts";
import type { Text } from "../../engine/api.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import type { FormatId } from "../../exporters/formats.ts";
import { icons } from "../../ui/icons.ts";
import { placeBelow, popoverStyles } from "../../ui/popovers.ts";
import { ENDINGS, OWN_FILES, writeFormat, writeOwn } from "./files.ts";
import { filesStyles } from "./styles.ts";
import { filesWords } from "./words.ts";

/** The menu's own file of the network holds more than this format does. */
const OWN: readonly FormatId[] = ["json"];

type Told = { readonly id: string; readonly failed: boolean; readonly text: string };

@customElement("downhill-files")
export class DownhillFiles extends PageElement {
  static override styles = [...PageElement.styles, popoverStyles, filesStyles];

  @state() private formats: readonly { readonly id: FormatId; readonly ending: string }[] = [];
  @state() private writing: string | undefined;
  /** What came of the last file, beneath its line. */
  @state() private told: Told | undefined;
  @query("#file-menu") private button!: HTMLElement;
  @query("#file-list") private list!: HTMLElement;
  @query("#drop") private veil!: HTMLElement;

  private readonly over = (event: DragEvent): void => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    if (!this.veil.matches(":popover-open")) this.veil.showPopover();
  };

  private readonly away = (event: DragEvent): void => {
    // Between two elements of the page the pointer is still over it.
    if (event.relatedTarget === null) this.veil.hidePopover();
  };

  private readonly drop = async (event: DragEvent): Promise<void> => {
    this.veil.hidePopover();
    const { dataTransfer } = event;
    if (event.defaultPrevented || !dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    const files = await filesIn(dataTransfer);
    const { openDropped } = await import("../../app/dropped.ts");
    await openDropped(this.workspace, files);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("dragover", this.over);
    window.addEventListener("dragleave", this.away);
    window.addEventListener("drop", this.drop);
  }

  override disconnectedCallback(): void {
    window.removeEventListener("dragover", this.over);
    window.removeEventListener("dragleave", this.away);
    window.removeEventListener("drop", this.drop);
    super.disconnectedCallback();
  }

  override render() {
    const own = filesWords(this.language);
    return html`
      <button id="file-menu" popovertarget="file-list" aria-label=${own.file} title=${own.file}>
        ${icons.file}<span class="name">${own.file}</span>
      </button>
      <div id="file-list" popover @toggle=${this.place}>
        <button class="line" id="open-file" aria-keyshortcuts=${keysOf("open_file")} @click=${() => this.show("open_file")}>
          <span>${own.open}</span>
        </button>
        <p class="quiet note">${own.openHelp}</p>
        <button class="line" id="open-gallery" aria-keyshortcuts=${keysOf("gallery")} @click=${() => this.show("gallery")}>
          <span>${own.examples}</span>
        </button>
        <button class="line" id="open-runs" aria-keyshortcuts=${keysOf("runs")} @click=${() => this.show("runs")}>
          <span>${own.runs}</span>
        </button>
        <button class="line" id="open-share" aria-keyshortcuts=${keysOf("share")} @click=${() => this.show("share")}>
          <span>${own.share}</span>
        </button>
        ${
          commandOf("exercise_editor").enabled(this.workspace)
            ? html`<button class="line" id="open-editor" @click=${() => this.show("exercise_editor")}><span>${own.exercise}</span></button>`
            : nothing
        }
        <h2>${own.save}</h2>
        <button
          class="line"
          id="keep-run"
          aria-keyshortcuts=${keysOf("keep")}
          aria-disabled=${!commandOf("keep").enabled(this.workspace)}
          @click=${() => this.show("keep")}
        >
          <span>${own.keep}</span><span class="quiet">${own.inBrowser}</span>
        </button>
        ${OWN_FILES.map((file) =>
          this.renderLine(file, own[file], ENDINGS[file], () =>
            writeOwn(this.workspace, file, this.pictureWords),
          ),
        )}
        <h2>${own.elsewhere}</h2>
        ${this.formats.map(({ id, ending }) =>
          this.renderLine(id, this.nameOf(id), ending, () => writeFormat(this.workspace, id)),
        )}
      </div>
      <div id="drop" popover="manual">
        <p class="large">${own.dropHere}</p>
        <p>${own.dropHelp}</p>
      </div>
    `;
  }

  private renderLine(
    id: string,
    name: string,
    ending: string,
    write: () => Promise<string | undefined>,
  ): TemplateResult {
    const { told } = this;
    return html`
      <button class="line" id="write-${id}" aria-disabled=${this.writing !== undefined} @click=${() => this.write(id, write)}>
        <span>${name}</span><span class="quiet">${ending}</span>
      </button>
      ${told?.id === id ? html`<p class="told ${told.failed ? "failed" : ""}" role="status">${told.text}</p>` : nothing}
    `;
  }

  /** A format that is new to the page has its id for a name. */
  private nameOf(id: FormatId): string {
    const names: Readonly<Record<string, string>> = filesWords(this.language).formats;
    return names[id] ?? id;
  }

  private get pictureWords(): PictureWords {
    const own = filesWords(this.language);
    const { document, run } = this.workspace;
    const { state } = run;
    return {
      title: runTitle(document.catalog, run.description, this.language),
      state: own.after(this.epochs(state?.epoch), this.format.real(state?.train_loss)),
      loss: own.loss,
      mark: (value) => this.format.mark(value),
    };
  }

  private async write(id: string, write: () => Promise<string | undefined>): Promise<void> {
    if (this.writing !== undefined) return;
    const own = filesWords(this.language);
    this.writing = id;
    this.told = { id, failed: false, text: own.making };
    try {
      const name = await write();
      this.told =
        name === undefined
          ? { id, failed: true, text: own.noTrainer }
          : { id, failed: false, text: own.written(name) };
    } catch (error) {
      if (!isTold(error)) throw error;
      this.told = { id, failed: true, text: this.say(bothOf(error)) };
    } finally {
      this.writing = undefined;
    }
  }

  private show(command: CommandId): void {
    this.list.hidePopover();
    perform(command, this.workspace);
  }

  private async place(): Promise<void> {
    if (!this.list.matches(":popover-open")) return;
    placeBelow(this.list, this.button);
    this.told = undefined;
    if (this.formats.length > 0) return;
    const { FORMATS, FORMAT_IDS } = await import("../../exporters/formats.ts");
    this.formats = FORMAT_IDS.filter((id) => !OWN.includes(id)).map((id) => ({
      id,
      ending: FORMATS[id].extension,
    }));
  }
}

/** What a file cannot hold, said by who writes it; also by a trainer that died over it. */
const isTold = (error: unknown): error is Error & { readonly zh: string } =>
  error instanceof ExperimentError ||
  (error instanceof Error && "zh" in error && typeof error.zh === "string");

const bothOf = (error: Error & { readonly zh: string }): Text => {
  const path = error instanceof ExperimentError ? error.path : "";
  return path === ""
    ? { en: error.message, zh: error.zh }
    : { en: `${path}: ${error.message}`, zh: `${path}：${error.zh}` };
};

declare global {
  interface HTMLElementTagNameMap {
    "downhill-files": DownhillFiles;
  }
}
