// SPDX-License-Identifier: Apache-2.0
/** What of the map is drawn, in a small menu. */
import { css, html } from "lit";
import { customElement, query } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { icons } from "../../ui/icons.ts";
import { placeBelow, popoverStyles } from "../../ui/popovers.ts";
import { TOUCH } from "../../ui/styles/media.ts";
import { MAP_PARTS, mapLook, writtenLook } from "./map_look.ts";
import { outputWords } from "./words.ts";

@customElement("downhill-map-options")
export class DownhillMapOptions extends PageElement {
  static override styles = [
    ...PageElement.styles,
    popoverStyles,
    css`
      [popover] {
        inline-size: max-content;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-block-size: 28px;
      }
      @media ${TOUCH} {
        label {
          min-block-size: var(--touch);
        }
      }
    `,
  ];

  @query("button") private button!: HTMLElement;
  @query("#options") private options!: HTMLElement;

  override render() {
    const own = outputWords(this.language);
    const { settings } = this.workspace;
    const look = mapLook(settings.view);
    return html`
      <button class="plain" popovertarget="options" aria-label=${own.mapOptions} title=${own.mapOptions}>
        ${icons.more}
      </button>
      <div
        id="options"
        popover
        role="group"
        aria-label=${own.mapOptions}
        @toggle=${({ newState }: ToggleEvent) => {
          if (newState === "open") placeBelow(this.options, this.button);
        }}
      >
        ${MAP_PARTS.map(
          (part) => html`
            <label>
              <input
                type="checkbox"
                id="map-${part}"
                .checked=${look[part]}
                @change=${({ target }: Event) => {
                  const { checked } = target as HTMLInputElement;
                  settings.setView("map", writtenLook({ ...look, [part]: checked }));
                }}
              />
              ${own.mapParts[part]}
            </label>
          `,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-map-options": DownhillMapOptions;
  }
}
