// SPDX-License-Identifier: Apache-2.0
/** A surface from above: colours and lines of equal height, axes, and what lies on it: paths, minima, the places that matter. */
import { zeroContour } from "./contour.ts";
import { arrow, cross, diamond, dot, path, ring } from "./contour_marks.ts";
import {
  type ContourScale,
  contourScale,
  heightAt,
  type Place,
  roundTicks,
  type Surface,
} from "./contour_scale.ts";
import { mix, type Palette } from "./palette.ts";

export interface Trace {
  readonly places: readonly Place[];
  /** Of the theme's classes. */
  readonly colour: number;
  readonly dash: readonly number[];
}

export interface ContourAxes {
  readonly x: string;
  readonly y: string;
  readonly write: (value: number) => string;
}

/** What moves over the surface while it stands. */
export interface OnTop {
  readonly traces: readonly Trace[];
  readonly minima: readonly Place[];
  /** Where a descent begins. */
  readonly start?: Place | undefined;
  /** Where one is on the paths that are played. */
  readonly at?: readonly Place[];
  /** Where the run on the page is now. */
  readonly now?: Place | undefined;
  /** The step that an optimizer would make next. */
  readonly ghost?: Ghost | undefined;
}

export interface Ghost {
  readonly from: Place;
  readonly to: Place;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const LINES = 15;
const MARGIN = { left: 50, right: 10, top: 8, bottom: 40 } as const;
/** CSS pixels of one block of colour. */
const BLOCK = 2;
const STRENGTH = 0.85;
const LINE_ALPHA = 0.3;

export class ContourMap {
  private surface: Surface | undefined;
  private scale: ContourScale | undefined;
  private base: HTMLCanvasElement | undefined;
  private bounds: Bounds = { left: 0, top: 0, width: 1, height: 1 };
  private palette: Palette | undefined;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  /** How high a canvas of this width has to be, in CSS pixels; no higher than `tallest`. */
  static heightFor(surface: Surface, width: number, tallest: number): number {
    const { height } = boundsOf(surface, width, tallest);
    return Math.ceil(height + MARGIN.top + MARGIN.bottom);
  }

  get heights(): ContourScale | undefined {
    return this.scale;
  }

