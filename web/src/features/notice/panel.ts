// SPDX-License-Identifier: Apache-2.0
/** What the page has to say about the link or about the last edit, above everything else. */
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { LinkError } from "../../documents/link.ts";
import { sentence } from "../../documents/refusal.ts";

@customElement("downhill-notice")
export class DownhillNotice extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .box {
        padding: 10px 14px;
        border-radius: var(--radius);
        background: var(--note-surface);
        margin-block-end: 12px;
      }
      .broken {
        background: var(--danger-surface);
        border: 1px solid var(--danger);
      }
      code {
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override stores() {
    return [this.playground, this.playground.experiment];
  }

  override render() {
    const { words, playground } = this;
    const { brokenLink, experiment } = playground;
    if (brokenLink !== undefined) {
      return html`
        <div class="box broken" role="alert" id="broken-link">
          <p><strong>${playground.keptOpen ? words.brokenLinkKept : words.brokenLink}</strong></p>
          <p>${brokenLink instanceof LinkError ? this.linkSentence(brokenLink) : sentence(brokenLink, playground.settings.language)}</p>
        </div>
      `;
    }
    if (experiment.repaired.length === 0) return nothing;
    return html`
      <div class="box" id="repaired">
        ${experiment.repaired.map(({ path }) => html`<p>${this.labels.setBack(path)}</p>`)}
      </div>
    `;
  }

  private linkSentence({ reason, key }: LinkError): string {
    const said = this.words[reason];
    return typeof said === "string" ? said : said(key.slice(0, 80));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-notice": DownhillNotice;
  }
}
