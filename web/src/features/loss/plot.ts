// SPDX-License-Identifier: Apache-2.0
/** The curve with all that is on it: what is read, what is zoomed, and the handle of time. */
import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { askedOnce } from "../../app/asked_once.ts";
import { charts, wantCharts } from "../../app/charts.ts";
import { PageElement } from "../../app/page_element.ts";
import type { Range } from "../../charts/axis_range.ts";
import type { LineChart } from "../../charts/line_chart.ts";
import type { Curve, Scene } from "../../charts/line_scene.ts";
import { type Palette, readPalette } from "../../charts/palette.ts";
import { type Part, visible } from "../../charts/zoom.ts";
import { LANGUAGE_TAGS } from "../../locales/language.ts";
import { unhurried } from "../../ui/calm.ts";
import { missingPart } from "../../ui/missing_part.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { rateVaries } from "./events.ts";
import { Gestures, type Plotted } from "./gestures.ts";
import { happened } from "./happened.ts";
import { plotStyles } from "./plot_styles.ts";
import type { Unit } from "./positions.ts";
import { type Read, readAt } from "./reading.ts";
import { aheadOf, bucketsOf, curvesOf, endOfAxis, ghostsOf, type Kind, placeOf } from "./scene.ts";
import { lossStore } from "./store.ts";
import type { DownhillTimeHandle } from "./time_handle.ts";
import { trainingName } from "./training_name.ts";
import { lossWords } from "./words.ts";

const wantHandle = askedOnce(() => import("./time_handle.ts"));
/** Ten drawings a second look live; more only take time from training. */
const REDRAW_MS = 100;
/** The box with what is read stays this far from the middle of the plot. */
const LEFT_HALF = 0.5;

@customElement("downhill-loss-plot")
export class DownhillLossPlot extends PageElement {
  static override styles = [...PageElement.styles, plotStyles];

  @property() kind: Kind = "loss";
  @property() unit: Unit = "epoch";
  /** What it shows in words. */
  @property() says = "";
  @state() private zoom: Part | undefined;
  @state() private choice: readonly [number, number] | undefined;
  @state() private reading: { readonly place: number; readonly by: "pointer" | "keys" } | undefined;
  @query("canvas") private canvas!: HTMLCanvasElement;
  @query("downhill-time-handle") private handle!: DownhillTimeHandle;

  /** The curves of the run as they are drawn now, for tests. */
  drawn: readonly Curve[] = [];

  private palette: Palette | undefined;
  private chart: LineChart | undefined;
  private look = "";
  private whole: Range = { min: 0, max: 1 };
  private readonly gestures = new Gestures(this.plotted());

  override disconnectedCallback(): void {
    this.chart?.destroy();
    this.chart = undefined;
    this.look = "";
    super.disconnectedCallback();
  }

  protected override get redrawPause(): number {
    return this.workspace.run.playing ? unhurried(REDRAW_MS) : 0;
  }

  private get own() {
    return lossWords(this.language);
  }

  /** A key that means something on the plot, from elsewhere. */
  press(key: string): void {
    this.gestures.press(key);
  }

  /** For a file. */
  picture(): HTMLCanvasElement | undefined {
    return this.chart?.picture();
  }

  override render() {
    const { own, words, gestures, zoom } = this;
    const read = this.readNow();
    return html`
      <div
        class="surface ${charts.value === undefined ? "bare" : ""}"
        id="plot"
        tabindex="0"
        role="application"
        aria-label="${this.says} ${own.plotSays}"
        @pointerdown=${gestures.down}
        @pointermove=${gestures.move}
        @pointerup=${gestures.up}
        @pointercancel=${gestures.cancel}
        @pointerleave=${gestures.leave}
        @dblclick=${gestures.all}
        @wheel=${gestures.wheel}
        @keydown=${gestures.key}
        @blur=${gestures.blur}
      >
        <canvas aria-hidden="true"></canvas>
        ${this.isEmpty ? html`<p class="empty"><span>${words.nothingYet}</span></p>` : nothing}
      </div>
      ${this.renderMissing()}
      <div aria-live=${this.reading?.by === "keys" ? "polite" : "off"}>${read === undefined ? nothing : this.renderRead(read)}</div>
      ${zoom === undefined ? nothing : html`<button class="whole" id="whole" @click=${gestures.all}>${own.whole}</button>`}
      <downhill-time-handle></downhill-time-handle>
    `;
  }

  private renderMissing() {
    const again = wantCharts.missing.value ?? wantHandle.missing.value;
    return again === undefined
      ? nothing
      : html`<div class="empty">${missingPart(again, this.words)}</div>`;
  }

