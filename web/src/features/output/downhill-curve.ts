// SPDX-License-Identifier: Apache-2.0
/** The fitted curve of 1-D data, moving while it trains. */
import { css, html } from "lit";
import { customElement, query } from "lit/decorators.js";
import { rowOf, sampleAt } from "../../app/attention.ts";
import { charts, wantCharts } from "../../app/charts.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import type { CurveChart } from "../../charts/curve_chart.ts";
import { type Palette, readPalette } from "../../charts/palette.ts";
import { LANGUAGE_TAGS } from "../../locales/language.ts";
import { unhurried } from "../../ui/calm.ts";
import { missingPart } from "../../ui/missing_part.ts";
import { Visible } from "../../ui/visible.ts";
import { pickStyles } from "./framed_plot_styles.ts";
import { SamplePick } from "./sample_pick.ts";
import { outputWords } from "./words.ts";

const POINTS = 200;
/** Chart.js takes a few milliseconds for a drawing. */
const REDRAW_MS = 50;

@customElement("downhill-curve")
export class DownhillCurve extends PageElement {
  static override styles = [
    ...PageElement.styles,
    pickStyles,
    css`
      .frame {
        position: relative;
        block-size: var(--picture-size, 360px);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        padding: 14px var(--space-4) var(--space-2) var(--space-2);
      }
      .inner {
        position: relative;
        block-size: 100%;
      }
    `,
  ];

  @query("canvas") private canvas!: HTMLCanvasElement;

  private readonly visible = new Visible(this);
  private readonly view = new LeasedView(this, this.visible.seen, () => ({
    kind: "curve",
    count: POINTS,
  }));
  private chart: CurveChart | undefined;
  private palette: Palette | undefined;
  private look = "";
  private readonly pick = new SamplePick(
    () => this.workspace,
    () => {
      const { points } = this.workspace.run;
      return {
        count: this.chart === undefined ? 0 : points.length / 4,
        at: (row) => {
          const [x = 0, , y = 0] = points.subarray(4 * row, 4 * row + 4);
          return this.chart?.at(x, y) ?? { x: 0, y: 0 };
        },
        place: (row) => sampleAt(points, row),
        marked: rowOf(points, this.workspace.attention.sample.value),
      };
    },
  );

  override disconnectedCallback(): void {
    this.chart?.destroy();
    this.chart = undefined;
    super.disconnectedCallback();
  }

  protected override get redrawPause(): number {
    return this.workspace.run.playing ? unhurried(REDRAW_MS) : REDRAW_MS;
  }

  override updated(): void {
    const { run, settings, attention } = this.workspace;
    const look = `${settings.language} ${settings.dark}`;
    const drawing = charts.value;
    wantCharts();
    if (drawing === undefined) return;
    if (this.chart === undefined || look !== this.look) {
      this.look = look;
      this.palette = readPalette();
      this.chart?.destroy();
      this.chart = new drawing.CurveChart(this.canvas, {
        palette: this.palette,
        locale: LANGUAGE_TAGS[settings.language],
      });
    }
    if (this.palette === undefined) return;
    const marked = rowOf(run.points, attention.sample.value);
    this.chart.update(run.description, run.points, this.view.answer, this.palette, marked);
  }

  override render() {
    const { format, words } = this;
    const own = outputWords(this.language);
    const { state } = this.workspace.run;
    const says = own.mapSaysLoss(this.epochs(state?.epoch), format.real(state?.train_loss));
    return html`
      <div class="frame">
        ${missingPart(wantCharts.missing.value, words)}
        <div class="inner">
          <canvas role="img" aria-label="${own.curve}. ${says}"></canvas>
          <button class="pick" aria-label=${own.pickSamples} @click=${this.pick.click} @keydown=${this.pick.key}></button>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-curve": DownhillCurve;
  }
}
