// SPDX-License-Identifier: Apache-2.0
/** A link or a receipt as a QR code, small beside it and as large as the window for a wall; dark on light in every theme, as readers of codes want it. */
import { css, html, nothing, svg, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { icons } from "./icons.ts";
import { codeOf, type QrCode, QUIET } from "./qr_code.ts";
import { UiElement } from "./ui_element.ts";

@customElement("downhill-qr")
export class DownhillQr extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      svg {
        background: var(--code-paper);
        fill: var(--code-ink);
      }
      .small {
        display: grid;
        justify-items: start;
        gap: var(--space-2);
      }
      .small svg {
        inline-size: min(100%, 200px);
        border-radius: var(--radius-small);
      }
      dialog {
        inset: 0;
        inline-size: 100vw;
        block-size: 100dvh;
        max-inline-size: none;
        max-block-size: none;
        padding: var(--space-3);
        border: 0;
        background: var(--code-paper);
        color: var(--code-ink);
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        justify-items: center;
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: center;
        inline-size: 100%;
      }
      h2 {
        font-size: var(--text-counter);
      }
      dialog svg {
        block-size: 100%;
        max-inline-size: 100%;
      }
      dialog button.plain {
        color: inherit;
      }
    `,
  ];

  @property() text = "";
  /** Stands above the large one. */
  @property() heading = "";
  @state() private code: QrCode | undefined;
  @state() private failed = false;
  /** What a code was asked of last. */
  private asked: string | undefined;
  @query("dialog") private large!: HTMLDialogElement;

  override updated(): void {
    const { text } = this;
    if (this.asked === text) return;
    this.asked = text;
    this.failed = false;
    codeOf(text).then(
      (code) => {
        if (this.text === text) this.code = code;
      },
      () => {
        if (this.text === text) this.failed = true;
      },
    );
  }

  override render(): TemplateResult | typeof nothing {
    const { words } = this;
    if (this.failed) return html`<p role="status">${words.qrMissing}</p>`;
    if (this.code?.text !== this.text) return nothing;
    return html`
      <div class="small">
        ${this.renderCode(this.code)}
        <button id="large" @click=${() => this.large.showModal()}>${words.qrLarge}</button>
      </div>
      <dialog aria-labelledby="heading">
        <div class="head">
          <h2 id="heading">${this.heading}</h2>
          <button class="plain" aria-label=${words.close} title=${words.close} @click=${() => this.large.close()}>${icons.close}</button>
        </div>
        ${this.renderCode(this.code)}
      </dialog>
    `;
  }

  private renderCode({ size, path }: QrCode): TemplateResult {
    const whole = size + 2 * QUIET;
    return html`
      <svg role="img" aria-label=${this.words.qrOf(this.heading)} viewBox="${-QUIET} ${-QUIET} ${whole} ${whole}" shape-rendering="crispEdges">
        ${svg`<path d=${path}></path>`}
      </svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-qr": DownhillQr;
  }
}
