// SPDX-License-Identifier: Apache-2.0
/** What brushes do with points. Pure functions; places and radii are in the units of the data. */
import { type DrawnPoint, MAXIMUM_POINTS, onGrid } from "../../../data/drawn_points.ts";

export const TOOLS = ["point", "spray", "erase"] as const;
export type Tool = (typeof TOOLS)[number];

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What the pad shows: a square of the plane. */
export interface Domain {
  readonly x_min: number;
  readonly y_min: number;
  readonly span: number;
}

/** As shares of the side of the pad. */
const SPRAY_RADIUS = 0.07;
const ERASER_RADIUS = 0.045;
/** Between two points of a line. */
const SPACING = 0.035;
/** Points of one puff, and how far the brush moves from one to the next. */
const PUFF = 4;
const PUFF_SPACING = 0.03;
/** Around the square in which is drawn. */
const MARGIN = 0.06;

export const radiusOf = (tool: Tool): number =>
  tool === "spray" ? SPRAY_RADIUS : tool === "erase" ? ERASER_RADIUS : 0;

/** From -1 to 1 in both directions, or wider where there are points farther out. What is drawn inside never moves it. */
export function domainOf(points: readonly DrawnPoint[]): Domain {
  const half = points.reduce((most, { x, y }) => Math.max(most, Math.abs(x), Math.abs(y)), 1);
  const span = (2 * half) / (1 - 2 * MARGIN);
  return { x_min: -span / 2, y_min: -span / 2, span };
}

/** Points at the edge would move it: nothing is drawn on the margin. */
export function inside({ x, y }: Place, { x_min, y_min, span }: Domain): Place {
  const clamp = (value: number, low: number) =>
    onGrid(Math.min(low + (1 - MARGIN) * span, Math.max(low + MARGIN * span, value)));
  return { x: clamp(x, x_min), y: clamp(y, y_min) };
}

/** How far the brush moves before it leaves something again, as a share of the side. */
const spacingOf = (tool: Tool): number => (tool === "spray" ? PUFF_SPACING : SPACING);

/** Where the brush touches on its way from its last touch: none where it has hardly moved. */
export function touches(from: Place, to: Place, tool: Tool, { span }: Domain): Place[] {
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  // The eraser leaves no gaps.
  const step = (tool === "erase" ? ERASER_RADIUS : spacingOf(tool)) * span;
  return Array.from({ length: Math.floor(far / step) }, (_, index) => {
    const share = ((index + 1) * step) / far;
    return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
  });
}

/** What one touch of the brush makes of the points. `random`: from 0 to 1. */
export function touched(
  points: readonly DrawnPoint[],
  place: Place,
  brush: { readonly tool: Tool; readonly target: number },
  domain: Domain,
  random: () => number,
): readonly DrawnPoint[] {
  const { tool, target } = brush;
  const radius = radiusOf(tool) * domain.span;
  if (tool === "erase") {
    const left = points.filter(({ x, y }) => Math.hypot(x - place.x, y - place.y) > radius);
    return left.length === points.length ? points : left;
  }
  const drops = Array.from({ length: tool === "spray" ? PUFF : 1 }, () => {
    const angle = 2 * Math.PI * random();
    // Even over the disc.
    const far = radius * Math.sqrt(random());
    return { x: place.x + far * Math.cos(angle), y: place.y + far * Math.sin(angle) };
  });
  const room = MAXIMUM_POINTS - points.length;
  if (room <= 0) return points;
  const added = drops.slice(0, room).map((drop) => ({ ...inside(drop, domain), target }));
  return [...points, ...added];
}

/** What points lack before a network can learn from them; undefined where it can. */
export type Lack = "more" | "classes" | "places";

/** Fewer cannot be shared out among training, validation and test. */
export const FEWEST = 4;

export function lackOf(
  points: readonly DrawnPoint[],
  kind: "classes" | "values",
): Lack | undefined {
  if (points.length < FEWEST) return "more";
  const differs = (of: (point: DrawnPoint) => number) => {
    const [first] = points;
    return first !== undefined && points.some((point) => of(point) !== of(first));
  };
  if (kind === "classes" && !differs(({ target }) => target)) return "classes";
  // Along a straight line there is nothing to standardize across.
  return differs(({ x }) => x) && differs(({ y }) => y) ? undefined : "places";
}

/** Classes are numbered without gaps up to the last that has points; there are two at least. */
export const classCount = (points: readonly DrawnPoint[]): number =>
  points.reduce((most, { target }) => Math.max(most, target + 1), 2);
