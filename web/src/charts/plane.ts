// SPDX-License-Identifier: Apache-2.0
/** A plane with two axes on a canvas: where a value lies, and the axes with round numbers. */
import type { Palette } from "./palette.ts";
import { ticks } from "./ticks.ts";

export interface Span {
  readonly low: number;
  readonly high: number;
}

export interface Plane {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  x(value: number): number;
  y(value: number): number;
}

/** Room for the numbers of the axes, in pixels. */
const LEFT = 44;
const BELOW = 34;
const ROUND = 8;
const MOST_TICKS = 5;

/** From the least to the greatest finite number, with a little room at both ends. */
export function spanOf(values: Iterable<number>, room = 0.04): Span {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 1 };
  const around = low === high ? Math.max(1, Math.abs(low)) * 0.5 : (high - low) * room;
  return { low: low - around, high: high + around };
}

export function planeOf(
  { width, height }: { readonly width: number; readonly height: number },
  x: Span,
  y: Span,
): Plane {
  const area = {
    left: LEFT,
    top: ROUND,
    width: width - LEFT - ROUND,
    height: height - BELOW - ROUND,
  };
  return {
    ...area,
    x: (value) => area.left + ((value - x.low) / (x.high - x.low)) * area.width,
    y: (value) => area.top + ((y.high - value) / (y.high - y.low)) * area.height,
  };
}

export function drawAxes(
  context: CanvasRenderingContext2D,
  plane: Plane,
  [x, y]: readonly [Span, Span],
  titles: { readonly x: string; readonly y: string },
  write: (value: number) => string,
  palette: Palette,
): void {
  const { left, top, width, height } = plane;
  context.save();
  context.font = `11px ${palette.font}`;
  context.fillStyle = palette.text;
  context.strokeStyle = palette.grid;
  context.lineWidth = 1;
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const value of ticks(x.low, x.high, MOST_TICKS)) {
    line(context, plane.x(value), top, plane.x(value), top + height);
    context.fillText(write(value), plane.x(value), top + height + 5);
  }
  context.fillText(titles.x, left + width / 2, top + height + 19, width);
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const value of ticks(y.low, y.high, MOST_TICKS)) {
    line(context, left, plane.y(value), left + width, plane.y(value));
    context.fillText(write(value), left - 5, plane.y(value), left - 16);
  }
  context.translate(7, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.fillText(titles.y, 0, 0, height);
  context.restore();
}

function line(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** Around a point that is marked. */
export function drawRing(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  palette: Palette,
): void {
  for (const [wide, colour] of [
    [6, palette.surface],
    [2.5, palette.contour],
  ] as const) {
    context.beginPath();
    context.arc(x, y, 9, 0, 2 * Math.PI);
    context.lineWidth = wide;
    context.strokeStyle = colour;
    context.stroke();
  }
}
