// SPDX-License-Identifier: Apache-2.0
/** Curves over any axis with Chart.js: bands, dots, lines at a place and at a level. For what is found by many trainings. */
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

type Values = readonly (number | null | undefined)[];

interface Point {
  x: number;
  y: number;
}

export interface Curve {
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly x: readonly number[];
  readonly y: Values;
  /** A band from the lowest to the highest. */
  readonly low?: Values;
  readonly high?: Values;
  /** `faint`: what lies behind another curve, and is read out where it has a label; `dots`: points that no line joins. */
  readonly as?: "line" | "faint" | "dots";
}

/** A place or a level with what it means. */
export interface Mark {
  readonly at: number;
  readonly label: string;
}

export interface Axis {
  readonly title: string;
  readonly logarithmic: boolean;
  /** `beside`: all marks of the axis, which are written alike; absent where one value is read. */
  readonly write: (value: number, beside?: readonly number[]) => string;
}

export interface PlotContent {
  readonly curves: readonly Curve[];
  readonly x: Axis;
  readonly y: Axis;
  /** Upright lines. */
  readonly places?: readonly Mark[];
  /** A level line. */
  readonly level?: Mark;
  /** Whether every curve is followed to its highest point, however far that is above its start. */
  readonly whole?: boolean;
  /** Fixed ends of the y axis; absent: fitted to the curves. */
  readonly levels?: { readonly min: number; readonly max: number };
}

/** Whether the other one is drawn alike: the numbers are the very same arrays. How they are written is of the look. */
export function isDrawnAlike(one: PlotContent, other: PlotContent): boolean {
  const marks = ({ places = [], level, levels, whole = false }: PlotContent) =>
    JSON.stringify([places, level, levels, whole]);
  const axes = ({ x, y }: PlotContent) =>
    JSON.stringify([x, y].map(({ title, logarithmic }) => [title, logarithmic]));
  return (
    one.curves.length === other.curves.length &&
    one.curves.every((curve, index) => isSame(curve, other.curves[index])) &&
    axes(one) === axes(other) &&
    marks(one) === marks(other)
  );
}

const isSame = (curve: Curve, other: Curve | undefined): boolean =>
  other !== undefined &&
  (["label", "colour", "dash", "x", "y", "low", "high", "as"] as const).every(
    (key) => curve[key] === other[key],
  );

export interface PlotLook {
  readonly palette: Palette;
  /** BCP 47: how the axes write numbers. */
  readonly locale: string;
}

const BAND_OPACITY = "30";
/** Its radius in pixels. */
const DOT = 4;
const FAINT_OPACITY = "70";
/** Band from low to high, then the curve on top. */
const DATASETS_PER_CURVE = 3;
/** A curve that breaks is not followed further up than this many times where the curves begin. */
const TOP_OVER_START = 3;
const SMALLEST = 1e-12;

export class Plot {
  private readonly chart: Chart<"line", Point[]>;
  private content: PlotContent | undefined;

