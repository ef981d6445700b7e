// SPDX-License-Identifier: Apache-2.0
/** Marks for samples: each class has a colour and a shape, so that no one needs the colour. */
import type { Palette } from "./palette.ts";

export const SHAPES = ["circle", "diamond", "triangle", "square", "cross", "star"] as const;
export type Shape = (typeof SHAPES)[number];

export const shapeOf = (index: number): Shape => SHAPES[index % SHAPES.length] ?? "circle";

/** Corners around (0, 0) of shapes of about equal ink; radius 1. */
const CORNERS: Readonly<Record<Exclude<Shape, "circle">, readonly (readonly [number, number])[]>> =
  {
    diamond: [
      [0, -1.25],
      [1.25, 0],
      [0, 1.25],
      [-1.25, 0],
    ],
    triangle: [
      [0, -1.25],
      [1.2, 0.9],
      [-1.2, 0.9],
    ],
    square: [
      [-0.95, -0.95],
      [0.95, -0.95],
      [0.95, 0.95],
      [-0.95, 0.95],
    ],
    cross: [
      [-0.4, -1.25],
      [0.4, -1.25],
      [0.4, -0.4],
      [1.25, -0.4],
      [1.25, 0.4],
      [0.4, 0.4],
      [0.4, 1.25],
      [-0.4, 1.25],
      [-0.4, 0.4],
      [-1.25, 0.4],
      [-1.25, -0.4],
      [-0.4, -0.4],
    ],
    star: Array.from({ length: 10 }, (_, index): readonly [number, number] => {
      const angle = (index * Math.PI) / 5;
      const radius = index % 2 === 0 ? 1.4 : 0.6;
      return [radius * Math.sin(angle), -radius * Math.cos(angle)];
    }),
  };

/** Adds one mark to a path. */
export function traceMark(path: Path2D, shape: Shape, x: number, y: number, radius: number): void {
  if (shape === "circle") {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  CORNERS[shape].forEach(([dx, dy], index) => {
    if (index === 0) path.moveTo(x + dx * radius, y + dy * radius);
    else path.lineTo(x + dx * radius, y + dy * radius);
  });
  path.closePath();
}

/** The same mark as the `d` of an SVG path, for legends. */
export function markPath(shape: Shape, radius: number): string {
  if (shape === "circle") {
    const r = radius;
    return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
  }
  const corners = CORNERS[shape].map(
    ([x, y]) => `${(x * radius).toFixed(2)} ${(y * radius).toFixed(2)}`,
  );
  return `M${corners.join("L")}Z`;
}

export interface Placement {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly radius: number;
}

/** Colour of a mark: of its class, or of its value for a regression. */
export type MarkColour = (target: number) => string;

/** Draws all samples: training filled, held out hollow. `samples` are rows of x1, x2, target, part. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  samples: Float32Array,
  place: Placement,
  style: {
    readonly palette: Palette;
    readonly colour: MarkColour;
    readonly shaped: boolean;
    /** Line around each mark, which parts it from the map below. */
    readonly edge: string;
  },
): void {
  const groups = new Map<string, { path: Path2D; colour: string; held: boolean }>();
  for (let at = 0; at + 3 < samples.length; at += 4) {
    const [x1 = 0, x2 = 0, target = 0, part = 0] = samples.subarray(at, at + 4);
    const colour = style.colour(target);
    const held = part !== 0;
    const key = `${colour} ${held}`;
    const group = groups.get(key) ?? { path: new Path2D(), colour, held };
    groups.set(key, group);
    const shape = style.shaped ? shapeOf(target) : "circle";
    traceMark(group.path, shape, place.x(x1), place.y(x2), place.radius);
  }
  const { surface } = style.palette;
  // The held out ones first: the network learns from the filled ones, they lie on top.
  for (const group of [...groups.values()].sort((a, b) => Number(b.held) - Number(a.held))) {
    context.lineWidth = group.held ? 3.2 : 2;
    context.strokeStyle = style.edge;
    context.stroke(group.path);
    context.fillStyle = group.held ? surface : group.colour;
    context.fill(group.path);
    if (!group.held) continue;
    context.lineWidth = 1.5;
    context.strokeStyle = group.colour;
    context.stroke(group.path);
  }
}
