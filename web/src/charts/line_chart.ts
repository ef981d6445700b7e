// SPDX-License-Identifier: Apache-2.0
/**
 * Curves over epochs or updates with Chart.js: no animation, data in Chart.js' own form, a bounded number of points.
 * Thinning is done before (thinning.ts): the chart's own decimation loses points that are pushed (chartjs/Chart.js#11929).
 */
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  type Plugin,
  PointElement,
} from "chart.js";
import { decades, linearRange, type Range } from "./axis_range.ts";
import type { Buckets } from "./buckets.ts";
import { datasetsOf, rateDataset, renewed } from "./line_datasets.ts";
import { drawMarks } from "./line_marks.ts";
import type { Point, Scene } from "./line_scene.ts";
import type { Palette } from "./palette.ts";

Chart.register(Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement);

export interface Look {
  readonly palette: Palette;
  /** BCP 47: how the axes write numbers. */
  readonly locale: string;
  readonly logarithmic: boolean;
  /** Fixed ends of the vertical axis; absent: fitted to the data. */
  readonly range?: Range;
  /** The first mark of the horizontal axis, with what it counts. */
  readonly begins: (mark: string) => string;
  /** How the horizontal axis writes its marks, each beside all of them. */
  readonly count: (value: number, beside: readonly number[]) => string;
  /** How the vertical axis writes its marks, and how far apart they are if that is fixed. */
  readonly tick: (value: number, beside: readonly number[]) => string;
  readonly step?: number;
  /** What stands beside the strip of the learning rate. */
  readonly rate: (highest: number) => string;
  /** The picture has another size, and its axes another place. */
  readonly resized?: () => void;
}

