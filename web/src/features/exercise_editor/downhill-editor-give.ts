// SPDX-License-Identifier: Apache-2.0
/** What is unfinished, and the forms in which the exercise is given out: file, link, code, frame. */

import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { download } from "../../app/download.ts";
import { ownTables } from "../../app/own_tables.ts";
import { downloadPackage, PACK, PACKING } from "../../app/scorm_download.ts";
import { findPlace } from "../../app/show_place.ts";
import { pathOf, steps } from "../../documents/path.ts";
import type { Refusal } from "../../documents/refusal.ts";
import { LONGEST_CODE } from "../../ui/qr_code.ts";
import "../../ui/downhill-qr.ts";
import { fileText, objectAt, textIn } from "./draft.ts";
import { EditorPart, idOf } from "./editor_part.ts";
import { fitOf, fitsFile, frameText, LONG_LINK, studentAddress } from "./give_out.ts";
import type { EditorWords } from "./words.ts";

@customElement("downhill-editor-give")
export class DownhillEditorGive extends EditorPart {
  /** Said in the language that the page has now. */
  @state() private told: ((own: EditorWords) => string) | undefined;
  @state() private asCode = false;
  @state() private packing = false;
  @state() private asFrame = false;
  /** Where the clipboard is refused: to be copied by hand. */
  @state() private byHand = "";

  override render(): TemplateResult {
    const { own, store } = this;
    const faults = store.faults.value;
    return html`
      <h4 tabindex="-1">${own.giveTitle}</h4>
      ${faults.length === 0 ? html`<p class="note" id="whole">${own.whole}</p>` : this.renderFaults(faults)}
      ${this.renderData()} ${this.renderFile()} ${store.exercise === undefined || faults.length > 0 ? nothing : this.renderLink()}
      <p class="note" role="status" id="told">${this.told?.(own)}</p>
      ${this.byHand === "" ? nothing : html`<textarea readonly rows="3" aria-label=${own.copyByHand} .value=${this.byHand}></textarea>`}
    `;
  }

  private renderFaults(faults: readonly Refusal[]): TemplateResult {
    const { own } = this;
    return html`
      <p class="note" id="unfinished">${own.unfinished(this.format.integer(faults.length), faults.length)}</p>
      <ul aria-label=${own.unfinished(this.format.integer(faults.length), faults.length)}>
        ${faults.map(
          (fault) => html`
            <li class="row">
              <span class="note"><b>${this.nameOf(fault.path)}</b> ${this.say(fault.message)}</span>
              <button aria-label=${own.goToNamed(this.nameOf(fault.path))} @click=${() => this.goTo(fault.path)}>${own.goTo}</button>
            </li>
          `,
        )}
      </ul>
    `;
  }

  /** As the editor calls it: `checks[0].misses[1].message` as "Check 1 · Mistake 2 · What students are told then". */
  private nameOf(path: string): string {
    const { own, format } = this;
    const names: Readonly<Record<string, string>> = own.fields;
    const numbered: Readonly<Record<string, (number: string) => string>> = {
      checks: own.checkOf,
      misses: own.missOf,
      questions: own.questionOf,
      hints: own.hintOf,
      options: own.optionOf,
    };
    const way = steps(path);
    return way
      .flatMap((step, at) => {
        const next = way[at + 1];
        if (typeof step === "number") return [];
        const item = numbered[step];
        if (typeof next === "number" && item) return [item(format.integer(next + 1))];
        return [names[step] ?? step];
      })
      .filter((name, at, all) => name !== all[at - 1])
      .join(" · ");
  }

  /** To the field, or to what holds it. */
  private goTo(path: string): void {
    const way = steps(path);
    for (let length = way.length; length > 0; length -= 1) {
      const place = pathOf(way.slice(0, length));
      const found = findPlace(`#${idOf(place)}`) ?? findPlace(`[data-place="${place}"]`);
      if (found === undefined) continue;
      for (let one: Element | null = found; one !== null; one = one.parentElement) {
        if (one instanceof HTMLDetailsElement) one.open = true;
      }
      found.scrollIntoView({ block: "center" });
      const control = found.shadowRoot?.querySelector<HTMLElement>("input, select, textarea");
      if (control === null || control === undefined) found.tabIndex = -1;
      (control ?? found).focus({ preventScroll: true });
      return;
    }
  }

