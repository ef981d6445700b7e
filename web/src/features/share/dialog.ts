// SPDX-License-Identifier: Apache-2.0
/** Share and embed: what readers see, how that looks, and the text that brings it into a page. */
import { css, html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import "./downhill-share-choices.ts";
import "./downhill-share-forms.ts";
import "./downhill-share-preview.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-share-dialog";

const WORDS = { en, zh };

@customElement(tag)
export class DownhillShareDialog extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(220px, 280px) minmax(0, 1fr);
        gap: var(--space-4) calc(2 * var(--space-3));
        margin-block-start: var(--space-3);
      }
      .seen {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        align-content: start;
        min-inline-size: 0;
      }
      h3 {
        margin-block-end: var(--space-2);
      }
      @media (max-width: 799px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const own = WORDS[this.language];
    return html`
      <p class="quiet">${own.intro}</p>
      <div class="columns">
        <section aria-labelledby="choices">
          <h3 id="choices">${own.choices}</h3>
          <downhill-share-choices></downhill-share-choices>
        </section>
        <div class="seen">
          <downhill-share-preview></downhill-share-preview>
          <downhill-share-forms></downhill-share-forms>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-share-dialog": DownhillShareDialog;
  }
}
