// SPDX-License-Identifier: Apache-2.0
/** A link as a QR code, small beside it and as large as the window for a wall; dark on light in every theme, as readers of codes want it. */
import { css, html, nothing, svg, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { icons } from "../../ui/icons.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };

/** Modules of quiet around the code.   Source: ISO/IEC 18004, section 5.3.8 */
const QUIET = 4;

interface Code {
  readonly text: string;
  readonly size: number;
  readonly path: string;
}

/** The library comes when a code is first asked for. */
async function codeOf(text: string): Promise<Code> {
  const [{ generate }, { toSvgPath }] = await Promise.all([
    import("lean-qr"),
    import("lean-qr/extras/svg"),
  ]);
  const code = generate(text);
  return { text, size: code.size, path: toSvgPath(code) };
}

@customElement("downhill-qr")
export class DownhillQr extends PageElement {
  static override styles = [
    ...PageElement.styles,
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
  @state() private code: Code | undefined;
  @state() private failed = false;
  @query("dialog") private large!: HTMLDialogElement;

  override updated(): void {
    const { text } = this;
    if (this.code?.text === text || this.failed) return;
    codeOf(text).then(
      (code) => {
        if (this.text === text) this.code = code;
      },
      () => {
        this.failed = true;
      },
    );
  }

  override render(): TemplateResult | typeof nothing {
    const own = WORDS[this.language];
    if (this.failed) return html`<p role="status">${own.qrMissing}</p>`;
    if (this.code === undefined) return nothing;
    return html`
      <div class="small">
        ${this.renderCode(this.code)}
        <button id="large" @click=${() => this.large.showModal()}>${own.qrLarge}</button>
      </div>
      <dialog aria-labelledby="heading">
        <div class="head">
          <h2 id="heading">${this.heading}</h2>
          <button class="plain" aria-label=${own.close} title=${own.close} @click=${() => this.large.close()}>${icons.close}</button>
        </div>
        ${this.renderCode(this.code)}
      </dialog>
    `;
  }

  private renderCode({ size, path }: Code): TemplateResult {
    const whole = size + 2 * QUIET;
    return html`
      <svg role="img" aria-label=${WORDS[this.language].qrOf(this.heading)} viewBox="${-QUIET} ${-QUIET} ${whole} ${whole}" shape-rendering="crispEdges">
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
