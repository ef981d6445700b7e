// SPDX-License-Identifier: Apache-2.0
/** What is drawn over curves: where training stands, what has happened, where values are read, what is being chosen. */
import type { Chart } from "chart.js";
import { type Buckets, nearest } from "./buckets.ts";
import type { Curve, Scene } from "./line_scene.ts";
import type { Palette } from "./palette.ts";

const NEWEST_RADIUS = 3.5;
const RING_RADIUS = 5;
const LINE_HEIGHT = 14;
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

function drawEvents(chart: Drawing, { events, curves }: Scene, palette: Palette): void {
  const { ctx, scales, chartArea } = chart;
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
      nameAbove(chart, { label, x, y }, curves, palette);
    } else {
      upright(chart, x);
      name(chart, label, x, chartArea.top + 10 + LINE_HEIGHT * (row % ROWS), palette);
      row += 1;
    }
  }
  ctx.setLineDash([]);
}

interface Named {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** Above the curves that pass there, with a line to its place where that is far. */
function nameAbove(
  chart: Drawing,
  { label, x, y }: Named,
  curves: readonly Curve[],
  palette: Palette,
) {
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
  name(chart, label, x, baseline, palette);
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
    for (let at = 0; at < buckets.count; at += 1) {
      const x = scales.x?.getPixelForValue(buckets.x[at] ?? Number.NaN) ?? Number.NaN;
      if (x < left - 2 || x > right + 2) continue;
      const value = (ghost === true ? buckets.mean : buckets.maximum)[at] ?? Number.NaN;
      const y = scales.y?.getPixelForValue(value) ?? Number.NaN;
      if (Number.isFinite(y)) top = Math.min(top, y);
    }
  }
  return top;
}

/** Where a name beside a place begins and ends: right of it where that is inside the picture. */
function span({ ctx, chartArea }: Drawing, text: string, x: number): readonly [number, number] {
  const { width } = ctx.measureText(text);
  const left = x + 5 + width < chartArea.right ? x + 5 : x - 5 - width;
  return [left, left + width];
}

/** Beside the place, on a ground of its own. */
function name(chart: Drawing, text: string, x: number, y: number, palette: Palette) {
  const { ctx } = chart;
  const [left, right] = span(chart, text, x);
  ctx.fillStyle = palette.surface;
  ctx.globalAlpha = 0.82;
  ctx.fillRect(left - 2, y - 10, right - left + 4, LINE_HEIGHT - 1);
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.text;
  ctx.fillText(text, left, y);
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
