// SPDX-License-Identifier: Apache-2.0
/** Handing in: the receipt of what was checked, as text, as a code, and as a picture. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { download } from "../../app/download.ts";
import { verdictSentence } from "../../exercises/check.ts";
import { LONGEST_NAME } from "../../exercises/receipt.ts";
import "../../ui/downhill-qr.ts";
import { ExercisePart } from "./part.ts";

@customElement("downhill-exercise-hand-in")
export class DownhillExerciseHandIn extends ExercisePart {
  static override styles = [
    ...ExercisePart.styles,
    css`
      textarea {
        block-size: 5.5em;
        padding: 6px var(--space-2);
        border: 1px solid var(--control-line);
        border-radius: var(--radius-control);
        background: var(--sunken);
        font-family: monospace;
        font-size: var(--text-note);
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** What is said below the buttons. */
  @state() private told: "copied" | "copyByHand" | "pictured" | "noPicture" | undefined;
  @state() private asCode = false;
  @query("textarea") private area!: HTMLTextAreaElement;

  override render(): TemplateResult {
    const { own, work } = this;
    return html`
      <section aria-labelledby="hand-in">
        <h3 id="hand-in">${own.handIn}</h3>
        <label>
          <span class="ask">${own.name}</span>
          <input
            id="name"
            type="text"
            autocomplete="name"
            maxlength=${LONGEST_NAME / 2}
            .value=${work.name.value}
            @input=${(event: Event) => {
              work.name.value = (event.target as HTMLInputElement).value;
              this.told = undefined;
            }}
          />
        </label>
        ${this.renderReceipt()}
        <p class="note" role="status" id="said">${this.told === undefined ? nothing : own[this.told]}</p>
      </section>
    `;
  }

  private renderReceipt(): TemplateResult {
    const { own, work } = this;
    const receipt = work.check.receipt.value;
    if (receipt === undefined) {
      return html`<p class="note" id="check-first">${work.check.checked.value === undefined ? own.checkFirst : own.stale}</p>`;
    }
    if ("fault" in receipt) {
      return html`<p class="fault" role="alert" id="no-receipt">${this.say(receipt.fault)}</p>`;
    }
    const { text } = receipt;
    return html`
      <textarea id="receipt" readonly spellcheck="false" aria-label=${own.receipt} .value=${text} @copy=${this.copied}></textarea>
      <div class="line">
        <button id="copy" class="first" @click=${() => this.copy(text)}>${own.copy}</button>
        <button
          id="qr"
          aria-expanded=${this.asCode}
          @click=${() => {
            this.asCode = !this.asCode;
            if (this.asCode) work.handIn();
          }}
        >
          ${own.qr}
        </button>
        <button id="picture" @click=${() => this.picture(text)}>${own.picture}</button>
      </div>
      ${this.asCode ? html`<downhill-qr .text=${text} .heading=${this.heading}></downhill-qr>` : nothing}
      <p class="note">${own.proves}</p>
    `;
  }

  private get heading(): string {
    const { work } = this;
    const name = work.name.value.trim();
    const title = this.say(work.exercise.title);
    return name === "" ? title : `${name} · ${title}`;
  }

  /** A part of it is no receipt. */
  private readonly copied = ({ target }: Event): void => {
    const { selectionStart, selectionEnd, value } = target as HTMLTextAreaElement;
    if (selectionStart === 0 && selectionEnd === value.length) this.work.handIn();
  };

  private async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.told = "copied";
      this.work.handIn();
    } catch {
      // Pages without https have no clipboard, and some frames are refused it.
      this.area.focus();
      this.area.select();
      this.told = "copyByHand";
    }
  }

  private async picture(receipt: string): Promise<void> {
    const { work, own } = this;
    const verdict = work.check.checked.value?.verdict;
    try {
      const { receiptPicture } = await import("./receipt_picture.ts");
      const picture = await receiptPicture({
        receipt,
        title: this.say(work.exercise.title),
        name: work.name.value.trim(),
        result: verdict === undefined ? "" : this.say(verdictSentence(verdict)),
        note: own.proves,
      });
      download(`${work.exercise.id}.png`, [picture], "image/png");
      this.told = "pictured";
      work.handIn();
    } catch {
      this.told = "noPicture";
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-hand-in": DownhillExerciseHandIn;
  }
}
