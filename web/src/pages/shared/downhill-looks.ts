// SPDX-License-Identifier: Apache-2.0
/** Language and theme, as the heads of the smaller pages have them. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Settings } from "../../app/settings.ts";
import { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES, type Language } from "../../locales/language.ts";
import { icons } from "../../ui/icons.ts";
import { UiElement } from "../../ui/ui_element.ts";

@customElement("downhill-looks")
export class DownhillLooks extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      :host {
        display: flex;
        gap: var(--space-1);
      }
      .languages {
        display: flex;
        gap: var(--space-1);
      }
      .languages [aria-pressed="true"] {
        background: var(--sunken);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) settings!: Settings;

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
              @click=${() => settings.setLanguage(language)}
            >
              ${LANGUAGE_NAMES[language]}
            </button>
          `,
        )}
      </div>
      <button id="theme" class="round" aria-label=${theme} title=${theme} @click=${() => settings.turnTheme()}>
        ${{ auto: icons.half, light: icons.sun, dark: icons.moon }[settings.theme]}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-looks": DownhillLooks;
  }
}