  constructor(
    canvas: HTMLCanvasElement,
    private readonly look: PlotLook,
    /** Told of a click, with its place on the x axis. */
    onPick?: (x: number) => void,
  ) {
    this.chart = new Chart<"line", Point[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      options: {
        animation: false,
        parsing: false,
        responsive: true,
        maintainAspectRatio: false,
        locale: look.locale,
        interaction: { mode: "nearest", axis: "x", intersect: false },
        layout: { padding: { right: 8, top: 8 } },
        onClick: (event) => {
          const x = this.chart.scales.x?.getValueForPixel(event.x ?? 0);
          if (x !== undefined && Number.isFinite(x)) onPick?.(x);
        },
      },
      plugins: [this.marks() as unknown as Plugin<"line">],
    });
  }

  update(content: PlotContent): void {
    this.content = content;
    const { curves, x, y } = content;
    this.chart.data.datasets = curves.flatMap((curve) => datasets(curve, content));
    const xs = curves.flatMap((curve) => curve.x);
    this.chart.options.scales = {
      x: this.axis(x, "x", ends(xs, x.logarithmic)),
      y: this.axis(y, "y", content.levels ?? levels(content)),
    } as never;
    this.chart.options.plugins = this.tooltip(content) as never;
    this.chart.update("none");
  }

  destroy(): void {
    this.chart.destroy();
  }

  private axis({ title, logarithmic, write }: Axis, axis: "x" | "y", range: Range) {
    const { palette } = this.look;
    const font = { family: palette.font, size: 11 };
    return {
      type: logarithmic ? "logarithmic" : "linear",
      ...range,
      border: { color: palette.grid },
      grid: {
        // Of a logarithmic axis what has no number has no line either.
        color: ({ tick }: { tick?: { label?: unknown } }) =>
          axis === "x" || tick?.label === "" ? "transparent" : palette.grid,
        drawTicks: false,
      },
      title: { display: title !== "", text: title, color: palette.text, font, padding: 0 },
      ticks: {
        color: palette.text,
        font,
        padding: 5,
        maxRotation: 0,
        // As many labels as that are measured: most of a logarithmic axis are empty, and the others must not be missed.
        maxTicksLimit: logarithmic ? MOST_TICKS : 6,
        autoSkip: !logarithmic,
        includeBounds: false,
        callback: (value: number | string, _: number, all: readonly { value: number }[]) => {
          const isShown = (one: number) => !logarithmic || isWritten(one, range, ROOM[axis]);
          if (!isShown(Number(value))) return "";
          return write(Number(value), all.map((tick) => tick.value).filter(isShown));
        },
      },
    };
  }

  private tooltip({ x, y }: PlotContent) {
    const font = { family: this.look.palette.font, size: 11 };
    return {
      legend: { display: false },
      tooltip: {
        filter: ({ datasetIndex, dataset }: Shown) =>
          datasetIndex % DATASETS_PER_CURVE === DATASETS_PER_CURVE - 1 && dataset.label !== "",
        callbacks: {
          title: ([item]: { parsed: { x: number | null } }[]) =>
            `${x.title} ${x.write(item?.parsed.x ?? 0)}`,
          label: (item: {
            dataset: { label?: string | undefined };
            parsed: { y: number | null };
          }) => `${item.dataset.label}  ${y.write(item.parsed.y ?? Number.NaN)}`,
        },
        titleFont: font,
        bodyFont: font,
        displayColors: false,
      },
    };
  }

  /** Places and level with their names, on top of the curves. */
  private marks(): Plugin<"line"> {
    return {
      id: "marks",
      afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
        const { places = [], level } = this.content ?? {};
        const { palette } = this.look;
        const { left, right, top, bottom } = chartArea;
        ctx.save();
        ctx.font = `11px ${palette.font}`;
        ctx.strokeStyle = palette.text;
        ctx.fillStyle = palette.train;
        ctx.setLineDash([3, 3]);
        const line = (x1: number, y1: number, x2: number, y2: number) => {
          ctx.beginPath();
          ctx.moveTo(x1, y1);
          ctx.lineTo(x2, y2);
          ctx.stroke();
        };
        places.forEach(({ at, label }, index) => {
          const x = scales.x?.getPixelForValue(at) ?? Number.NaN;
          if (!(x >= left && x <= right)) return;
          line(x, top, x, bottom);
          const fits = x + 4 + ctx.measureText(label).width < right;
          ctx.textAlign = fits ? "left" : "right";
          ctx.fillText(label, fits ? x + 4 : x - 4, top + 11 + 14 * index);
        });
        if (level !== undefined) {
          const y = scales.y?.getPixelForValue(level.at) ?? Number.NaN;
          if (y >= top && y <= bottom) {
            line(left, y, right, y);
            ctx.textAlign = "right";
            ctx.fillText(level.label, right, y - 4);
          }
        }
        ctx.restore();
      },
    };
  }
}

