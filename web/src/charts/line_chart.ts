// SPDX-License-Identifier: Apache-2.0
/**
 * Curves over epochs or updates with Chart.js: no animation, data in Chart.js' own form, a bounded number of points.
 * Thinning is done before (thinning.ts): the chart's own decimation loses points that are pushed (chartjs/Chart.js#11929).
 */
import {
  Chart,
  type ChartDataset,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  type Plugin,
  PointElement,
  Tooltip,
} from "chart.js";
import { decades, linearRange, type Range } from "./axis_range.ts";
import type { Buckets } from "./buckets.ts";
import type { Palette } from "./palette.ts";

Chart.register(
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
);

interface Point {
  x: number;
  y: number;
}

export interface Series {
  readonly label: string;
  readonly colour: string;
  readonly dashed: boolean;
  readonly buckets: Buckets;
}

export interface Look {
  readonly palette: Palette;
  /** BCP 47: how the axes write numbers. */
  readonly locale: string;
  readonly logarithmic: boolean;
  /** Fixed ends of the vertical axis; absent: fitted to the data. */
  readonly range?: Range;
  readonly x_title: string;
  readonly write: (value: number) => string;
  /** How the vertical axis writes its marks, and how far apart they are if that is fixed. */
  readonly tick: (value: number) => string;
  readonly step?: number;
}

/** Band between the extremes of each bucket, then the mean on top. */
const DATASETS_PER_SERIES = 3;
const BAND_OPACITY = "38";

/** A dot at the newest point of each mean curve: where training is now. */
const newestDot: Plugin<"line"> = {
  id: "newestDot",
  afterDatasetsDraw(chart) {
    chart.data.datasets.forEach((dataset, index) => {
      if (index % DATASETS_PER_SERIES !== DATASETS_PER_SERIES - 1) return;
      const newest = chart.getDatasetMeta(index).data.at(-1);
      if (newest === undefined || !Number.isFinite(newest.x + newest.y)) return;
      const { ctx } = chart;
      ctx.beginPath();
      ctx.arc(newest.x, newest.y, 3.5, 0, 2 * Math.PI);
      ctx.fillStyle = String(dataset.borderColor);
      ctx.fill();
    });
  },
};

export class LineChart {
  private readonly chart: Chart<"line", Point[]>;

  constructor(
    canvas: HTMLCanvasElement,
    private readonly look: Look,
  ) {
    this.chart = new Chart<"line", Point[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      options: options(look),
      plugins: [newestDot as unknown as Plugin<"line">],
    });
  }

  update(series: readonly Series[]): void {
    const { logarithmic, range } = this.look;
    this.chart.data.datasets = series.flatMap((one) => datasets(one, logarithmic));
    const all = series.map((one) => one.buckets);
    const { x, y } = this.chart.options.scales ?? {};
    if (x !== undefined) Object.assign(x, { min: 0, max: lastX(all) });
    if (y !== undefined) Object.assign(y, range ?? (logarithmic ? decades(all) : linearRange(all)));
    this.chart.update("none");
  }

  destroy(): void {
    this.chart.destroy();
  }
}

function lastX(all: readonly Buckets[]): number {
  const ends = all.map(({ x, count }) => x[count - 1] ?? 0);
  return Math.max(1, ...ends);
}

function points({ x, count }: Buckets, values: Float64Array, logarithmic: boolean): Point[] {
  const result: Point[] = [];
  for (let at = 0; at < count; at += 1) {
    const y = values[at] ?? Number.NaN;
    // A logarithmic axis puts Infinity far outside and 0 on its edge: both become gaps.
    const drawable = Number.isFinite(y) && (!logarithmic || y > 0);
    result.push({ x: x[at] ?? 0, y: drawable ? y : Number.NaN });
  }
  return result;
}

function datasets(series: Series, logarithmic: boolean): ChartDataset<"line", Point[]>[] {
  const { buckets, colour, dashed, label } = series;
  const line = { borderColor: colour, backgroundColor: colour, pointRadius: 0, pointHitRadius: 0 };
  const edge = { ...line, borderWidth: 0, label: "" };
  return [
    { ...edge, data: points(buckets, buckets.minimum, logarithmic) },
    {
      ...edge,
      data: points(buckets, buckets.maximum, logarithmic),
      fill: "-1",
      backgroundColor: colour + BAND_OPACITY,
    },
    {
      ...line,
      label,
      data: points(buckets, buckets.mean, logarithmic),
      borderWidth: 2,
      borderDash: dashed ? [5, 3] : [],
      borderJoinStyle: "round",
    },
  ];
}

function options({ palette, locale, logarithmic, x_title, write, tick, step }: Look) {
  const font = { family: palette.font, size: 11 };
  const ticks = { color: palette.text, font, maxRotation: 0 };
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    locale,
    interaction: { mode: "index", intersect: false },
    layout: { padding: { right: 6, top: 6 } },
    scales: {
      x: {
        type: "linear",
        border: { color: palette.grid },
        grid: { display: false },
        title: {
          display: true,
          text: x_title,
          align: "end",
          color: palette.text,
          font,
          padding: 0,
        },
        ticks: { ...ticks, maxTicksLimit: 6, precision: 0, includeBounds: false },
      },
      y: {
        type: logarithmic ? "logarithmic" : "linear",
        border: { display: false },
        grid: {
          drawTicks: false,
          // Between the decades of a logarithmic axis there are no lines.
          color: ({ tick }: { tick?: { value: number } }) =>
            logarithmic && !isDecade(tick?.value ?? 1) ? "transparent" : palette.grid,
        },
        ticks: {
          ...ticks,
          ...(step === undefined ? {} : { stepSize: step }),
          maxTicksLimit: 6,
          includeBounds: false,
          padding: 6,
          callback: tickWriter(logarithmic, tick),
        },
      },
    },
    plugins: {
      tooltip: {
        filter: (item: { datasetIndex: number }) =>
          item.datasetIndex % DATASETS_PER_SERIES === DATASETS_PER_SERIES - 1,
        callbacks: {
          title: ([item]: { parsed: { x: number | null } }[]) =>
            `${x_title} ${Math.round(item?.parsed.x ?? 0)}`,
          label: (item: {
            dataset: { label?: string | undefined };
            parsed: { y: number | null };
          }) => `${item.dataset.label}  ${write(item.parsed.y ?? Number.NaN)}`,
        },
        titleFont: font,
        bodyFont: font,
        displayColors: false,
      },
    },
  } as const;
}

const isDecade = (value: number): boolean => Math.abs(Math.log10(value) % 1) < 1e-9;

/** On a logarithmic axis only whole decades are written. */
function tickWriter(logarithmic: boolean, write: (value: number) => string) {
  return (value: number | string): string => {
    const number = Number(value);
    return logarithmic && !isDecade(number) ? "" : write(number);
  };
}
