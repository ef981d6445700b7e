// SPDX-License-Identifier: Apache-2.0
/** One feature in its place: loaded when it is first opened, and then shown by its own element. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Feature, OpenedFeature } from "../../app/feature.ts";
import { PageElement } from "../../app/page_element.ts";
import { icons } from "../../ui/icons.ts";

@customElement("downhill-feature")
export class DownhillFeature extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      dialog {
        inline-size: min(440px, calc(100vw - 24px));
        max-block-size: calc(100dvh - 24px);
        padding: var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow-high);
      }
      dialog::backdrop {
        background: var(--veil);
      }
      header {
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
  @state() private opened: OpenedFeature | undefined;
  @query("dialog") private dialog!: HTMLDialogElement;

  private element: HTMLElement | undefined;

  override async firstUpdated(): Promise<void> {
    this.opened = await this.feature.load();
    this.element = document.createElement(this.opened.tag);
    await this.updateComplete;
    if (this.isConnected && !this.dialog.open) this.dialog.showModal();
  }

  override render(): TemplateResult | typeof nothing {
    const { opened, words } = this;
    if (opened === undefined) return nothing;
    const { title } = opened.words[this.language];
    return html`
      <dialog aria-labelledby="title" @close=${this.closed}>
        <header>
          <h2 id="title">${title}</h2>
          <button class="plain" aria-label=${words.close} title=${words.close} @click=${() => this.dialog.close()}>
            ${icons.close}
          </button>
        </header>
        ${this.element}
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
    "downhill-feature": DownhillFeature;
  }
}