/** What a tooltip may tell of. */
interface Shown {
  readonly datasetIndex: number;
  readonly dataset: { readonly label?: string | undefined };
}

interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** Of a logarithmic axis: more than it ever has, and as many decades as are written. */
const MOST_TICKS = 1_000;
const MOST_DECADES = 7;

/** For how many decades a logarithmic axis has room for more than their ends. */
const ROOM = { x: 1.5, y: 3 } as const;

/** What a logarithmic axis writes: of very many decades some, of many all, of few also 2 and 5, of less than one every digit. */
function isWritten(value: number, { min = 1, max = 10 }: Range, room: number): boolean {
  const decades = Math.log10(max / min);
  const decade = Math.floor(Math.log10(value) + 1e-9);
  const digit = value / 10 ** decade;
  const written = decades < 0.9 ? [1, 2, 3, 4, 5, 6, 7, 8] : decades < room ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / MOST_DECADES));
  return decade % every === 0 && written.some((one) => Math.abs(digit - one) < 1e-6);
}

function ends(values: readonly number[], logarithmic: boolean): Range {
  const usable = values.filter((value) => Number.isFinite(value) && (!logarithmic || value > 0));
  if (usable.length === 0) return {};
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of usable) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return min < max ? { min, max } : {};
}

const isNumber = (value: number | null | undefined): value is number =>
  typeof value === "number" && Number.isFinite(value);

/** From the lowest to the highest value, but no further than a curve that breaks is worth following. */
function levels({ curves, y, level, whole = false }: PlotContent): Range {
  const drawn = curves.filter(({ as }) => as !== "faint");
  const starts = drawn.flatMap((curve) => curve.y.slice(0, 1)).filter(isNumber);
  const isPath = drawn.some(({ as = "line" }) => as === "line");
  const cut = !whole && isPath && starts.length > 0;
  const top = cut ? TOP_OVER_START * Math.max(...starts) : Infinity;
  const values = drawn
    .flatMap((curve) => [...curve.y, ...(curve.low ?? []), ...(curve.high ?? [])])
    .concat(level?.at)
    .filter(isNumber);
  const { min, max } = ends(
    values.map((value) => Math.min(value, top)),
    y.logarithmic,
  );
  if (min === undefined || max === undefined) return {};
  if (y.logarithmic) return { min: Math.max(min, SMALLEST) * 0.9, max: max * 1.15 };
  const room = 0.06 * (max - min);
  return { min: min >= 0 && min < 0.5 * max ? 0 : min - room, max: max + room };
}

function points(xs: readonly number[], ys: Values, { x, y }: PlotContent): Point[] {
  return xs.map((at, index) => {
    const value = ys[index];
    const drawable = isNumber(value) && (!y.logarithmic || value > 0) && (!x.logarithmic || at > 0);
    return { x: at, y: drawable ? value : Number.NaN };
  });
}

function datasets(curve: Curve, content: PlotContent): ChartDataset<"line", Point[]>[] {
  const { colour, as = "line", x, y, low = [], high = [] } = curve;
  const none = { borderWidth: 0, pointRadius: 0, pointHitRadius: 0, label: "" };
  const drawn = as === "faint" ? colour + FAINT_OPACITY : colour;
  return [
    { ...none, data: points(low.length === 0 ? [] : x, low, content) },
    {
      ...none,
      data: points(high.length === 0 ? [] : x, high, content),
      fill: "-1",
      backgroundColor: colour + BAND_OPACITY,
    },
    {
      label: curve.label,
      data: points(x, y, content),
      borderColor: drawn,
      backgroundColor: drawn,
      borderDash: [...curve.dash],
      borderWidth: as === "faint" ? 1 : 2,
      borderJoinStyle: "round",
      showLine: as !== "dots",
      pointRadius: as === "dots" ? DOT : 0,
      pointHitRadius: as === "dots" ? 6 : 0,
      // Dots on the edge are whole.
      clip: as === "dots" ? DOT : 0,
    },
  ];
}
