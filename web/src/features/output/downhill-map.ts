// SPDX-License-Identifier: Apache-2.0
/** The decision map of 2-D data: coarse and live while training, fine when it stands still. Its points can be touched. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query } from "lit/decorators.js";
import { rowOf, sampleAt } from "../../app/attention.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import { ToldState } from "../../app/told_state.ts";
import { MapPainter } from "../../charts/map_painter.ts";
import { type Palette, readPalette } from "../../charts/palette.ts";
import { ticks } from "../../charts/ticks.ts";
import { unhurried } from "../../ui/calm.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { Visible } from "../../ui/visible.ts";
import { pickStyles } from "./framed_plot_styles.ts";
import { mapLook, shownPoints } from "./map_look.ts";
import { mapStyles } from "./map_styles.ts";
import { SamplePick } from "./sample_pick.ts";
import { outputWords } from "./words.ts";

/** Pixels along one side: enough for a smooth picture while it moves; fine enough for a still one. */
const LIVE_SIZE = 96;
const STILL_SIZE = 256;
/** Numbers along an axis, at most. */
const MOST_TICKS = 5;
/** Letters that fit beside an upright axis. */
const SHORT_NAME = 3;
/** Of a letter beside an axis, in pixels, about. */
const LETTER = 7;

@customElement("downhill-map")
export class DownhillMap extends PageElement {
  static override styles = [...PageElement.styles, pickStyles, mapStyles];

  @query("#field") private field!: HTMLCanvasElement;
  @query("#marks") private marks!: HTMLCanvasElement;

  private readonly visible = new Visible(this);
  private readonly told = new ToldState(this);
  private readonly view = new LeasedView(this, this.visible.seen, ({ playing }) => {
    const size = playing ? LIVE_SIZE : STILL_SIZE;
    return { kind: "map", width: size, height: size };
  });

  private painter: MapPainter | undefined;
  private palette: Palette | undefined;
  private drawn: unknown;
  private subject: unknown;
  private look: string | undefined;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private dark: boolean | undefined;
  private readonly sizes = new ResizeObserver(() => this.resize());
  private readonly pick = new SamplePick(
    () => this.workspace,
    () => {
      const { run, attention, settings } = this.workspace;
      const { points } = run;
      const { clientWidth: width, clientHeight: height } = this.field;
      const { test } = mapLook(settings.view);
      return {
        count: points.length / 4,
        at: (row) => {
          const { x, y } = this.shares(row);
          const hidden = !test && points[4 * row + 3] === 2;
          return { x: hidden ? Number.POSITIVE_INFINITY : x * width, y: y * height };
        },
        place: (row) => sampleAt(points, row),
        marked: rowOf(points, attention.sample.value),
      };
    },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.sizes.observe(this.field);
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    this.painter = new MapPainter(this.field, this.marks);
    this.sizes.observe(this.field);
  }

  private resize(): void {
    const ratio = Math.min(2, devicePixelRatio);
    const side = Math.round(this.field.clientWidth * ratio);
    if (side === 0) return;
    for (const canvas of [this.field, this.marks]) {
      canvas.width = side;
      canvas.height = side;
    }
    this.requestUpdate();
    this.forget();
    this.paint();
  }

  private forget(): void {
    this.subject = undefined;
    this.drawn = undefined;
  }

  /** Frames go to the canvas without a pass through the template. */
  protected override paint(): void {
    const { run, settings } = this.workspace;
    const { description, points, playing } = run;
    const map = this.view.answer;
    const { dark, view } = settings;
    if (this.painter === undefined || points.length === 0) return;
    if (this.palette === undefined || this.dark !== dark) {
      this.dark = dark;
      this.palette = readPalette();
      this.forget();
    }
    if (this.look !== view.map) this.forget();
    if (this.subject !== points) {
      this.subject = points;
      this.look = view.map;
      const look = mapLook(view);
      const samples = shownPoints(points, look);
      this.painter.begin({ description, samples }, this.palette, look);
    }
    if (map === undefined || map === this.drawn) return;
    const now = performance.now();
    // What the visitor has changed is drawn at once.
    const isNews = this.drawn !== undefined;
    if (playing && isNews && now - this.drawnAt < unhurried(0)) return;
    this.drawnAt = now;
    this.drawn = map;
    this.painter.paintField(map, this.palette);
  }