  private renderRead({ place, title, values }: Read) {
    const { min, max } = visible(this.zoom, this.whole);
    const left = (place - min) / (max - min) > LEFT_HALF;
    const x = this.chart?.pixelOf(place) ?? 0;
    return html`
      <dl class="read number ${left ? "left" : ""}" id="read" ${setProperties({ "--x": `${x.toFixed(1)}px` })}>
        <dt>${title}</dt>
        ${values.map(({ name, value }) => html`<dd><span>${name}</span> <b>${value}</b></dd>`)}
      </dl>
    `;
  }

  private readNow(): Read | undefined {
    const { reading, words, own, format } = this;
    if (reading === undefined) return undefined;
    return readAt(this.workspace.run, reading.place, this, { words, own, format });
  }

  /** Whether the run has nothing but its beginning, which is no curve. */
  private get isEmpty(): boolean {
    const { history, state } = this.workspace.run;
    return history.rows < 2 && (state?.step ?? 0) === 0;
  }

  override updated(): void {
    const { run, settings } = this.workspace;
    const { palette, chart } = this.drawing(charts.value?.LineChart);
    const { kind, unit, words } = this;
    const store = lossStore(this.workspace);
    const names = [trainingName(run.description, words, this.own), words.validation] as const;
    const how = { kind, unit, palette, smoothing: store.smoothing.value, names };
    this.drawn = curvesOf(run, how);
    const ahead = aheadOf(run, how);
    const ghosts = store.shown(run.description.experiment);
    const pinned = ghostsOf(
      ghosts.filter((one) => one.pinned),
      how,
    );
    if (!this.isEmpty || run.playing || ahead.length > 0 || ghosts.length > 0) wantCharts();
    this.whole = { min: 0, max: endOfAxis([...this.drawn, ...ahead, ...pinned], run, unit) };
    if (chart === undefined) return;
    wantHandle();
    const { catalog } = this.workspace.document;
    const say = { own: this.own, format: this.format, language: settings.language, catalog };
    // While one travels the strip stays, and the axis with it.
    const longest = run.ahead ?? run.history;
    const scene: Scene = {
      curves: [...ghostsOf(ghosts, how), ...ahead, ...this.drawn],
      over: visible(this.zoom, this.whole),
      rate: rateVaries(longest) ? bucketsOf(longest, "learning_rate", how) : undefined,
      events: happened(run, store.changes.value, how, say),
      reading: this.readNow()?.place,
      choice: this.choice,
    };
    chart.update(scene);
    this.handle.axis = {
      ...chart.area,
      pixelOf: (step) => chart.pixelOf(placeOf(run, step, unit)),
    };
  }

  /** `Chart`: undefined while it is on its way. */
  private drawing(Chart: typeof LineChart | undefined): {
    readonly palette: Palette;
    readonly chart: LineChart | undefined;
  } {
    const { settings } = this.workspace;
    const { kind, unit, format, own } = this;
    const logarithmic = kind === "loss" && settings.logarithmic;
    const look = `${settings.language} ${settings.dark} ${logarithmic} ${unit} ${kind}`;
    if (this.palette === undefined || this.chart === undefined || look !== this.look) {
      const accuracy = kind === "accuracy";
      this.look = look;
      this.chart?.destroy();
      this.palette = readPalette();
      this.chart =
        Chart &&
        new Chart(this.canvas, {
          palette: this.palette,
          locale: LANGUAGE_TAGS[settings.language],
          logarithmic,
          ...(accuracy ? { range: { min: 0, max: 1 }, step: 0.25 } : {}),
          begins: this.words.unitAt[unit],
          count: (value, all) =>
            all.every(Number.isInteger) ? format.short(value, all) : format.mark(value, all),
          tick: (value, all) => (accuracy ? format.share(value) : format.mark(value, all)),
          // The handle goes along with the axis, which is where it will be when this is over.
          resized: () => this.requestUpdate(),
          rate: (highest) => own.rateAt(format.mark(Number(highest.toPrecision(2)))),
        });
    }
    return { palette: this.palette, chart: this.chart };
  }

  private plotted(): Plotted {
    const card = this;
    return {
      placeAt: (pixel) => card.chart?.placeAt(pixel) ?? 0,
      get shown() {
        return visible(card.zoom, card.whole);
      },
      get whole() {
        return card.whole;
      },
      get places() {
        const { history, ahead } = card.workspace.run;
        const { x, count } = bucketsOf(ahead ?? history, "step", card);
        return x.subarray(0, count);
      },
      get reading() {
        return card.reading?.place;
      },
      show(part) {
        card.zoom = part;
      },
      read(place, by) {
        if (place !== undefined) wantCharts();
        card.reading = place === undefined ? undefined : { place, by };
      },
      choose(choice) {
        card.choice = choice;
      },
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-loss-plot": DownhillLossPlot;
  }
}
