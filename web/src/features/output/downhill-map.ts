// SPDX-License-Identifier: Apache-2.0
/** The decision map of 2-D data: coarse and live while training, fine when it stands still. */
import { css, html } from "lit";
import { customElement, query } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { MapPainter } from "../../charts/map_painter.ts";
import { type Palette, readPalette } from "../../charts/palette.ts";

/** Pixels along one side: enough for a smooth picture while it moves; fine enough for a still one. */
const LIVE_SIZE = 96;
const STILL_SIZE = 256;
/** For those who asked for less motion. */
const CALM_REDRAW_MS = 1_000;

@customElement("downhill-map")
export class DownhillMap extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .frame {
        position: relative;
        aspect-ratio: 1;
        border-radius: var(--radius);
        overflow: hidden;
        background: var(--sunken);
        border: 1px solid var(--line);
      }
      canvas {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
      }
    `,
  ];

  @query("#field") private field!: HTMLCanvasElement;
  @query("#marks") private marks!: HTMLCanvasElement;

  private painter: MapPainter | undefined;
  private palette: Palette | undefined;
  private drawn: unknown;
  private subject: unknown;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private asked = "";
  private language = "";
  private dark: boolean | undefined;
  private wasPlaying = false;
  private readonly sizes = new ResizeObserver(() => this.resize());
  private readonly calm = matchMedia("(prefers-reduced-motion: reduce)");

  protected override stores() {
    return [this.playground.runs];
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    this.asked = "";
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    this.painter = new MapPainter(this.field, this.marks);
    this.sizes.observe(this.field);
    this.ask();
  }

  /** Frames go to the canvas without a pass through the template, which changes only when training starts or stops. */
  protected override told(): void {
    const { runs, settings } = this.playground;
    this.ask();
    this.paint();
    if (runs.playing !== this.wasPlaying || settings.language !== this.language || !runs.playing) {
      this.requestUpdate();
    }
  }

  private ask(): void {
    const size = this.playground.runs.playing ? LIVE_SIZE : STILL_SIZE;
    const wish = `map ${size}`;
    if (wish === this.asked) return;
    this.asked = wish;
    void this.playground.runs.look({ kind: "map", width: size, height: size });
  }

  private resize(): void {
    const ratio = Math.min(2, devicePixelRatio);
    const side = Math.round(this.field.clientWidth * ratio);
    if (side === 0) return;
    for (const canvas of [this.field, this.marks]) {
      canvas.width = side;
      canvas.height = side;
    }
    this.subject = undefined;
    this.drawn = undefined;
    this.paint();
  }

  private paint(): void {
    const { runs, settings } = this.playground;
    const { description, points, map } = runs;
    if (this.painter === undefined || description === undefined || points.length === 0) return;
    if (this.palette === undefined || this.dark !== settings.dark) {
      this.dark = settings.dark;
      this.palette = readPalette();
      this.subject = undefined;
      this.drawn = undefined;
    }
    if (this.subject !== points) {
      this.subject = points;
      this.painter.begin({ description, samples: points }, this.palette);
    }
    if (map === undefined || map === this.drawn) return;
    const now = performance.now();
    if (this.calm.matches && runs.playing && now - this.drawnAt < CALM_REDRAW_MS) return;
    this.drawnAt = now;
    this.drawn = map;
    this.painter.paintField(map, this.palette);
  }

  override render() {
    const { runs, settings } = this.playground;
    this.wasPlaying = runs.playing;
    this.language = settings.language;
    const { words, format } = this;
    const summary = runs.description?.summary;
    const data = runs.description === undefined ? "" : this.dataName();
    const epochs = this.epochs(runs.state?.epoch);
    const says =
      summary?.task === "regression"
        ? words.mapSaysLoss(epochs, format.real(runs.state?.train_loss))
        : words.mapSaysAccuracy(
            epochs,
            format.percent(runs.state?.train_accuracy),
            format.percent(runs.state?.validation_accuracy),
          );
    return html`
      <div class="frame" role="img" aria-label="${words.mapOf(data)}. ${says}">
        <canvas id="field"></canvas>
        <canvas id="marks"></canvas>
      </div>
    `;
  }

  private dataName(): string {
    const { catalog, experiment } = this.playground.experiment;
    const entry = catalog.kinds.dataset.find(({ id }) => id === experiment.data.type);
    return entry === undefined ? experiment.data.type : this.say(entry.label);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-map": DownhillMap;
  }
}