  /** Where a point lies, as shares of the picture from its upper left corner. */
  private shares(row: number): { readonly x: number; readonly y: number } {
    const { points, description } = this.workspace.run;
    const { x_min, x_max, y_min, y_max } = description.summary.range ?? UNIT;
    const [x = 0, y = 0] = points.subarray(4 * row, 4 * row + 2);
    return { x: (x - x_min) / (x_max - x_min), y: (y_max - y) / (y_max - y_min) };
  }

  override render() {
    const { format } = this;
    const own = outputWords(this.language);
    const { run, settings } = this.workspace;
    const state = this.told.value;
    const epochs = this.epochs(state?.epoch);
    const says =
      run.description.summary.task === "regression"
        ? own.mapSaysLoss(epochs, format.real(state?.train_loss))
        : own.mapSaysAccuracy(
            epochs,
            format.percent(state?.train_accuracy),
            format.percent(state?.validation_accuracy),
          );
    const { axes } = mapLook(settings.view);
    return html`
      <div class="frame ${axes ? "axes" : ""}">
        <div class="plot">
          <div role="img" aria-label="${own.mapOf(this.dataName)}. ${says}">
            <canvas id="field"></canvas>
            <canvas id="marks"></canvas>
          </div>
          ${this.renderRing()}
          <button
            class="pick"
            aria-label=${own.pickSamples}
            @click=${this.pick.click}
            @keydown=${this.pick.key}
          ></button>
        </div>
        ${axes ? this.renderAxes() : nothing}
      </div>
    `;
  }

  private renderRing(): TemplateResult | typeof nothing {
    const { run, attention } = this.workspace;
    const row = rowOf(run.points, attention.sample.value);
    if (row === -1) return nothing;
    const { x, y } = this.shares(row);
    return html`<span class="ring" ${setProperties({ "--x": percent(x), "--y": percent(y) })}></span>`;
  }

  private renderAxes(): TemplateResult {
    const { range = UNIT, feature_names } = this.workspace.run.description.summary;
    const { x_min, x_max, y_min, y_max } = range;
    const [first = "", second = ""] = feature_names;
    const letter = LETTER * (this.palette?.zoom ?? 1);
    return html`
      <div class="across" aria-hidden="true">
        ${this.marksOf(x_min, x_max, (shown) => letter * (first.length + 1 + shown.length / 2)).map(
          ({ shown, share }) =>
            html`<span ${setProperties({ "--x": percent(share) })}>${shown}</span>`,
        )}
        <b>${first}</b>
      </div>
      <div class="up" aria-hidden="true">
        ${this.marksOf(y_min, y_max, () => 3 * letter).map(
          ({ shown, share }) =>
            html`<span ${setProperties({ "--y": percent(1 - share) })}>${shown}</span>`,
        )}
        <b class=${second.length > SHORT_NAME ? "long" : ""}>${second}</b>
      </div>
    `;
  }

  /** Numbers along an axis, but for those in the way of its name, which stands at its end: so many pixels are its own. */
  private marksOf(low: number, high: number, taken: (shown: string) => number) {
    const length = this.field?.clientWidth || SMALLEST;
    return ticks(low, high, MOST_TICKS)
      .map((value) => ({ shown: this.format.mark(value), share: (value - low) / (high - low) }))
      .filter(({ shown, share }) => (1 - share) * length > taken(shown));
  }
}

/** Pixels of a side before it is known. */
const SMALLEST = 200;
const UNIT = { x_min: 0, x_max: 1, y_min: 0, y_max: 1 };

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-map": DownhillMap;
  }
}
