// SPDX-License-Identifier: Apache-2.0
/** The decision map of 2-D data: coarse and live while training, fine when it stands still. */
import { untracked } from "@preact/signals-core";
import { css, html } from "lit";
import { customElement, query } from "lit/decorators.js";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import { MapPainter } from "../../charts/map_painter.ts";
import { type Palette, readPalette } from "../../charts/palette.ts";
import { unhurried } from "../../ui/calm.ts";
import { Visible } from "../../ui/visible.ts";
import { outputWords } from "./words.ts";

/** Pixels along one side: enough for a smooth picture while it moves; fine enough for a still one. */
const LIVE_SIZE = 96;
const STILL_SIZE = 256;

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

  private readonly visible = new Visible(this);
  private readonly view = new LeasedView(this, this.visible.seen, ({ playing }) => {
    const size = playing ? LIVE_SIZE : STILL_SIZE;
    return { kind: "map", width: size, height: size };
  });

  private painter: MapPainter | undefined;
  private palette: Palette | undefined;
  private drawn: unknown;
  private subject: unknown;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private dark: boolean | undefined;
  private readonly sizes = new ResizeObserver(() => this.resize());

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
    this.subject = undefined;
    this.drawn = undefined;
    this.paint();
  }

  /** Frames go to the canvas without a pass through the template. */
  protected override paint(): void {
    const { run, settings } = this.workspace;
    const { description, points, playing } = run;
    const map = this.view.answer;
    const { dark } = settings;
    if (this.painter === undefined || points.length === 0) return;
    if (this.palette === undefined || this.dark !== dark) {
      this.dark = dark;
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
    if (playing && now - this.drawnAt < unhurried(0)) return;
    this.drawnAt = now;
    this.drawn = map;
    this.painter.paintField(map, this.palette);
  }

  override render() {
    const { format } = this;
    const own = outputWords(this.language);
    const { run } = this.workspace;
    // While it trains the picture is told by its own changes, and the sentence waits.
    const state = run.playing ? untracked(() => run.state) : run.state;
    const epochs = this.epochs(state?.epoch);
    const says =
      run.description.summary.task === "regression"
        ? own.mapSaysLoss(epochs, format.real(state?.train_loss))
        : own.mapSaysAccuracy(
            epochs,
            format.percent(state?.train_accuracy),
            format.percent(state?.validation_accuracy),
          );
    return html`
      <div class="frame" role="img" aria-label="${own.mapOf(this.dataName)}. ${says}">
        <canvas id="field"></canvas>
        <canvas id="marks"></canvas>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-map": DownhillMap;
  }
}
