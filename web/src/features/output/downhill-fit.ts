// SPDX-License-Identifier: Apache-2.0
/** Predicted against true: every sample a point, right ones on the line; R² and how far off in the units of the target. */
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { type Extent, PaintedElement } from "../../app/painted_element.ts";
import type { Palette } from "../../charts/palette.ts";
import { drawAxes, drawRing, type Plane, planeOf, type Span, spanOf } from "../../charts/plane.ts";
import { Visible } from "../../ui/visible.ts";
import { framedPlotStyles, pickStyles } from "./framed_plot_styles.ts";
import { fitOf } from "./judged.ts";
import { LeasedPredictions } from "./leased_predictions.ts";
import { LeasedSamples } from "./leased_samples.ts";
import { partOf, partSelect } from "./parts.ts";
import { SamplePick } from "./sample_pick.ts";
import { outputWords } from "./words.ts";

/** Of a plane that starting predictions far away would leave nothing of: so many times the spread of the targets. */
const WIDEST = 2;

@customElement("downhill-fit")
export class DownhillFit extends PaintedElement {
  static override styles = [
    ...PaintedElement.styles,
    pickStyles,
    framedPlotStyles,
    css`
      .top select {
        min-block-size: 28px;
      }
      b {
        font-weight: 650;
      }
    `,
  ];

  private readonly visible = new Visible(this);
  private readonly samples = new LeasedSamples(this, this.visible.seen, () =>
    partOf(this.workspace),
  );
  private readonly said = new LeasedPredictions(
    this,
    this.visible.seen,
    () => this.samples.value?.samples.features,
  );
  private readonly pick = new SamplePick(
    () => this.workspace,
    () => {
      const { clientWidth: width, clientHeight: height } = this.canvas;
      const { plane, xs, ys } = this.drawn({ width, height });
      const { sample } = this.workspace.attention;
      const part = this.samples.value?.part;
      return {
        count: xs.length,
        at: (row) => ({ x: plane.x(xs[row] ?? Number.NaN), y: plane.y(ys[row] ?? Number.NaN) }),
        place: (row) => (part === undefined ? undefined : { part, index: row }),
        marked: sample.value?.part === part ? (sample.value?.index ?? -1) : -1,
      };
    },
  );

  protected override get redrawPause(): number {
    return 200;
  }

  /** Targets, predictions, and where they lie. */
  private drawn(extent: Extent): {
    readonly xs: Float32Array;
    readonly ys: Float32Array;
    readonly spans: readonly [Span, Span];
    readonly plane: Plane;
  } {
    const { outputs } = this.workspace.run.description.summary;
    const known = this.samples.value?.samples;
    const said = this.said.value;
    const fits = known !== undefined && said?.features === known.features;
    const first = (numbers: Float32Array) =>
      outputs === 1 ? numbers : numbers.filter((_, at) => at % outputs === 0);
    const xs = fits ? first(known.targets) : new Float32Array();
    const ys = fits ? first(said.predictions) : new Float32Array();
    const x = spanOf(xs);
    const room = WIDEST * (x.high - x.low);
    const y = spanOf(
      [x.low, x.high, ...ys.filter((y) => y > x.low - room && y < x.high + room)],
      0,
    );
    return { xs, ys, spans: [x, y], plane: planeOf(extent, x, y) };
  }

  override render() {
    const own = outputWords(this.language);
    const { workspace, format } = this;
    const { outputs } = workspace.run.description.summary;
    const known = this.samples.value?.samples;
    const said = this.said.value;
    const fit =
      known !== undefined && said?.features === known.features
        ? fitOf(known.targets, said.predictions, outputs)
        : undefined;
    return html`
      <div class="frame">
        <div class="top">
          ${partSelect(workspace, own)}
          ${
            fit === undefined
              ? nothing
              : html`
                  <span>R² <b class="number" id="r2">${format.real(fit.r2)}</b></span>
                  <span title=${own.maeHelp}>${own.mae} <b class="number" id="mae">${format.real(fit.mae)}</b></span>
                  <span title=${own.rmseHelp}>${own.rmse} <b class="number">${format.real(fit.rmse)}</b></span>
                `
          }
        </div>
        <div class="plot">
          <canvas role="img" aria-label=${own.fitSays(format.real(fit?.r2), format.real(fit?.mae))}></canvas>
          <button class="pick" aria-label=${own.pickSamples} @click=${this.pick.click} @keydown=${this.pick.key}></button>
        </div>
      </div>
    `;
  }

  protected override draw(
    context: CanvasRenderingContext2D,
    extent: Extent,
    palette: Palette,
  ): void {
    const own = outputWords(this.language);
    const { target_name } = this.workspace.run.description.summary;
    const { xs, ys, spans, plane } = this.drawn(extent);
    const titles = { x: own.trueOf(target_name), y: own.saidOf(target_name) };
    drawAxes(context, plane, spans, titles, (value) => this.format.mark(value), palette);
    context.save();
    context.beginPath();
    context.rect(plane.left, plane.top, plane.width, plane.height);
    context.clip();
    const [{ low, high }] = spans;
    context.beginPath();
    context.moveTo(plane.x(low), plane.y(low));
    context.lineTo(plane.x(high), plane.y(high));
    context.setLineDash([5, 4]);
    context.lineWidth = 1.5;
    context.strokeStyle = palette.text;
    context.stroke();
    context.setLineDash([]);
    const marks = new Path2D();
    const radius = xs.length > 1_000 ? 2 : 3.2;
    for (let row = 0; row < xs.length; row += 1) {
      const [x, y] = [plane.x(xs[row] ?? Number.NaN), plane.y(ys[row] ?? Number.NaN)];
      marks.moveTo(x + radius, y);
      marks.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.lineWidth = 1;
    context.strokeStyle = palette.surface;
    context.stroke(marks);
    context.fillStyle = palette.classes[0] ?? palette.text;
    context.globalAlpha = 0.75;
    context.fill(marks);
    context.globalAlpha = 1;
    context.restore();
    const sample = this.workspace.attention.sample.value;
    const x = sample?.part === this.samples.value?.part ? xs[sample?.index ?? -1] : undefined;
    const y = ys[sample?.index ?? -1];
    if (x !== undefined && y !== undefined) drawRing(context, plane.x(x), plane.y(y), palette);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-fit": DownhillFit;
  }
}
