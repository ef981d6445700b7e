// SPDX-License-Identifier: Apache-2.0
/** The text for the system that the author writes in, with what is to be known of it before it is used. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { download } from "../../app/download.ts";
import { ownTables } from "../../app/own_tables.ts";
import { PageElement } from "../../app/page_element.ts";
import { downloadPackage, PACK, PACKING } from "../../app/scorm_download.ts";
import { readableLink } from "../../documents/link.ts";
import type { Text } from "../../engine/api.ts";
import "../../ui/downhill-qr.ts";
import { TOUCH } from "../../ui/styles/media.ts";
import {
  FORM_IDS,
  type FormId,
  formOf,
  isLong,
  LONG_LINK,
  playerAddress,
  type Shared,
} from "./forms.ts";
import { shareStoreOf } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };

/** Addresses that nobody else can open. */
const OF_THIS_COMPUTER = /^(localhost|127(\.\d+){3}|\[::1\])$/;

@customElement("downhill-share-forms")
export class DownhillShareForms extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-2);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      select {
        flex: 1 1 220px;
        min-inline-size: 0;
      }
      textarea {
        inline-size: 100%;
        min-block-size: 84px;
        max-block-size: 320px;
        border: 1px solid var(--control-line);
        border-radius: var(--radius-control);
        background: var(--sunken);
        padding: var(--space-2);
        font-family: ui-monospace, monospace;
        font-size: var(--text-small);
        resize: vertical;
        overflow-wrap: anywhere;
      }
      .note {
        font-size: var(--text-small);
        color: var(--ink-2);
      }
      .warning {
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-control);
        background: var(--note-surface);
        font-size: var(--text-small);
      }
      .warning button {
        margin-block-start: var(--space-2);
      }
      .package {
        display: grid;
        justify-items: start;
        gap: var(--space-1);
        margin-block-start: var(--space-3);
      }
      #copy {
        background: var(--ink);
        border-color: var(--ink);
        color: var(--on-ink);
      }
      @media ${TOUCH} {
        textarea {
          font-size: var(--text-large);
        }
      }
    `,
  ];

  /** What is said below the buttons. */
  @state() private told = "";
  @state() private asCode = false;
  @state() private packing = false;
  /** What came of the package. */
  @state() private packed: Text | undefined;
  @query("textarea") private area!: HTMLTextAreaElement;

  private get own(): typeof en {
    return WORDS[this.language];
  }

  override render(): TemplateResult {
    const { own } = this;
    const store = shareStoreOf(this.workspace);
    const shared = store.shared.value;
    if (readableLink(shared) === undefined) return this.renderFile(own.tooLarge);
    const id = store.form.value;
    const form = formOf(id);
    const text = form.text(shared);
    const isAddress = form.address === true && !isLong(shared);
    return html`
      <h3 id="take">${own.take}</h3>
      <div class="line">
        <select id="form" aria-label=${own.form} @change=${this.chooseForm}>
          ${FORM_IDS.map((one) => html`<option value=${one} ?selected=${one === id}>${own.forms[one]}</option>`)}
        </select>
        <button id="copy" @click=${() => this.copy(text)}>${own.copy}</button>
        ${
          isAddress
            ? html`<button id="qr" aria-expanded=${this.asCode} @click=${() => {
                this.asCode = !this.asCode;
              }}>${own.qr}</button>`
            : nothing
        }
      </div>
      <textarea readonly spellcheck="false" aria-label=${own.text} .value=${text}></textarea>
      <p class="note" role="status">${this.told}</p>
      ${isAddress && this.asCode ? html`<downhill-qr .text=${text} .heading=${shared.title}></downhill-qr>` : nothing}
      ${this.renderNotes(id, shared)}
      <div class="package">
        <button id="scorm" aria-disabled=${this.packing} aria-describedby="scorm-help" @click=${() => this.pack(shared)}>${this.say(PACK)}</button>
        <p class="note" id="scorm-help">${own.scormHelp}</p>
        <p class="note" role="status" id="packed">${this.packed && this.say(this.packed)}</p>
      </div>
    `;
  }

  private renderNotes(id: FormId, shared: Shared): TemplateResult {
    const { own, format } = this;
    const { data } = this.workspace.document.experiment;
    const length = format.integer(playerAddress(shared).length);
    // What this very page has not, no frame of its host will have.
    const threads = crossOriginIsolated ? formOf(id).threads : "none";
    return html`
      ${isLong(shared) ? this.renderFile(own.long(length, format.integer(LONG_LINK))) : html`<p class="note" id="length">${own.length(length)}</p>`}
      <p class="note" id="threads">${own.threads[threads]}</p>
      ${data.type === "stored" ? html`<p class="warning">${own.ownData(data.name)}</p>` : nothing}
      ${OF_THIS_COMPUTER.test(location.hostname) ? html`<p class="warning" id="local">${own.local}</p>` : nothing}
    `;
  }

  private renderFile(why: string): TemplateResult {
    return html`
      <div class="warning" id="as-file">
        <p>${why}</p>
        <button id="save" @click=${this.save}>${this.own.file}</button>
      </div>
    `;
  }

  private chooseForm(event: Event): void {
    this.told = "";
    shareStoreOf(this.workspace).form.value = (event.target as HTMLSelectElement).value as FormId;
  }

  private async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.told = this.own.copied;
    } catch {
      // Pages without https have no clipboard, and some frames are refused it.
      this.area.select();
      this.told = this.own.copyByHand;
    }
  }

  private async pack(shared: Shared): Promise<void> {
    if (this.packing) return;
    this.packing = true;
    this.packed = PACKING;
    const { experiment } = this.workspace.document;
    this.packed = await downloadPackage(experiment.data.type, async () => {
      const { scormPackage } = await import("./scorm.ts");
      return scormPackage({ shared, experiment, table: ownTables.find });
    });
    this.packing = false;
  }

  private save(): void {
    const { experiment } = this.workspace.document;
    const name = `${experiment.data.type}.json`;
    download(name, [`${JSON.stringify(experiment, null, 2)}\n`], "application/json");
    this.told = this.own.saved(name);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-share-forms": DownhillShareForms;
  }
}