  /** Draws the surface anew, in CSS pixels of the canvas; both axes have one measure, so that right angles stay right. */
  begin(surface: Surface, palette: Palette, axes: ContourAxes, ratio: number): void {
    const { canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (width === 0 || height === 0) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    this.surface = surface;
    this.palette = palette;
    this.scale = contourScale(surface, LINES);
    this.bounds = boundsOf(surface, width, height);
    const base = document.createElement("canvas");
    base.width = canvas.width;
    base.height = canvas.height;
    const context = base.getContext("2d");
    if (context === null) return;
    context.scale(ratio, ratio);
    this.paintHeights(context, palette);
    this.paintLines(context, palette);
    this.paintAxes(context, palette, axes);
    this.base = base;
  }

  /** The colour of a share of the scale, for its key. */
  colourOf(share: number): string {
    const { palette } = this;
    if (palette === undefined) return "";
    return `rgb(${tint(share, palette).join(" ")})`;
  }

  paint({ traces, minima, start, at = [], now, ghost }: OnTop): void {
    const { base, palette, canvas, bounds } = this;
    const context = canvas.getContext("2d");
    if (context === null || base === undefined || palette === undefined) return;
    const ratio = canvas.width / Math.max(1, canvas.clientWidth);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(base, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.save();
    context.beginPath();
    context.rect(bounds.left, bounds.top, bounds.width, bounds.height);
    context.clip();
    const brush = { context, palette };
    for (const place of minima) cross(brush, this.pixel(place));
    for (const { places, colour, dash } of traces) {
      const points = places.map((place) => this.pixel(place));
      path(brush, points, palette.classes[colour % palette.classes.length] ?? "", dash);
    }
    if (start !== undefined) ring(brush, this.pixel(start));
    if (now !== undefined) diamond(brush, this.pixel(now));
    if (ghost !== undefined) arrow(brush, this.pixel(ghost.from), this.pixel(ghost.to));
    for (const place of at) dot(brush, this.pixel(place));
    context.restore();
  }

  /** From CSS pixels of the canvas to the surface; undefined outside. */
  placeAt(x: number, y: number): Place | undefined {
    const { surface, bounds } = this;
    if (surface === undefined) return undefined;
    const right = (x - bounds.left) / bounds.width;
    const up = (bounds.top + bounds.height - y) / bounds.height;
    if (right < 0 || right > 1 || up < 0 || up > 1) return undefined;
    const [left, width] = span(surface.x);
    const [below, height] = span(surface.y);
    return { x: left + right * width, y: below + up * height };
  }

  private pixel({ x, y }: Place): readonly [number, number] {
    const { surface, bounds } = this;
    const [left, width] = span(surface?.x ?? []);
    const [below, height] = span(surface?.y ?? []);
    return [
      bounds.left + ((x - left) / width) * bounds.width,
      bounds.top + bounds.height - ((y - below) / height) * bounds.height,
    ];
  }

  private paintHeights(context: CanvasRenderingContext2D, palette: Palette): void {
    const { surface, scale, bounds } = this;
    if (surface === undefined || scale === undefined) return;
    const columns = Math.max(1, Math.ceil(bounds.width / BLOCK));
    const rows = Math.max(1, Math.ceil(bounds.height / BLOCK));
    const [left, width] = span(surface.x);
    const [below, height] = span(surface.y);
    const image = new ImageData(columns, rows);
    const colours = Array.from({ length: LINES + 2 }, (_, step) =>
      tint(step / (LINES + 1), palette),
    );
    for (let row = 0; row < rows; row += 1) {
      const y = below + (1 - (row + 0.5) / rows) * height;
      for (let column = 0; column < columns; column += 1) {
        const x = left + ((column + 0.5) / columns) * width;
        const value = heightAt(surface, { x, y });
        if (value === undefined) continue;
        const band = Math.floor(scale.share(value) * (LINES + 1));
        const [red, green, blue] = colours[band] ?? palette.middle;
        image.data.set([red, green, blue, 255], 4 * (row * columns + column));
      }
    }
    const blocks = document.createElement("canvas");
    blocks.width = columns;
    blocks.height = rows;
    blocks.getContext("2d")?.putImageData(image, 0, 0);
    context.drawImage(blocks, bounds.left, bounds.top, bounds.width, bounds.height);
  }

  private paintLines(context: CanvasRenderingContext2D, palette: Palette): void {
    const { surface, scale, bounds } = this;
    if (surface === undefined || scale === undefined) return;
    const [columns, rows] = [surface.x.length, surface.y.length];
    const heights = surface.values.flat().map((value) => value ?? Number.NaN);
    const x = (column = 0) => bounds.left + (column / (columns - 1)) * bounds.width;
    const y = (row = 0) => bounds.top + bounds.height - (row / (rows - 1)) * bounds.height;
    context.save();
    context.globalAlpha = LINE_ALPHA;
    context.strokeStyle = palette.contour;
    context.lineWidth = 1;
    context.beginPath();
    for (const level of scale.levels) {
      const pieces = zeroContour(columns, rows, (index) => (heights[index] ?? 0) - level);
      for (let at = 0; at + 3 < pieces.length; at += 4) {
        const piece = pieces.slice(at, at + 4);
        // Beside what is no number a line has no end.
        if (piece.some(Number.isNaN)) continue;
        context.moveTo(x(piece[0]), y(piece[1]));
        context.lineTo(x(piece[2]), y(piece[3]));
      }
    }
    context.stroke();
    context.restore();
  }

  private paintAxes(context: CanvasRenderingContext2D, palette: Palette, axes: ContourAxes): void {
    const { surface, bounds } = this;
    if (surface === undefined) return;
    const { left, top, width, height } = bounds;
    context.strokeStyle = palette.text;
    context.fillStyle = palette.text;
    context.lineWidth = 1;
    context.strokeRect(left, top, width, height);
    context.font = `11px ${palette.font}`;
    const ends = (axis: readonly number[]) => [axis[0] ?? 0, axis.at(-1) ?? 0] as const;
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const tick of roundTicks(...ends(surface.x), Math.max(2, width / 70))) {
      const [x] = this.pixel({ x: tick, y: 0 });
      context.fillRect(x, top + height, 1, 4);
      context.fillText(axes.write(tick), x, top + height + 6);
    }
    context.fillText(axes.x, left + width / 2, top + height + 22, width);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const tick of roundTicks(...ends(surface.y), Math.max(2, height / 50))) {
      const [, y] = this.pixel({ x: 0, y: tick });
      context.fillRect(left - 4, y, 4, 1);
      context.fillText(axes.write(tick), left - 7, y);
    }
    context.save();
    context.translate(9, top + height / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    context.fillText(axes.y, 0, 0, height);
    context.restore();
  }
}

/** The lowest in the full colour, the highest like the page. */
const tint = (share: number, { middle, low }: Palette) =>
  mix(middle, low, STRENGTH * (1 - Math.min(1, share)));

const span = (axis: readonly number[]): readonly [from: number, width: number] => {
  const from = axis[0] ?? 0;
  return [from, (axis.at(-1) ?? 1) - from];
};

/** The largest picture of the surface's own proportions that fits, from the left. */
function boundsOf({ x, y }: Surface, width: number, height: number): Bounds {
  const room = {
    width: Math.max(1, width - MARGIN.left - MARGIN.right),
    height: Math.max(1, height - MARGIN.top - MARGIN.bottom),
  };
  const scale = Math.min(room.width / span(x)[1], room.height / span(y)[1]);
  return {
    left: MARGIN.left,
    top: MARGIN.top,
    width: span(x)[1] * scale,
    height: span(y)[1] * scale,
  };
}
