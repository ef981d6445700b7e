// SPDX-License-Identifier: Apache-2.0
/** Pictures before they are learnt from, as the network will see them: how large, in which colours, which classes. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import type { OwnPictures } from "../../data/own/plan.ts";
import { options } from "../../ui/field/controls.ts";
import "../../ui/downhill-picture.ts";
import { ownDataOf, type PictureStage } from "./store.ts";
import { ownDataStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };
const SIDES = [8, 12, 16, 20, 28, 32, 48, 64];

@customElement("downhill-picture-import")
export class DownhillPictureImport extends PageElement {
  static override styles = [
    ...PageElement.styles,
    ownDataStyles,
    css`
      .classes {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr));
        gap: var(--space-2) var(--space-4);
        max-block-size: 40vh;
        overflow: auto;
      }
      .class {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        flex-wrap: wrap;
      }
      .class span {
        flex: 1 0 96px;
        overflow-wrap: anywhere;
      }
      downhill-picture {
        inline-size: var(--touch);
      }
    `,
  ];

  @property({ attribute: false }) stage!: PictureStage;

  override render() {
    const own: typeof en = WORDS[this.language];
    const { made, pictures, size, table } = this.stage;
    const store = ownDataOf(this.workspace);
    const sides = [...new Set([...SIDES, size.height])].sort((a, b) => a - b);
    return html`
      ${pictures === undefined ? nothing : html`<p class="quiet number">${own.picturesFound(this.format.integer(pictures))}</p>`}
      ${
        table === undefined
          ? html`
              <div class="line">
                <label class="field">
                  ${own.size}
                  <select
                    id="picture-size"
                    @change=${(event: Event) => {
                      const side = Number((event.target as HTMLSelectElement).value);
                      void store.resize({ ...size, height: side, width: side });
                    }}
                  >
                    ${options(
                      sides.map((side) => ({ id: String(side), label: own.sizeOf(String(side)) })),
                      String(size.height),
                    )}
                  </select>
                </label>
                <label class="field">
                  ${own.colour}
                  <select
                    id="picture-colour"
                    @change=${(event: Event) => {
                      const channels = (event.target as HTMLSelectElement).value === "3" ? 3 : 1;
                      void store.resize({ ...size, channels });
                    }}
                  >
                    ${options(
                      [
                        { id: "1", label: own.colours.grey },
                        { id: "3", label: own.colours.colour },
                      ],
                      String(size.channels),
                    )}
                  </select>
                </label>
              </div>
            `
          : html`
              <label class="field">
                <input type="checkbox" checked @change=${() => void store.asPictures(false)} />
                ${own.asPictures(String(size.height))}
              </label>
            `
      }
      ${made === undefined ? html`<p role="status">${own.working}</p>` : nothing}
      ${made?.status === "refused" ? html`<div class="refused" role="alert"><p>${this.say(made.message)}</p></div>` : nothing}
      ${made?.status === "made" ? this.renderMade(made, own) : nothing}
    `;
  }

  private renderMade({ samples, size, report }: OwnPictures, own: typeof en): TemplateResult {
    const { format } = this;
    const { classes, skipped } = report;
    return html`
      <div class="classes ${ownDataOf(this.workspace).busy.value ? "busy" : ""}">
        ${samples.map(
          ({ name, pictures }, index) => html`
            <div class="class">
              <span>${own.classOf(name, format.integer(classes[index]?.pictures))}</span>
              ${pictures.map((bytes) => html`<downhill-picture .bytes=${bytes} .shape=${[size.channels, size.height, size.width]}></downhill-picture>`)}
            </div>
          `,
        )}
      </div>
      ${skipped.length === 0 ? nothing : html`<p class="quiet">${own.skipped(format.integer(skipped.length), (skipped[0] ?? "").slice(0, 80))}</p>`}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-picture-import": DownhillPictureImport;
  }
}
