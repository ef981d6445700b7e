// SPDX-License-Identifier: Apache-2.0
/** The decision map or the fitted curve as numbers at a few places. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import type { Summary, ViewAnswer } from "../../engine/api.ts";
import { Visible } from "../../ui/visible.ts";
import { outputWords } from "./words.ts";

/** Places along each axis. */
const PLACES = 7;
/** Of the map that they are read from: fine enough that a place is met by less than a hundredth of the axis. */
const MAP_SIZE = 96;
const CURVE_POINTS = 200;
/** Numbers that change faster cannot be read. */
const REDRAW_MS = 250;

const SHARES = Array.from({ length: PLACES }, (_, index) => index / (PLACES - 1));

const between = (low: number, high: number, share: number): number => low + (high - low) * share;

@customElement("downhill-predictions")
export class DownhillPredictions extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .frame {
        block-size: var(--picture-size, 360px);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        padding: var(--space-3) 14px;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        gap: var(--space-2);
      }
      .scroll {
        overflow: auto;
      }
      th,
      td {
        padding: 2px 10px 2px 0;
        text-align: end;
      }
    `,
  ];

  private readonly visible = new Visible(this);
  private readonly map = new LeasedView(this, this.visible.seen, ({ description }) =>
    description.summary.features === 2
      ? { kind: "map", width: MAP_SIZE, height: MAP_SIZE }
      : undefined,
  );
  private readonly curve = new LeasedView(this, this.visible.seen, ({ description }) =>
    description.summary.features === 1 ? { kind: "curve", count: CURVE_POINTS } : undefined,
  );

  protected override get redrawPause(): number {
    return REDRAW_MS;
  }

  override render() {
    const own = outputWords(this.language);
    const { summary } = this.workspace.run.description;
    const map = this.map.answer;
    const curve = this.curve.answer;
    const table =
      map !== undefined && summary.features === 2
        ? this.renderMap(map, summary)
        : curve !== undefined && summary.features === 1
          ? this.renderCurve(curve, summary)
          : nothing;
    return html`
      <div class="frame">
        <p>${own.mapTableHelp}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=${own.mapTableHelp}>${table}</div>
      </div>
    `;
  }

  private renderMap(
    { width, height, values }: ViewAnswer<"map">,
    summary: Summary,
  ): TemplateResult | typeof nothing {
    const { range, outputs, feature_names } = summary;
    if (range === undefined) return nothing;
    const [first = "x", second = "y"] = feature_names;
    const at = (x: number, y: number) => {
      const pixel = Math.round(y * (height - 1)) * width + Math.round(x * (width - 1));
      return this.meaning(values.subarray(pixel * outputs, (pixel + 1) * outputs), summary);
    };
    const x = (share: number) => this.format.datum(between(range.x_min, range.x_max, share));
    const y = (share: number) => this.format.datum(between(range.y_max, range.y_min, share));
    return html`
      <table>
        <thead>
          <tr><th scope="col">${second} ＼ ${first}</th>${SHARES.map((share) => html`<th scope="col">${x(share)}</th>`)}</tr>
        </thead>
        <tbody>
          ${SHARES.map(
            (row) => html`
              <tr>
                <th scope="row">${y(row)}</th>
                ${SHARES.map((column) => html`<td>${at(column, row)}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }

  private renderCurve(
    curve: ViewAnswer<"curve">,
    summary: Summary,
  ): TemplateResult | typeof nothing {
    const { range, outputs, feature_names } = summary;
    if (range === undefined) return nothing;
    const count = curve.length / outputs;
    return html`
      <table>
        <thead><tr><th scope="col">${feature_names[0] ?? "x"}</th><th scope="col">${outputWords(this.language).prediction}</th></tr></thead>
        <tbody>
          ${SHARES.map((share) => {
            const place = Math.round(share * (count - 1)) * outputs;
            const said = this.meaning(curve.subarray(place, place + outputs), summary);
            return html`<tr><th scope="row">${this.format.datum(between(range.x_min, range.x_max, share))}</th><td>${said}</td></tr>`;
          })}
        </tbody>
      </table>
    `;
  }

  /** What the outputs at one place mean: the class for several, the share or the value for one. */
  private meaning(outputs: Float32Array, { task, class_names }: Summary): string {
    if (task !== "classes") return this.format.real(outputs[0]);
    const best = outputs.indexOf(Math.max(...outputs));
    return class_names[best] ?? String(best);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-predictions": DownhillPredictions;
  }
}
