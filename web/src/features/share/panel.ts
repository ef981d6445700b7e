// SPDX-License-Identifier: Apache-2.0
/** The link to this experiment: copied, or shown where there is no clipboard, or told why there is none. */
import { css, html } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { icons } from "../../ui/icons.ts";
import { placeBelow, popoverStyles } from "../../ui/popovers.ts";

const COPIED_FOR_MS = 2_000;

@customElement("downhill-share")
export class DownhillShare extends PageElement {
  static override styles = [
    ...PageElement.styles,
    popoverStyles,
    css`
      input {
        inline-size: 100%;
      }
    `,
  ];

  @state() private copied = false;
  /** The link where it could not be copied: to be copied by hand. */
  @state() private byHand: string | undefined;
  @query("#copy-link") private button!: HTMLElement;
  @query("#by-hand") private panel!: HTMLElement;

  private forgetting: ReturnType<typeof setTimeout> | undefined;

  private async copy(): Promise<void> {
    const { link } = this.workspace.router;
    if (link === undefined) return this.show(undefined);
    const address = new URL(location.href);
    address.hash = link;
    try {
      // Pages without https have no clipboard, and some frames are refused it.
      await navigator.clipboard.writeText(address.href);
    } catch {
      return this.show(address.href);
    }
    this.copied = true;
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => {
      this.copied = false;
    }, COPIED_FOR_MS);
  }

  private async show(link: string | undefined): Promise<void> {
    this.byHand = link;
    await this.updateComplete;
    this.panel.showPopover();
    placeBelow(this.panel, this.button);
    this.panel.querySelector("input")?.select();
  }

  override render() {
    const { words, copied, byHand } = this;
    const name = copied ? words.linkCopied : words.copyLink;
    return html`
      <button id="copy-link" class="round" aria-label=${name} title=${name} @click=${this.copy}>
        ${copied ? icons.check : icons.link}
      </button>
      <span class="hidden" role="status">${copied ? words.linkCopied : ""}</span>
      <div id="by-hand" popover>
        ${
          byHand === undefined
            ? html`<p>${words.linkTooLargeToCopy}</p>`
            : html`<label for="link">${words.copyByHand}</label>
                <input id="link" type="text" readonly autofocus .value=${byHand} />`
        }
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-share": DownhillShare;
  }
}
