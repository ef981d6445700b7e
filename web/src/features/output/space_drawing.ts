// SPDX-License-Identifier: Apache-2.0
/** The grid of a bent plane, and the straight line that parts the classes in it. */
import type { Palette } from "../../charts/palette.ts";
import type { Plane, Span } from "../../charts/plane.ts";
import { gridLines } from "../../charts/warped.ts";
import type { SpacePoints } from "./space_points.ts";

/** Lines of the grid in each direction. */
const LINES = 12;

/** What is drawn, and where. */
export interface Moved extends SpacePoints {
  readonly spans: readonly [Span, Span];
  readonly plane: Plane;
}

export function drawGrid(
  context: CanvasRenderingContext2D,
  { size, grid, plane }: Moved,
  palette: Palette,
): void {
  context.beginPath();
  for (const line of gridLines(size, Math.max(1, Math.round((size - 1) / LINES)))) {
    for (const [at, pixel] of line.entries()) {
      const x = plane.x(grid[2 * pixel] ?? Number.NaN);
      const y = plane.y(grid[2 * pixel + 1] ?? Number.NaN);
      if (at === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
  }
  context.lineWidth = 1;
  context.strokeStyle = palette.text;
  context.globalAlpha = 0.4;
  context.stroke();
  context.globalAlpha = 1;
}

/** Where a single output that comes right after has its 0: a straight line here, however bent it is in the plane. */
export function drawDecision(
  context: CanvasRenderingContext2D,
  weights: readonly number[] | undefined,
  { plane, spans }: Moved,
  palette: Palette,
): void {
  if (weights === undefined) return;
  const [a = 0, b = 0, bias = 0] = weights;
  const [x, y] = spans;
  const isSteep = Math.abs(a) > Math.abs(b);
  const ends = isSteep
    ? ([y.low, y.high].map((at) => [-(b * at + bias) / a, at]) as [number, number][])
    : ([x.low, x.high].map((at) => [at, -(a * at + bias) / b]) as [number, number][]);
  context.save();
  context.beginPath();
  context.rect(plane.left, plane.top, plane.width, plane.height);
  context.clip();
  context.beginPath();
  for (const [at, [across, up]] of ends.entries()) {
    if (at === 0) context.moveTo(plane.x(across), plane.y(up));
    else context.lineTo(plane.x(across), plane.y(up));
  }
  context.lineWidth = 2;
  context.strokeStyle = palette.contour;
  context.stroke();
  context.restore();
}
