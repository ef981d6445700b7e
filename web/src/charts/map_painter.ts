// SPDX-License-Identifier: Apache-2.0
/** Draws the decision map: the field scaled up smoothly, its contour, and the samples on a layer of their own. */
import type { ViewAnswer } from "../engine/api.ts";
import { classContours, type Pieces, zeroContour } from "./contour.ts";
import {
  classTables,
  divergingTable,
  paintClasses,
  paintScalar,
  type Scale,
} from "./field_image.ts";
import { type Drawn, middle, scaleOf } from "./map_scale.ts";
import { drawMarks, type MarkColour } from "./markers.ts";
import { mix, type Palette } from "./palette.ts";

type Map = ViewAnswer<"map">;

export interface Subject {
  readonly description: Drawn;
  /** Those that are drawn; rows of x1, x2, target, part. */
  readonly samples: Float32Array;
}

export interface MapStyle {
  /** Each place in the full colour of what is said there. */
  readonly discrete: boolean;
  /** Where what is said changes. */
  readonly line: boolean;
}

const USUAL: MapStyle = { discrete: false, line: true };

export class MapPainter {
  private readonly small = document.createElement("canvas");
  private image: ImageData | undefined;
  private table: Uint32Array = new Uint32Array();
  private tables: Uint32Array[] = [];
  private scale: Scale = { low: 0, high: 1 };
  private line = true;
  /** Pixels of the canvas for one of the page: asking for it lays the page out, so once for each subject. */
  private ratio = 1;

  constructor(
    private readonly field: HTMLCanvasElement,
    /** None where somebody else draws the samples. */
    private readonly marks?: HTMLCanvasElement,
  ) {}

  /** Another experiment or another theme: new colours, and the samples anew. */
  begin(subject: Subject, palette: Palette, { discrete, line }: MapStyle = USUAL): void {
    this.scale = scaleOf(subject.description, subject.samples);
    this.line = line;
    this.ratio = pixelRatio(this.field);
    const { outputs, task } = subject.description.summary;
    const fine = divergingTable(palette);
    this.table = discrete ? stepped(fine, task === "regression" ? VALUE_STEPS : 2) : fine;
    const tables = task === "classes" ? classTables(palette, outputs) : [];
    this.tables = discrete ? tables.map((table) => table.map(() => table.at(-1) ?? 0)) : tables;
    this.paintMarks(subject, palette);
  }

  paintField(map: Map, palette: Palette): void {
    const { width, height } = map;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height);
      this.small.width = width;
      this.small.height = height;
    }
    const pixels = new Uint32Array(this.image.data.buffer);
    const several = this.tables.length > 1;
    if (several) paintClasses(map, this.tables, pixels);
    else paintScalar(map, this.scale, this.table, pixels);
    this.small.getContext("2d")?.putImageData(this.image, 0, 0);

    const context = this.field.getContext("2d");
    if (context === null) return;
    context.imageSmoothingEnabled = true;
    context.clearRect(0, 0, this.field.width, this.field.height);
    context.drawImage(this.small, 0, 0, this.field.width, this.field.height);
    if (!this.line) return;
    const { width: wide, height: high } = this.field;
    const stroked = { width: wide, height: high, ratio: this.ratio };
    strokePieces(context, this.contour(map), map, stroked, palette);
  }

  private contour({ width, height, values }: Map): Pieces {
    if (this.tables.length > 1) return classContours(width, height, values, this.tables.length);
    const level = middle(this.scale);
    return zeroContour(width, height, (index) => (values[index] ?? 0) - level);
  }

  private paintMarks({ description, samples }: Subject, palette: Palette): void {
    const { marks } = this;
    const context = marks?.getContext("2d");
    const { range, task } = description.summary;
    if (marks === undefined || !context || range === undefined) return;
    const { width, height } = marks;
    const ratio = pixelRatio(marks);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const wide = width / ratio;
    const high = height / ratio;
    drawMarks(
      context,
      samples,
      {
        x: (value) => ((value - range.x_min) / (range.x_max - range.x_min)) * wide,
        y: (value) => ((range.y_max - value) / (range.y_max - range.y_min)) * high,
        radius: Math.max(2.4, Math.min(4, wide / 130)),
      },
      {
        palette,
        shaped: task !== "regression",
        edge: task === "regression" ? palette.contour : palette.pointEdge,
        colour: task === "regression" ? valueColour(palette, this.scale) : classColour(palette),
      },
    );
  }
}

/** Steps of a map of values that is not smooth. */
const VALUE_STEPS = 8;

/** The same colours in so many steps; two are the colours of the two ends. */
function stepped(table: Uint32Array, steps: number): Uint32Array {
  const last = table.length - 1;
  return table.map((_, index) => {
    const step = Math.min(steps - 1, Math.floor((index / table.length) * steps));
    return table[Math.round((step / (steps - 1)) * last)] ?? 0;
  });
}

/** Lines over a grid of `width` x `height` values that is shown on `area` pixels. */
export function strokePieces(
  context: CanvasRenderingContext2D,
  pieces: Pieces,
  { width, height }: { readonly width: number; readonly height: number },
  area: { readonly width: number; readonly height: number; readonly ratio?: number },
  palette: Palette,
): void {
  const stretchX = area.width / width;
  const stretchY = area.height / height;
  context.beginPath();
  for (let at = 0; at + 3 < pieces.length; at += 4) {
    // Grid points are pixel centres: half a pixel in.
    context.moveTo(((pieces[at] ?? 0) + 0.5) * stretchX, ((pieces[at + 1] ?? 0) + 0.5) * stretchY);
    context.lineTo(
      ((pieces[at + 2] ?? 0) + 0.5) * stretchX,
      ((pieces[at + 3] ?? 0) + 0.5) * stretchY,
    );
  }
  // In pixels of the page, whatever the canvas is measured in.
  const ratio = area.ratio ?? pixelRatio(context.canvas);
  context.lineWidth = (1.5 * palette.zoom * ratio) / context.getTransform().a;
  context.lineCap = "round";
  context.strokeStyle = palette.contour;
  context.globalAlpha = 0.75;
  context.stroke();
  context.globalAlpha = 1;
}

/** The colour of the value in the map, but in full strength. */
export function valueColour(palette: Palette, scale: Scale): MarkColour {
  return (target) => {
    const position = (2 * (target - scale.low)) / (scale.high - scale.low) - 1;
    const end = position < 0 ? palette.low : palette.high;
    const [red, green, blue] = mix(palette.middle, end, Math.abs(position));
    return `rgb(${red} ${green} ${blue})`;
  };
}

export const classColour =
  (palette: Palette): MarkColour =>
  (target) =>
    palette.classes[Math.round(target) % palette.classes.length] ?? palette.text;

const pixelRatio = (canvas: HTMLCanvasElement): number =>
  canvas.clientWidth > 0 ? canvas.width / canvas.clientWidth : 1;
