// SPDX-License-Identifier: Apache-2.0
/** Language and theme, in the head of every page. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Settings } from "../../app/settings.ts";
import { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES, type Language } from "../../locales/language.ts";
import { icons } from "../../ui/icons.ts";
import { missingPart } from "../../ui/missing_part.ts";
import { TOUCH } from "../../ui/styles/media.ts";
import { UiElement } from "../../ui/ui_element.ts";

@customElement("downhill-looks")
export class DownhillLooks extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      .languages {
        display: inline-flex;
        inline-size: fit-content;
        border: 1px solid var(--line);
        border-radius: var(--radius-pill);
        background: var(--surface);
        padding: 1px;
      }
      .languages button {
        border: 0;
        background: transparent;
        border-radius: var(--radius-pill);
        min-block-size: 28px;
        padding-inline: 10px;
        font-size: var(--text-small);
        color: var(--ink-2);
        white-space: nowrap;
      }
      .languages button[aria-pressed="true"] {
        background: var(--ink);
        color: var(--on-ink);
      }
      @media ${TOUCH} {
        .languages button {
          min-block-size: var(--touch);
          min-inline-size: var(--touch);
        }
      }
      @media (forced-colors: active) {
        .languages button[aria-pressed="true"] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) settings!: Settings;

  /** Asks again for words that did not arrive. */
  @state() private missing: (() => void) | undefined;

  protected override get language(): Language {
    return this.settings.language;
  }

  override render(): TemplateResult {
    const { words, settings } = this;
    const theme = { auto: words.themeAuto, light: words.themeLight, dark: words.themeDark }[
      settings.theme
    ];
    return html`
      <div class="languages" role="group" aria-label=${words.language}>
        ${LANGUAGES.map(
          (language) => html`
            <button
              id="lang-${language}"
              lang=${LANGUAGE_TAGS[language]}
              aria-pressed=${language === settings.language}
              @click=${() => void this.speak(language)}
            >
              ${LANGUAGE_NAMES[language]}
            </button>
          `,
        )}
      </div>
      ${missingPart(this.missing, words)}
      <button id="theme" class="round" aria-label=${theme} title=${theme} @click=${() => settings.turnTheme()}>
        ${{ auto: icons.half, light: icons.sun, dark: icons.moon }[settings.theme]}
      </button>
    `;
  }

  private async speak(language: Language): Promise<void> {
    this.missing = undefined;
    try {
      await this.settings.setLanguage(language);
    } catch {
      this.missing = () => void this.speak(language);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-looks": DownhillLooks;
  }
}
