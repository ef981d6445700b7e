// SPDX-License-Identifier: Apache-2.0
/** What the page has to say about the link or about the last edit, above everything else. */
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Notice } from "../../app/notice.ts";
import { PageElement } from "../../app/page_element.ts";
import { LinkError } from "../../documents/link.ts";
import { sentence } from "../../documents/refusal.ts";
import { linkSentence } from "../../locales/link_sentence.ts";
import { icons } from "../../ui/icons.ts";
import { PHONE } from "../../ui/styles/media.ts";

@customElement("downhill-notice")
export class DownhillNotice extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .box {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        padding: 10px 14px;
        border-radius: var(--radius);
        background: var(--note-surface);
        margin-block-end: var(--space-3);
      }
      .broken {
        background: var(--danger-surface);
        border: 1px solid var(--danger);
      }
      .action {
        margin-inline-start: auto;
        flex: none;
      }
      code {
        overflow-wrap: anywhere;
      }
      /* On a phone what may be done stands below what is said. */
      @media (max-width: 479px) {
        .box {
          display: grid;
          grid-template-columns: 1fr auto;
        }
        .action {
          grid-area: 2 / 1 / 3 / 3;
          margin-inline: 0;
        }
      }
      /* Where a hand is at work nothing moves below it: what is told lies over the page until it is put away. */
      @media ${PHONE} {
        #notice {
          position: fixed;
          z-index: 10;
          inset-block-start: 8px;
          inset-inline: 8px;
          margin: 0;
          border: 1px solid var(--line);
          box-shadow: var(--shadow-high);
        }
        #notice.broken {
          border-color: var(--danger);
        }
      }
    `,
  ];

  /** What the visitor has read and put away. */
  @state() private dismissed: unknown;

  override render() {
    return html`${this.renderBroken()}${this.renderNews()}`;
  }

  /** Until it is put away: what is said of something else meanwhile stands below it. */
  private renderBroken() {
    const { words } = this;
    const { router } = this.workspace;
    const { broken } = router;
    if (broken === undefined) return nothing;
    return html`
      <div class="box broken" role="alert" id="broken-link">
        <div>
          <p><strong>${router.keptOpen ? words.brokenLinkKept : words.brokenLink}</strong></p>
          <p>${broken instanceof LinkError ? linkSentence(broken, words) : sentence(broken, this.language)}</p>
        </div>
        ${this.renderDismiss(() => router.dismiss())}
      </div>
    `;
  }

  private renderNews() {
    const { words } = this;
    const { router, document, notice } = this.workspace;
    if (notice.value !== undefined) return this.renderNotice(notice.value);
    const { repaired } = document;
    if (repaired.length > 0 && this.dismissed !== repaired) {
      return html`
        <div class="box" id="repaired">
          <div>${repaired.map(({ path }) => html`<p>${this.labels.setBack(path)}</p>`)}</div>
          ${this.renderDismiss(() => {
            this.dismissed = repaired;
          })}
        </div>
      `;
    }
    const { draft } = router;
    if (draft === undefined || this.dismissed === draft.kept) return nothing;
    return html`
      <div class="box ${draft.kept ? "" : "broken"}" id="draft">
        <p>${draft.kept ? words.draftKept : words.draftLost}</p>
        ${this.renderDismiss(() => {
          this.dismissed = draft.kept;
        })}
      </div>
    `;
  }

  private renderNotice(shown: Notice) {
    const { tone, text, action } = shown;
    const { notice } = this.workspace;
    return html`
      <div class="box ${tone === "refused" ? "broken" : ""}" id="notice" role=${tone === "refused" ? "alert" : "status"}>
        <p>${tone === "refused" ? this.labels.plain(text) : this.say(text)}</p>
        ${
          action === undefined
            ? nothing
            : html`<button
                class="action"
                @click=${() => {
                  notice.value = undefined;
                  void action.run();
                }}
              >
                ${this.say(action.label)}
              </button>`
        }
        ${this.renderDismiss(() => {
          notice.value = undefined;
          void shown.dismissed?.();
        })}
      </div>
    `;
  }

  private renderDismiss(away: () => void) {
    const { words } = this;
    return html`
      <button class="plain" title=${words.dismiss} aria-label=${words.dismiss} @click=${away}>
        ${icons.close}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-notice": DownhillNotice;
  }
}
