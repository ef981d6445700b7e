// SPDX-License-Identifier: Apache-2.0
/** Name, running module, language and theme. */
import { css, html } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { THEMES, type Theme } from "../../app/settings.ts";
import { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES } from "../../locales/language.ts";
import "../../features/trainer/panel.ts";
import { icons } from "../../ui/icons.ts";
import { placeBelow, popoverStyles } from "../../ui/popovers.ts";

const COPIED_FOR_MS = 2_000;

@customElement("downhill-topbar")
export class DownhillTopbar extends PageElement {
  static override styles = [
    ...PageElement.styles,
    popoverStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px 14px;
        min-block-size: 56px;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 10px;
        min-inline-size: 0;
      }
      .brand svg {
        flex: none;
      }
      h1 {
        margin: 0;
        font-size: 1.1875rem;
        font-weight: 700;
        letter-spacing: -0.02em;
      }
      .tagline {
        color: var(--ink-2);
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .tools {
        margin-inline-start: auto;
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .languages {
        display: inline-flex;
        border: 1px solid var(--line);
        border-radius: 16px;
        background: var(--surface);
        padding: 1px;
      }
      .languages button {
        border: 0;
        background: transparent;
        border-radius: 15px;
        min-block-size: 28px;
        padding-inline: 10px;
        font-size: 0.8125rem;
        color: var(--ink-2);
      }
      .languages button[aria-pressed="true"] {
        background: var(--ink);
        color: var(--on-ink);
      }
      .round {
        border-radius: 50%;
        min-inline-size: 32px;
        inline-size: 32px;
        padding: 0;
      }
      @media (max-width: 899px) {
        .tagline {
          display: none;
        }
      }
      @media (pointer: coarse), (max-width: 719px) {
        :host {
          gap: 8px;
        }
        .tools {
          gap: 4px;
        }
        .languages {
          border-radius: 22px;
        }
        .languages button {
          min-block-size: 40px;
          min-inline-size: 36px;
          padding-inline: 4px;
          border-radius: 20px;
        }
        .round {
          min-inline-size: 44px;
          inline-size: 44px;
        }
      }
      @media (max-width: 479px) {
        /* What does not fit beside the name goes below it. */
        :host {
          flex-wrap: wrap;
          box-sizing: border-box;
          padding-block: 6px;
        }
        .brand {
          flex: none;
        }
        h1 {
          font-size: 1rem;
        }
        .brand svg {
          display: none;
        }
      }
      @media (forced-colors: active) {
        .languages button[aria-pressed="true"] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @state() private copied = false;
  private forgetting: ReturnType<typeof setTimeout> | undefined;

  /** The link where it could not be copied: to be copied by hand. */
  @state() private byHand = "";
  @query("#copy-link") private copyButton!: HTMLElement;
  @query("#by-hand") private panel!: HTMLElement;
  @query("#by-hand input") private field!: HTMLInputElement;

  private async copyLink(): Promise<void> {
    const address = new URL(location.href);
    address.hash = this.playground.link();
    try {
      // Pages without https have no clipboard, and some frames are refused it.
      await navigator.clipboard.writeText(address.href);
    } catch {
      this.byHand = address.href;
      await this.updateComplete;
      this.panel.showPopover();
      placeBelow(this.panel, this.copyButton);
      this.field.select();
      return;
    }
    this.copied = true;
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => {
      this.copied = false;
    }, COPIED_FOR_MS);
  }

  override render() {
    const { words, playground } = this;
    const { settings } = playground;
    const next = THEMES[(THEMES.indexOf(settings.theme) + 1) % THEMES.length] ?? "auto";
    return html`
      <div class="brand">
        ${logo}
        <h1>Downhill</h1>
        <span class="tagline">${words.tagline}</span>
      </div>
      <div class="tools">
        <downhill-badge .playground=${playground}></downhill-badge>
        <div class="languages" role="group" aria-label=${words.language}>
          ${LANGUAGES.map(
            (language) => html`
              <button
                id="lang-${language}"
                lang=${LANGUAGE_TAGS[language]}
                aria-pressed=${language === settings.language}
                @click=${() => settings.setLanguage(language)}
              >
                ${LANGUAGE_NAMES[language]}
              </button>
            `,
          )}
        </div>
        <button
          id="copy-link"
          class="round"
          aria-label=${this.copied ? words.linkCopied : words.copyLink}
          title=${this.copied ? words.linkCopied : words.copyLink}
          @click=${this.copyLink}
        >
          ${this.copied ? icons.check : icons.link}
        </button>
        <span class="hidden" role="status">${this.copied ? words.linkCopied : ""}</span>
        <div id="by-hand" popover>
          <label for="link">${words.copyByHand}</label>
          <input id="link" type="text" readonly autofocus .value=${this.byHand} />
        </div>
        <button
          id="theme"
          class="round"
          aria-label=${this.themeName(settings.theme)}
          title=${this.themeName(settings.theme)}
          @click=${() => settings.setTheme(next)}
        >
          ${{ auto: icons.half, light: icons.sun, dark: icons.moon }[settings.theme]}
        </button>
      </div>
    `;
  }

  private themeName(theme: Theme): string {
    const { words } = this;
    return { auto: words.themeAuto, light: words.themeLight, dark: words.themeDark }[theme];
  }
}

/** A ball on its way down a loss curve. */
const logo = html`
  <svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true">
    <path d="M3 6c5 0 7 19 14 19 5 0 6-6 12-6" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round"></path>
    <circle cx="10.2" cy="10" r="4" fill="var(--class-1)"></circle>
  </svg>
`;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-topbar": DownhillTopbar;
  }
}