/** Where the curves are in the picture, in CSS pixels. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Chart.js measures its words with each drawing: on a canvas of the page that would lay out the page each time, so it has one beside it. */
export class LineChart {
  private readonly chart: Chart<"line", Point[]>;
  private readonly drawing = new OffscreenCanvas(1, 1);
  private readonly sizes = new ResizeObserver(() => this.resize());
  private scene: Scene | undefined;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly look: Look,
  ) {
    const marks: Plugin<"line"> = {
      id: "marks",
      afterDatasetsDraw: (chart) => {
        if (this.scene !== undefined) drawMarks(chart, this.scene, this.look.palette);
      },
    };
    this.chart = new Chart<"line", Point[]>(this.drawing as unknown as HTMLCanvasElement, {
      type: "line",
      data: { datasets: [] },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: false,
        maintainAspectRatio: false,
        devicePixelRatio,
        locale: look.locale,
        // The page has its own ways to read the values, by touch and keys too.
        events: [],
        layout: { padding: { right: 8, top: 8 } },
        plugins: { legend: { display: false } },
      },
      plugins: [marks as unknown as Plugin<"line">],
    });
    this.sizes.observe(canvas.parentElement ?? canvas);
    // A zoom of the page may leave the place as large as it was.
    addEventListener("resize", this.resize);
    this.fit();
  }

  /** Its size is another, or that of a pixel, as after a zoom of the page or on another screen. */
  private readonly resize = (): void => {
    if (!this.fit()) return;
    this.show();
    this.look.resized?.();
  };

  /** As large as its place, in whole pixels: between two of them every frame would be scaled. @returns whether that is news */
  private fit(): boolean {
    const { canvas, chart, drawing } = this;
    const { clientWidth: width = 0, clientHeight: height = 0 } = canvas.parentElement ?? {};
    const isKnown = chart.width === width && chart.height === height;
    const ratio = devicePixelRatio;
    if (width === 0 || height === 0 || (isKnown && chart.options.devicePixelRatio === ratio)) {
      return false;
    }
    chart.options.devicePixelRatio = ratio;
    chart.resize(width, height);
    canvas.width = drawing.width;
    canvas.height = drawing.height;
    canvas.style.width = `${canvas.width / ratio}px`;
    canvas.style.height = `${canvas.height / ratio}px`;
    return true;
  }

  private show(): void {
    const { canvas, drawing } = this;
    const context = canvas.getContext("2d");
    context?.clearRect(0, 0, canvas.width, canvas.height);
    context?.drawImage(drawing, 0, 0);
  }

  update(scene: Scene): void {
    this.scene = scene;
    // Another screen: asked of the window alone, for the place would lay out the page with each frame.
    if (this.chart.options.devicePixelRatio !== devicePixelRatio) this.fit();
    const { logarithmic, range } = this.look;
    const { curves, over, rate } = scene;
    const before = this.chart.data.datasets;
    this.chart.data.datasets = [
      ...curves.flatMap((curve) => datasetsOf(curve, logarithmic, this.look.palette.zoom)),
      ...(rate === undefined ? [] : [rateDataset(rate, this.look.palette)]),
    ].map((now, at) => renewed(before[at], now));
    const all = curves.map(({ buckets }) => buckets);
    const fitted = range ?? (logarithmic ? decades(all, over) : linearRange(all, over));
    this.chart.options.scales = {
      x: this.xAxis(over),
      y: this.yAxis(fitted),
      ...(rate === undefined ? {} : { rate: this.rateAxis(rate) }),
    } as never;
    this.chart.update("none");
    this.show();
  }

  destroy(): void {
    this.sizes.disconnect();
    removeEventListener("resize", this.resize);
    this.chart.destroy();
  }

  get area(): Area {
    const { left, right, top, bottom } = this.chart.chartArea ?? NO_AREA;
    return { left, right, top, bottom };
  }

  /** The place on the x axis at so many CSS pixels from the left, and the other way. */
  placeAt(pixel: number): number {
    return this.chart.scales.x?.getValueForPixel(pixel) ?? Number.NaN;
  }
  pixelOf(place: number): number {
    return this.chart.scales.x?.getPixelForValue(place) ?? Number.NaN;
  }

  /** The picture on the ground of the theme, for a file. */
  picture(): HTMLCanvasElement {
    const { width, height } = this.canvas;
    const picture = document.createElement("canvas");
    Object.assign(picture, { width, height });
    const context = picture.getContext("2d");
    if (context === null) return picture;
    context.fillStyle = this.look.palette.surface;
    context.fillRect(0, 0, width, height);
    context.drawImage(this.canvas, 0, 0);
    return picture;
  }

  private get font() {
    return { family: this.look.palette.font, size: 11 * this.look.palette.zoom };
  }

  private xAxis(over: Range) {
    const { palette, begins, count } = this.look;
    return {
      type: "linear",
      ...over,
      border: { color: palette.grid },
      grid: { display: false },
      ticks: {
        color: palette.text,
        font: this.font,
        maxRotation: 0,
        maxTicksLimit: 6,
        precision: 0,
        includeBounds: false,
        align: "inner",
        // A title below would take a line from the curve.
        callback: (value: number | string, index: number, all: Ticks) => {
          const shown = count(Number(value), valuesOf(all));
          return index === 0 ? begins(shown) : shown;
        },
      },
    };
  }

  private yAxis(range: Range) {
    const { palette, logarithmic, step, tick } = this.look;
    return {
      type: logarithmic ? "logarithmic" : "linear",
      ...range,
      axis: "y",
      position: "left",
      // What weighs more lies higher.
      weight: 1,
      stack: "lanes",
      stackWeight: 6,
      border: { display: false },
      grid: {
        drawTicks: false,
        // Between the decades of a logarithmic axis there are no lines.
        color: ({ tick: at }: { tick?: { value: number } }) =>
          logarithmic && !isDecade(at?.value ?? 1) ? "transparent" : palette.grid,
      },
      ticks: {
        color: palette.text,
        font: this.font,
        ...(step === undefined ? {} : { stepSize: step }),
        maxTicksLimit: 6,
        includeBounds: false,
        padding: 6,
        callback: (value: number | string, _: number, all: Ticks) => {
          const isWritten = (one: number) => !logarithmic || isDecade(one);
          return isWritten(Number(value))
            ? tick(Number(value), valuesOf(all).filter(isWritten))
            : "";
        },
      },
    };
  }

  private rateAxis({ maximum, count }: Buckets) {
    const { palette, rate } = this.look;
    let highest = 0;
    for (let at = 0; at < count; at += 1) highest = Math.max(highest, maximum[at] || 0);
    return {
      type: "linear",
      min: 0,
      max: highest * 1.7 || 1,
      axis: "y",
      position: "left",
      stack: "lanes",
      stackWeight: 1,
      border: { display: false },
      grid: { drawTicks: false, color: "transparent" },
      afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
        axis.ticks = [{ value: highest }];
      },
      ticks: {
        color: palette.text,
        font: this.font,
        padding: 6,
        callback: (value: number | string) => rate(Number(value)),
      },
    };
  }
}

type Ticks = readonly { readonly value: number }[];

const valuesOf = (ticks: Ticks): number[] => ticks.map(({ value }) => value);

const NO_AREA: Area = { left: 0, right: 0, top: 0, bottom: 0 };

const isDecade = (value: number): boolean => Math.abs(Math.log10(value) % 1) < 1e-9;
