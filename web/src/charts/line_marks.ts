// SPDX-License-Identifier: Apache-2.0
/** What is drawn over curves: where training stands, what has happened, where values are read, what is being chosen. */
import type { Chart } from "chart.js";
import { type Buckets, nearest } from "./buckets.ts";
import type { Curve, Point, Scene } from "./line_scene.ts";
import type { Palette } from "./palette.ts";

const NEWEST_RADIUS = 3.5;
const RING_RADIUS = 5;
const LINE_HEIGHT = 14;
/** Of what lies behind a name nearly nothing is seen. */
const GROUND = 0.9;
/** Rows of names, one below the other, before they begin at the top again. */
const ROWS = 3;

type Drawing = Pick<Chart<"line">, "ctx" | "chartArea" | "scales">;

export function drawMarks(chart: Drawing, scene: Scene, palette: Palette): void {
  const { ctx } = chart;
  ctx.save();
  ctx.font = `${11 * palette.zoom}px ${palette.font}`;
  drawChoice(chart, scene, palette);
  drawEvents(chart, scene, palette);
  for (const curve of scene.curves) if (curve.ghost !== true) drawNewest(chart, curve);
  drawReading(chart, scene, palette);
  ctx.restore();
}

/** Whether the place is in the picture. */
const seen = ({ chartArea }: Drawing, x: number): boolean =>
  x >= chartArea.left - 1 && x <= chartArea.right + 1;

function dot(chart: Drawing, at: number, value: number, radius: number, colour: string): void {
  const { ctx, scales } = chart;
  const x = scales.x?.getPixelForValue(at) ?? Number.NaN;
  const y = scales.y?.getPixelForValue(value) ?? Number.NaN;
  if (!Number.isFinite(y) || !seen(chart, x)) return;
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
}

function upright({ ctx, chartArea }: Drawing, x: number): void {
  ctx.beginPath();
  ctx.moveTo(x, chartArea.top);
  ctx.lineTo(x, chartArea.bottom);
  ctx.stroke();
}

/** Where training is now. */
function drawNewest(chart: Drawing, { buckets, trend, now, colour }: Curve): void {
  const last = buckets.count - 1;
  const [at, value] =
    now !== undefined && trend === undefined
      ? [now.x, now.y]
      : [buckets.x[last], (trend ?? buckets.mean)[last]];
  if (at !== undefined && value !== undefined) dot(chart, at, value, NEWEST_RADIUS, colour);
}

/** All lines before all names, so that no line goes through a name. */
function drawEvents(chart: Drawing, { events, curves }: Scene, palette: Palette): void {
  const { ctx, scales, chartArea } = chart;
  const names: Named[] = [];
  ctx.strokeStyle = palette.text;
  ctx.setLineDash([2, 3]);
  ctx.lineWidth = 1;
  let row = 0;
  for (const { at, value, label } of events) {
    const x = scales.x?.getPixelForValue(at) ?? Number.NaN;
    if (!seen(chart, x)) continue;
    const y = value === undefined ? undefined : scales.y?.getPixelForValue(value);
    if (y !== undefined && Number.isFinite(y)) {
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.arc(x, y, RING_RADIUS, 0, 2 * Math.PI);
      ctx.stroke();
      ctx.setLineDash([2, 3]);
      names.push({ label, x, y: above(chart, { label, x, y }, curves) });
    } else {
      upright(chart, x);
      names.push({ label, x, y: chartArea.top + 10 + LINE_HEIGHT * (row % ROWS) });
      row += 1;
    }
  }
  ctx.setLineDash([]);
  for (const one of names) name(chart, one, palette);
}

