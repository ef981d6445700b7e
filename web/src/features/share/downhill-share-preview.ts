// SPDX-License-Identifier: Apache-2.0
/** The frame as readers will see it: the player itself, as wide as a phone, a column of text, or a page. */
import { css, html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { PageElement } from "../../app/page_element.ts";
import { playerAddress } from "./forms.ts";
import { shareStoreOf, WIDTHS } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };

/** In pixels; a frame that asks for another one gets it, within reason. */
const HEIGHT = 480;
const LEAST = 200;
const MOST = 1_200;

@customElement("downhill-share-preview")
export class DownhillSharePreview extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-1) var(--space-3);
        margin-block-end: var(--space-2);
      }
      .widths {
        display: flex;
        gap: var(--space-1);
      }
      .widths button {
        padding-inline: var(--space-2);
      }
      .room {
        overflow-x: auto;
        border-radius: var(--radius-small);
        background: var(--sunken);
      }
      iframe {
        display: block;
        box-sizing: border-box;
        margin-inline: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--paper);
      }
    `,
  ];

  /** What the frame has asked for. */
  @state() private asked: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("message", this.listen);
  }

  override disconnectedCallback(): void {
    window.removeEventListener("message", this.listen);
    super.disconnectedCallback();
  }

  private readonly listen = ({ source, data }: MessageEvent): void => {
    const frame = this.renderRoot.querySelector("iframe");
    if (frame === null || source !== frame.contentWindow) return;
    if (data?.downhill === 1 && data.event === "resize") this.asked = Number(data.detail?.height);
  };

  override render(): TemplateResult {
    const own = WORDS[this.language];
    const store = shareStoreOf(this.workspace);
    const shared = store.shared.value;
    // Nothing that is tried here is kept, nor asked of this page.
    const address = playerAddress({ ...shared, view: { ...shared.view, persist: "none" } });
    const width = store.width.value;
    const asks = shared.view.fit === "height" && this.asked !== undefined;
    const height = asks ? Math.min(MOST, Math.max(LEAST, this.asked ?? HEIGHT)) : HEIGHT;
    return html`
      <div class="head">
        <h3>${own.preview}</h3>
        <div class="widths" role="group" aria-label=${own.width}>
          ${WIDTHS.map(
            (one) => html`
              <button class="plain" aria-pressed=${one === width} @click=${() => {
                store.width.value = one;
              }}>
                ${one === undefined ? own.full : own.pixels(String(one))}
              </button>
            `,
          )}
        </div>
      </div>
      <div class="room">
        ${keyed(
          // A new frame, not another address for the old one: that would be a step back in the history of the page.
          address,
          html`<iframe
            src=${address}
            title=${own.live(shared.title)}
            width=${width ?? "100%"}
            height=${height}
            allow="cross-origin-isolated; clipboard-write; fullscreen"
          ></iframe>`,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-share-preview": DownhillSharePreview;
  }
}