  /** A table of this browser is named by an exercise, and does not travel with it. */
  private renderData(): TemplateResult | typeof nothing {
    const { type, name } = objectAt(this.store.raw, "start.data");
    return type === "stored"
      ? html`<p class="hint">${this.own.ownData(String(name))}</p>`
      : nothing;
  }

  private renderFile(): TemplateResult {
    const { own, store } = this;
    const isWell = store.faults.value.length === 0;
    return html`
      <div class="actions">
        <button id="save-file" class=${isWell ? "main" : ""} @click=${this.save}>${isWell ? own.saveFile : own.saveDraft}</button>
        ${store.exercise === undefined || !isWell ? nothing : html`<button id="as-student" @click=${this.asStudent}>${own.asStudent}</button>`}
      </div>
    `;
  }

  private renderLink(): TemplateResult {
    const { own, store, format } = this;
    const address = this.address;
    const fit = fitOf(address);
    const length = format.integer(address.length);
    if (fit === "too_long")
      return html`<p class="warning" id="too-long">${own.tooLong(length)}</p>`;
    const title = textIn(store.raw.title, this.language);
    return html`
      <div class="actions">
        <button id="copy-exercise" @click=${() => this.copy(address, "linkCopied")}>${own.copyLink}</button>
        ${
          address.length > LONGEST_CODE
            ? nothing
            : html`<button id="code" aria-expanded=${this.asCode} @click=${() => {
                this.asCode = !this.asCode;
              }}>${own.code}</button>`
        }
        <button id="frame" aria-expanded=${this.asFrame} @click=${() => {
          this.asFrame = !this.asFrame;
        }}>${own.frame}</button>
      </div>
      <p class=${fit === "long" ? "hint" : "note"} id="length">${fit === "long" ? own.long(length, format.integer(LONG_LINK)) : own.length(length)}</p>
      ${address.length > LONGEST_CODE ? html`<p class="note">${own.noCode}</p>` : nothing}
      ${this.asCode && address.length <= LONGEST_CODE ? html`<downhill-qr .text=${address} .heading=${title}></downhill-qr>` : nothing}
      ${this.asFrame ? this.renderFrame(address) : nothing}
      <div class="actions">
        <button id="scorm" aria-disabled=${this.packing} aria-describedby="scorm-help" @click=${this.pack}>${this.say(PACK)}</button>
      </div>
      <p class="note" id="scorm-help">${own.scormHelp}</p>
    `;
  }

  private renderFrame(address: string): TemplateResult {
    const { own, store } = this;
    const text = frameText(store.raw, address, this.language);
    return html`
      <textarea id="frame-text" readonly rows="4" spellcheck="false" aria-label=${own.frame} .value=${text}></textarea>
      <div class="actions"><button id="copy-frame" @click=${() => this.copy(text, "frameCopied")}>${own.copyFrame}</button></div>
    `;
  }

  private get site(): string {
    return new URL("./", location.href).href;
  }
  private get address(): string {
    return studentAddress(this.store.raw, this.site, this.store.draft?.origin);
  }

  private readonly save = (): void => {
    const text = fileText(this.store.raw, this.site);
    const { id } = this.store.raw;
    const name = `${typeof id === "string" && /^\w{1,60}$/.test(id) ? id : "exercise"}.json`;
    download(name, [text], "application/json");
    const fits = fitsFile(text);
    this.told = (own) => (fits ? own.saved(name) : own.savedTooLarge(name));
  };

  private readonly asStudent = (): void => {
    window.open(this.address, "_blank", "noopener");
  };

  private readonly pack = async (): Promise<void> => {
    const { store } = this;
    const { experiments } = store;
    if (this.packing || experiments === undefined) return;
    this.packing = true;
    this.told = () => this.say(PACKING);
    const came = await downloadPackage(String(store.raw.id), async () => {
      const { packagedPage } = await import("../../app/scorm_package.ts");
      return packagedPage({
        site: this.site,
        page: "exercise.html",
        link: new URL(studentAddress(store.raw, this.site)).hash.slice(1),
        title: textIn(store.raw.title, this.language),
        view: {},
        data: experiments.start.experiment.data,
        table: ownTables.find,
      });
    });
    this.told = () => this.say(came);
    this.packing = false;
  };

  private async copy(text: string, said: "linkCopied" | "frameCopied"): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.told = (own) => own[said];
      this.byHand = "";
    } catch {
      // Pages without https have no clipboard, and some frames are refused it.
      this.told = (own) => own.copyByHand;
      this.byHand = text;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLTextAreaElement>("textarea:last-of-type")?.select();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-give": DownhillEditorGive;
  }
}