/** `y`: of its base line. */
interface Named {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** The base line of a name above the curves that pass there, and a line to its place where that is far. */
function above(chart: Drawing, { label, x, y }: Named, curves: readonly Curve[]): number {
  const { ctx, chartArea } = chart;
  const [left, right] = span(chart, label, x);
  const free = Math.min(y - RING_RADIUS, highest(chart, curves, left, right)) - 4;
  const baseline = Math.max(chartArea.top + LINE_HEIGHT, free);
  if (y - baseline > LINE_HEIGHT + RING_RADIUS) {
    ctx.beginPath();
    ctx.moveTo(x, y - RING_RADIUS);
    ctx.lineTo(x, baseline + 3);
    ctx.stroke();
  }
  return baseline;
}

/** The upper edge of what is drawn between two places, in pixels. */
function highest(
  { scales }: Drawing,
  curves: readonly Curve[],
  left: number,
  right: number,
): number {
  let top = Number.POSITIVE_INFINITY;
  for (const { buckets, ghost } of curves) {
    const values = ghost === true ? buckets.mean : buckets.maximum;
    const pixel = (at: number) => ({
      x: scales.x?.getPixelForValue(buckets.x[at] ?? Number.NaN) ?? Number.NaN,
      y: scales.y?.getPixelForValue(values[at] ?? Number.NaN) ?? Number.NaN,
    });
    let before = pixel(0);
    for (let at = 0; at < buckets.count; at += 1) {
      const here = pixel(at);
      top = Math.min(top, highestOf(before, here, left - 2, right + 2));
      before = here;
    }
  }
  return top;
}

/** Of a line from left to right, what is within; a line that breaks off has nothing there. */
export function highestOf(from: Point, to: Point, left: number, right: number): number {
  if (to.x < left || from.x > right) return Number.POSITIVE_INFINITY;
  const at = (x: number) =>
    to.x > from.x ? from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x) : to.y;
  const y = Math.min(at(Math.max(left, from.x)), at(Math.min(right, to.x)));
  return Number.isNaN(y) ? Number.POSITIVE_INFINITY : y;
}

/** Where a name beside a place begins and ends: right of it where that is inside the picture. */
function span({ ctx, chartArea }: Drawing, text: string, x: number): readonly [number, number] {
  const { width } = ctx.measureText(text);
  const left = x + 5 + width < chartArea.right ? x + 5 : x - 5 - width;
  return [left, left + width];
}

/** Beside the place, on a ground of its own. */
function name(chart: Drawing, { label, x, y }: Named, palette: Palette): void {
  const { ctx } = chart;
  const [left, right] = span(chart, label, x);
  ctx.fillStyle = palette.ground;
  ctx.globalAlpha = GROUND;
  ctx.fillRect(left - 2, y - 10, right - left + 4, LINE_HEIGHT - 1);
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.text;
  ctx.fillText(label, left, y);
}

function drawReading(chart: Drawing, { reading, curves }: Scene, palette: Palette): void {
  if (reading === undefined) return;
  const { ctx, scales } = chart;
  const x = scales.x?.getPixelForValue(reading) ?? Number.NaN;
  if (!seen(chart, x)) return;
  ctx.strokeStyle = palette.text;
  upright(chart, x);
  for (const { buckets, trend, colour } of curves) {
    const at = nearest(buckets, reading);
    const value = (trend ?? buckets.mean)[at];
    const place = buckets.x[at];
    // A curve that ends before has nothing to be read here.
    if (value === undefined || place === undefined || Math.abs(place - reading) > gap(buckets)) {
      continue;
    }
    dot(chart, place, value, NEWEST_RADIUS, colour);
  }
}

function drawChoice({ ctx, chartArea, scales }: Drawing, { choice }: Scene, palette: Palette) {
  if (choice === undefined) return;
  const [one, other] = choice.map((place) => scales.x?.getPixelForValue(place) ?? Number.NaN);
  if (one === undefined || other === undefined) return;
  ctx.fillStyle = palette.text;
  ctx.globalAlpha = 0.14;
  ctx.fillRect(one, chartArea.top, other - one, chartArea.bottom - chartArea.top);
  ctx.globalAlpha = 1;
}

/** The usual distance between two buckets. */
const gap = ({ x, count }: Buckets): number =>
  count < 2 ? Number.POSITIVE_INFINITY : ((x[count - 1] ?? 0) - (x[0] ?? 0)) / (count - 1);
