// SPDX-License-Identifier: Apache-2.0
/** The keyboard shortcuts: what they are, and a switch to turn them off. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";

@customElement("downhill-shortcuts")
export class DownhillShortcuts extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      summary {
        color: var(--ink-2);
        min-block-size: 32px;
        align-content: center;
        inline-size: fit-content;
      }
      .content {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 18px;
        padding-block: 6px;
        color: var(--ink-2);
      }
      kbd {
        font: inherit;
        font-size: 0.75rem;
        font-weight: 600;
        border: 1px solid var(--control-line);
        border-radius: 5px;
        padding: 1px 7px;
        margin-inline-end: 6px;
        background: var(--surface);
        color: var(--ink);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: 24px;
      }
      input {
        inline-size: 18px;
        block-size: 18px;
        margin: 3px;
        accent-color: var(--ink);
      }
      /* No keyboard, nothing to tell. */
      @media (hover: none) and (pointer: coarse) {
        :host {
          display: none;
        }
      }
      @media (pointer: coarse), (max-width: 719px) {
        summary,
        label {
          min-block-size: 44px;
        }
      }
    `,
  ];

  override render() {
    const { words, playground } = this;
    const { settings } = playground;
    const keys = [
      [words.keySpace, words.shortcutPlay],
      ["S", words.shortcutStep],
      ["E", words.shortcutEpoch],
      ["R", words.shortcutReset],
      ["N", words.shortcutSeed],
      ["L", words.shortcutLog],
    ];
    return html`
      <details>
        <summary>${words.shortcuts}</summary>
        <div class="content">
          ${keys.map(([key, action]) => html`<span><kbd>${key}</kbd>${action}</span>`)}
          <label>
            <input
              type="checkbox"
              .checked=${settings.shortcuts}
              @change=${(event: Event) => settings.setShortcuts((event.target as HTMLInputElement).checked)}
            />
            ${words.shortcutsOn}
          </label>
          <span>${words.shortcutsNote}</span>
        </div>
      </details>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-shortcuts": DownhillShortcuts;
  }
}
