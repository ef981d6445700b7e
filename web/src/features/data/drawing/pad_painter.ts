// SPDX-License-Identifier: Apache-2.0
/** Draws the pad: what the network says of the plane, the points on it, and where the brush is. */
import { classColour, MapPainter, valueColour } from "../../../charts/map_painter.ts";
import { drawMarks } from "../../../charts/markers.ts";
import type { Palette } from "../../../charts/palette.ts";
import type { DrawnPoint } from "../../../data/drawn_points.ts";
import type { Summary, ViewAnswer } from "../../../engine/api.ts";
import type { RunSession } from "../../../sessions/run_session.ts";
import { type Domain, type Place, radiusOf, type Tool } from "./strokes.ts";

export interface Pad {
  readonly points: readonly DrawnPoint[];
  readonly kind: "classes" | "values";
  readonly domain: Domain;
  readonly tool: Tool;
  /** Of the pointer, or of the keyboard. */
  readonly cursor: Place | undefined;
}

const LIMIT = { low: -1, high: 1 };
const RADIUS = 3.2;
/** On a small pad marks are small. */
const MARKS = 75;
const CROSS = 9;

export class PadPainter {
  readonly #map: MapPainter;
  #begun: unknown;

  constructor(
    private readonly field: HTMLCanvasElement,
    private readonly marks: HTMLCanvasElement,
  ) {
    this.#map = new MapPainter(field);
  }

  /** The map of a run on drawn points, in its place on the pad. */
  paintMap(run: RunSession, map: ViewAnswer<"map">, domain: Domain, palette: Palette): void {
    const { description, points } = run;
    const { range } = description.summary;
    if (range === undefined) return;
    placeField(this.field, range, domain);
    if (this.#begun !== points) this.#map.begin({ description, samples: points }, palette);
    this.#begun = points;
    this.#map.paintField(map, palette);
  }

  clearMap(): void {
    this.field.getContext("2d")?.clearRect(0, 0, this.field.width, this.field.height);
  }

  /** Other colours. */
  forget(): void {
    this.#begun = undefined;
  }

  paintMarks({ points, kind, domain, tool, cursor }: Pad, palette: Palette): void {
    const { marks } = this;
    const context = marks.getContext("2d");
    if (context === null) return;
    const side = marks.clientWidth;
    const ratio = marks.width / Math.max(1, side);
    const scale = side / domain.span;
    const x = (value: number) => (value - domain.x_min) * scale;
    const y = (value: number) => side - (value - domain.y_min) * scale;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, side, side);
    const samples = Float32Array.from(
      points.flatMap((point) => [point.x, point.y, point.target, 0]),
    );
    const isValue = kind === "values";
    drawMarks(
      context,
      samples,
      { x, y, radius: Math.min(RADIUS, side / MARKS) },
      {
        palette,
        shaped: !isValue,
        edge: isValue ? palette.contour : palette.pointEdge,
        colour: isValue ? valueColour(palette, LIMIT) : classColour(palette),
      },
    );
    if (cursor === undefined) return;
    context.strokeStyle = palette.contour;
    context.lineWidth = 1.5;
    context.beginPath();
    const [left, top] = [x(cursor.x), y(cursor.y)];
    const radius = radiusOf(tool) * side;
    if (radius > 0) context.arc(left, top, radius, 0, 2 * Math.PI);
    else {
      context.moveTo(left - CROSS, top);
      context.lineTo(left + CROSS, top);
      context.moveTo(left, top - CROSS);
      context.lineTo(left, top + CROSS);
    }
    context.stroke();
  }
}

function placeField(
  { style }: HTMLElement,
  { x_min, x_max, y_min, y_max }: NonNullable<Summary["range"]>,
  { x_min: left, y_min: bottom, span }: Domain,
): void {
  const share = (value: number) => `${(100 * value) / span}%`;
  style.setProperty("--x", share(x_min - left));
  style.setProperty("--y", share(bottom + span - y_max));
  style.setProperty("--wide", share(x_max - x_min));
  style.setProperty("--high", share(y_max - y_min));
}
