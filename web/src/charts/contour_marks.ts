// SPDX-License-Identifier: Apache-2.0
/** What lies on a surface. All have an edge in the colour of the page, so that they are seen on every height. */
import type { Palette } from "./palette.ts";

/** In CSS pixels of the canvas. */
export type Pixel = readonly [x: number, y: number];

export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
}

export function path(
  { context, palette }: Brush,
  points: readonly Pixel[],
  colour: string,
  dash: readonly number[],
): void {
  context.beginPath();
  for (const point of points) context.lineTo(...point);
  context.lineJoin = "round";
  context.setLineDash([]);
  context.strokeStyle = palette.pointEdge;
  context.lineWidth = 4;
  context.stroke();
  context.setLineDash([...dash]);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.stroke();
  context.setLineDash([]);
}

/** Of an arrow, in CSS pixels. */
const HEAD = 9;
const SHORTEST = 26;

/** The next step of an optimizer: dashed, because it is not made yet. One that the dot would hide shows its direction alone. */
export function arrow({ context, palette }: Brush, from: Pixel, end: Pixel): void {
  const [across, down] = [end[0] - from[0], end[1] - from[1]];
  const length = Math.hypot(across, down);
  if (!(length > 0) || !Number.isFinite(length)) return;
  const along = [across / length, down / length] as const;
  const reach = Math.max(length, SHORTEST);
  const to: Pixel = [from[0] + reach * along[0], from[1] + reach * along[1]];
  const wing = (side: 1 | -1): Pixel => [
    to[0] - HEAD * along[0] + side * 0.5 * HEAD * along[1],
    to[1] - HEAD * along[1] - side * 0.5 * HEAD * along[0],
  ];
  for (const [width, colour] of [
    [5, palette.pointEdge],
    [2, palette.train],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(width === 2 ? [5, 4] : []);
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(...wing(1));
    context.lineTo(...to);
    context.lineTo(...wing(-1));
    context.stroke();
  }
}

/** Where one is on a path. */
export function dot({ context, palette }: Brush, [x, y]: Pixel): void {
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fillStyle = palette.train;
  context.fill();
  context.strokeStyle = palette.pointEdge;
  context.lineWidth = 2;
  context.stroke();
}

/** A start. */
export function ring({ context, palette }: Brush, [x, y]: Pixel): void {
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  twice(context, palette);
}

/** A minimum. */
export function cross({ context, palette }: Brush, [x, y]: Pixel): void {
  const arm = 5;
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x + arm, y - arm);
  context.lineTo(x - arm, y + arm);
  twice(context, palette);
}

/** Where the run on the page is. */
export function diamond({ context, palette }: Brush, [x, y]: Pixel): void {
  const size = 9;
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.closePath();
  context.fillStyle = palette.classes[2] ?? palette.train;
  context.strokeStyle = palette.pointEdge;
  context.lineWidth = 2;
  context.fill();
  context.stroke();
}

function twice(context: CanvasRenderingContext2D, palette: Palette): void {
  context.strokeStyle = palette.pointEdge;
  context.lineWidth = 5;
  context.stroke();
  context.strokeStyle = palette.train;
  context.lineWidth = 2;
  context.stroke();
}
