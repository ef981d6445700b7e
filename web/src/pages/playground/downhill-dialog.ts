// SPDX-License-Identifier: Apache-2.0
/** One feature over the page. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Feature } from "../../app/feature.ts";
import { PageElement } from "../../app/page_element.ts";
import { icons } from "../../ui/icons.ts";
import { missingPart } from "../../ui/missing_part.ts";
import { OpenedFeature } from "../shared/opened_feature.ts";

@customElement("downhill-dialog")
export class DownhillDialog extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      dialog {
        inline-size: min(var(--dialog-size), calc(100vw - 24px));
        max-block-size: calc(100dvh - 24px);
        padding: var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-high);
      }
      dialog.wide {
        inline-size: min(var(--dialog-wide), calc(100vw - 24px));
      }
      dialog::backdrop {
        background: var(--veil);
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-block-end: var(--space-3);
      }
      h2 {
        font-size: var(--text-large);
      }
    `,
  ];

  @property({ attribute: false }) feature!: Feature;
  @query("dialog") private dialog!: HTMLDialogElement;

  private readonly opened = new OpenedFeature(this);

  override firstUpdated(): void {
    if (this.isConnected && !this.dialog.open) this.dialog.showModal();
  }

  override render(): TemplateResult {
    const { words, opened, feature } = this;
    opened.show(feature);
    return html`
      <dialog class=${feature.wide === true ? "wide" : ""} aria-labelledby="title" @close=${this.closed}>
        <div class="head">
          <h2 id="title">${this.say(feature.title)}</h2>
          <button class="plain" aria-label=${words.close} title=${words.close} @click=${() => this.dialog.close()}>
            ${icons.close}
          </button>
        </div>
        ${missingPart(opened.again, words, opened.asks)}${opened.element}
      </dialog>
    `;
  }

  private closed(): void {
    const { dialog } = this.workspace;
    if (dialog.value === this.feature.id) dialog.value = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-dialog": DownhillDialog;
  }
}
