// SPDX-License-Identifier: Apache-2.0
/** The fitted curve of 1-D data through its samples, with Chart.js. */
import {
  Chart,
  type ChartDataset,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from "chart.js";
import type { Description } from "../engine/api.ts";
import type { Palette } from "./palette.ts";

Chart.register(LinearScale, LineController, LineElement, PointElement);

interface Point {
  x: number;
  y: number;
}

export interface CurveLook {
  readonly palette: Palette;
  readonly locale: string;
}

export class CurveChart {
  private readonly chart: Chart<"line", Point[]>;

  constructor(canvas: HTMLCanvasElement, { palette, locale }: CurveLook) {
    const font = { family: palette.font, size: 12 };
    const axis = (title: string) => ({
      type: "linear" as const,
      border: { color: palette.grid },
      grid: { color: palette.grid },
      ticks: { color: palette.text, font, maxTicksLimit: 7, includeBounds: false },
      title: { display: title !== "", text: title, color: palette.text, font },
    });
    this.chart = new Chart<"line", Point[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        locale,
        events: [],
        scales: { x: axis("x"), y: axis("y") },
      },
    });
  }

  /** Samples are rows of x1, x2, target, part; the curve holds outputs at evenly spread places. */
  update(
    description: Description,
    samples: Float32Array,
    curve: Float32Array | undefined,
    palette: Palette,
    /** Row of the sample that is marked; -1 for none. */
    marked = -1,
  ): void {
    const { range, feature_names, target_name, outputs, task } = description.summary;
    if (range === undefined) return;
    const regression = task === "regression";
    const { x, y } = this.chart.options.scales ?? {};
    const title = (text: string) => ({ display: true, text, color: palette.text });
    Object.assign(x ?? {}, {
      min: range.x_min,
      max: range.x_max,
      title: title(feature_names[0] ?? "x"),
    });
    Object.assign(y ?? {}, {
      min: regression ? range.y_min : -0.1,
      max: regression ? range.y_max : 1.1,
      title: title(target_name),
    });
    this.chart.data.datasets = [
      line(curvePoints(curve, outputs, range.x_min, range.x_max), palette.classes[1] ?? ""),
      marks(samples, (part) => part === 0, palette, true),
      marks(samples, (part) => part !== 0, palette, false),
      ring(samples, marked, palette),
    ];
    this.chart.update("none");
  }

  /** Where a value lies on the canvas, in pixels of the page. */
  at(x: number, y: number): Point {
    const { scales } = this.chart;
    return {
      x: scales.x?.getPixelForValue(x) ?? Number.NaN,
      y: scales.y?.getPixelForValue(y) ?? Number.NaN,
    };
  }

  destroy(): void {
    this.chart.destroy();
  }
}

function curvePoints(
  curve: Float32Array | undefined,
  outputs: number,
  from: number,
  to: number,
): Point[] {
  const count = curve === undefined ? 0 : curve.length / outputs;
  return Array.from({ length: count }, (_, index) => ({
    x: from + ((to - from) * index) / (count - 1),
    y: curve?.[index * outputs] ?? Number.NaN,
  }));
}

const line = (data: Point[], colour: string): ChartDataset<"line", Point[]> => ({
  data,
  borderColor: colour,
  borderWidth: 3,
  pointRadius: 0,
});

function marks(
  samples: Float32Array,
  wanted: (part: number) => boolean,
  palette: Palette,
  filled: boolean,
): ChartDataset<"line", Point[]> {
  const data: Point[] = [];
  for (let at = 0; at + 3 < samples.length; at += 4) {
    if (wanted(samples[at + 3] ?? 0)) data.push({ x: samples[at] ?? 0, y: samples[at + 2] ?? 0 });
  }
  const colour = palette.classes[0] ?? "";
  return {
    data,
    showLine: false,
    pointRadius: 3.5,
    pointBorderWidth: 1.25,
    pointBorderColor: filled ? palette.pointEdge : colour,
    pointBackgroundColor: filled ? colour : palette.surface,
  };
}

function ring(samples: Float32Array, row: number, palette: Palette): ChartDataset<"line", Point[]> {
  const [x = 0, , y = 0] = samples.subarray(4 * row, 4 * row + 4);
  return {
    data: row < 0 ? [] : [{ x, y }],
    showLine: false,
    pointRadius: 9,
    pointBorderWidth: 2.5,
    pointBorderColor: palette.contour,
    pointBackgroundColor: "transparent",
  };
}
