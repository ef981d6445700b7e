// SPDX-License-Identifier: Apache-2.0
/** Which mark is which class or was trained on, and that hollow marks are held out from training. */
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { markPath, shapeOf } from "../../charts/markers.ts";
import { CLASS_COLOURS } from "../../charts/palette.ts";
import { term } from "../../ui/downhill-term.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { outputWords } from "./words.ts";

@customElement("downhill-legend")
export class DownhillLegend extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--space-3);
        font-size: var(--text-small);
        color: var(--ink-2);
      }
      span {
        display: inline-flex;
        align-items: center;
        gap: 5px;
        white-space: nowrap;
      }
      path {
        fill: var(--mark);
        stroke: var(--mark);
        stroke-width: 1.5;
      }
      .held {
        fill: var(--surface);
        stroke: var(--ink-2);
      }
      .ramp {
        inline-size: 56px;
        block-size: 10px;
        border-radius: var(--radius-small);
        background: linear-gradient(90deg, var(--map-low), var(--map-middle), var(--map-high));
        border: 1px solid var(--line);
      }
    `,
  ];

  override render() {
    const { summary } = this.workspace.document.description;
    const own = outputWords(this.language);
    return html`
      ${summary.task === "regression" ? this.renderRamp(summary.features) : this.renderClasses(summary.class_names)}
      <span>${mark("held", 0)}${term("held_out", own.heldOut)}</span>
    `;
  }

  private renderRamp(features: number) {
    if (features === 1) {
      return html`<span ${setProperties({ "--mark": "var(--class-0)" })}>${mark("", 0)}${this.words.training}</span>`;
    }
    if (features !== 2) return nothing;
    const { target_name } = this.workspace.document.description.summary;
    return html`<span>${target_name} <i class="ramp"></i></span>`;
  }

  private renderClasses(names: readonly string[]) {
    return names
      .slice(0, CLASS_COLOURS)
      .map(
        (name, index) =>
          html`<span ${setProperties({ "--mark": `var(--class-${index})` })}>${mark("", index)}${/^\d+$/.test(name) ? outputWords(this.language).className(name) : name}</span>`,
      );
  }
}

const mark = (kind: string, index: number) => html`
  <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
    <path class=${kind} d=${markPath(shapeOf(index), 4)}></path>
  </svg>
`;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-legend": DownhillLegend;
  }
}
