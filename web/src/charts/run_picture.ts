// SPDX-License-Identifier: Apache-2.0
/** A run as one still picture: what it has learned and how its loss fell. For files, and as a stamp for lists. */
import type { Description, ViewAnswer } from "../engine/api.ts";
import { decades, linearRange } from "./axis_range.ts";
import type { Buckets } from "./buckets.ts";
import { MapPainter } from "./map_painter.ts";
import type { Palette } from "./palette.ts";

export interface RunPicture {
  readonly description: Description;
  /** Per sample x1, x2, target, part. */
  readonly samples: Float32Array;
  /** Of two features. */
  readonly map?: ViewAnswer<"map"> | undefined;
  /** Of one feature: outputs at evenly spread places. */
  readonly curve?: Float32Array | undefined;
  readonly train: Buckets;
  readonly validation: Buckets;
  readonly logarithmic: boolean;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PictureWords {
  readonly title: string;
  readonly state: string;
  readonly loss: string;
  readonly mark: (value: number) => string;
}

/** A picture that fits where people show pictures. */
const WIDTH = 1200;
const HEIGHT = 640;
const MARGIN = 40;
const HEAD = 72;

/** The whole picture, drawn twice as fine as it is measured. */
export function statePicture(
  picture: RunPicture,
  palette: Palette,
  words: PictureWords,
): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const scale = 2;
  canvas.width = WIDTH * scale;
  canvas.height = HEIGHT * scale;
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  context.scale(scale, scale);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.textBaseline = "middle";
  write(context, words.title, { x: MARGIN, y: 40, size: 24, weight: 650, colour: palette.train });
  const below = { y: HEAD, height: HEIGHT - HEAD - MARGIN };
  const side = below.height;
  const pictured = paintLearned(context, { x: MARGIN, width: side, ...below }, picture, palette);
  const left = pictured ? MARGIN + side + 80 : MARGIN + 60;
  const plot = { x: left, y: HEAD + 50, width: WIDTH - left - MARGIN, height: below.height - 80 };
  write(context, words.loss, {
    x: left,
    y: HEAD + 20,
    size: 18,
    weight: 600,
    colour: palette.train,
  });
  paintLosses(context, plot, picture, palette, words.mark);
  write(context, words.state, {
    x: left,
    y: HEAD + below.height - 8,
    size: 16,
    weight: 400,
    colour: palette.text,
  });
  return canvas;
}

/** What it has learned, or how the loss fell where that has no picture; `side` in pixels. */
export function stamp(picture: RunPicture, palette: Palette, side: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext("2d");
  if (context === null) return canvas;
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, side, side);
  const whole = { x: 0, y: 0, width: side, height: side };
  if (!paintLearned(context, whole, picture, palette, false)) {
    paintLosses(context, { x: 6, y: 8, width: side - 12, height: side - 16 }, picture, palette);
  }
  return canvas;
}

/** The decision map or the fitted curve. @returns whether there is one */
function paintLearned(
  context: CanvasRenderingContext2D,
  box: Box,
  picture: RunPicture,
  palette: Palette,
  withSamples = true,
): boolean {
  const { map, curve, description, samples } = picture;
  if (map !== undefined) {
    const [field, marks] = [sheet(box), sheet(box)];
    const painter = new MapPainter(field, marks);
    painter.begin({ description, samples }, palette);
    painter.paintField(map, palette);
    context.drawImage(field, box.x, box.y, box.width, box.height);
    if (withSamples) context.drawImage(marks, box.x, box.y, box.width, box.height);
    return true;
  }
  if (curve === undefined || description.summary.range === undefined) return false;
  paintCurve(context, box, picture, palette);
  return true;
}

/** Fine enough to be drawn twice as fine. */
function sheet({ width, height }: Box): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

function paintCurve(
  context: CanvasRenderingContext2D,
  box: Box,
  { description, samples, curve = new Float32Array() }: RunPicture,
  palette: Palette,
): void {
  const { range, outputs, task } = description.summary;
  if (range === undefined) return;
  const [low, high] = task === "regression" ? [range.y_min, range.y_max] : [-0.1, 1.1];
  const x = (value: number) =>
    box.x + ((value - range.x_min) / (range.x_max - range.x_min)) * box.width;
  const y = (value: number) => box.y + ((high - value) / (high - low)) * box.height;
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.strokeStyle = palette.grid;
  context.lineWidth = 2;
  context.stroke();
  const radius = Math.max(1.2, box.width / 140);
  for (let at = 0; at + 3 < samples.length; at += 4) {
    context.beginPath();
    context.arc(x(samples[at] ?? 0), y(samples[at + 2] ?? 0), radius, 0, 2 * Math.PI);
    context.strokeStyle = palette.classes[0] ?? "";
    context.fillStyle = samples[at + 3] === 0 ? (palette.classes[0] ?? "") : palette.surface;
    context.lineWidth = radius / 3;
    context.fill();
    context.stroke();
  }
  const count = Math.floor(curve.length / outputs);
  context.beginPath();
  for (let index = 0; index < count; index += 1) {
    const at = range.x_min + ((range.x_max - range.x_min) * index) / Math.max(1, count - 1);
    context.lineTo(x(at), y(curve[index * outputs] ?? Number.NaN));
  }
  context.lineWidth = Math.max(2, box.width / 130);
  context.strokeStyle = palette.classes[1] ?? "";
  context.stroke();
  context.restore();
}

/** Training and, dashed, validation; with the ends of the axis where `mark` writes them. */
function paintLosses(
  context: CanvasRenderingContext2D,
  box: Box,
  { train, validation, logarithmic }: RunPicture,
  palette: Palette,
  mark?: (value: number) => string,
): void {
  const range = logarithmic ? decades([train, validation]) : linearRange([train, validation]);
  const scaled = (value: number) => (logarithmic ? Math.log10(value) : value);
  const [low, high] = [scaled(range.min), scaled(range.max)];
  const first = train.x[0] ?? 0;
  const last = Math.max(train.x[train.count - 1] ?? 0, first + 1e-9);
  const x = (value: number) => box.x + ((value - first) / (last - first)) * box.width;
  const y = (value: number) => box.y + ((high - scaled(value)) / (high - low)) * box.height;
  if (mark !== undefined) {
    const write_at = (value: number, at: number) => {
      context.strokeStyle = palette.grid;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(box.x, at);
      context.lineTo(box.x + box.width, at);
      context.stroke();
      context.textAlign = "right";
      write(context, mark(value), {
        x: box.x - 10,
        y: at,
        size: 14,
        weight: 400,
        colour: palette.text,
      });
      context.textAlign = "left";
    };
    const half = logarithmic ? Math.sqrt(range.min * range.max) : (range.min + range.max) / 2;
    for (const value of [range.max, half, range.min])
      write_at(Number(value.toPrecision(2)), y(value));
  }
  const curves = [
    { buckets: validation, colour: palette.validation, dash: [6, 4] },
    { buckets: train, colour: palette.train, dash: [] },
  ];
  for (const { buckets, colour, dash } of curves) {
    context.beginPath();
    let pen = false;
    for (let at = 0; at < buckets.count; at += 1) {
      const height = y(buckets.mean[at] ?? Number.NaN);
      if (!Number.isFinite(height)) {
        pen = false;
        continue;
      }
      if (pen) context.lineTo(x(buckets.x[at] ?? 0), height);
      else context.moveTo(x(buckets.x[at] ?? 0), height);
      pen = true;
    }
    context.setLineDash(dash);
    context.lineWidth = Math.max(2, box.width / 220);
    context.lineJoin = "round";
    context.strokeStyle = colour;
    context.stroke();
  }
  context.setLineDash([]);
}

function write(
  context: CanvasRenderingContext2D,
  text: string,
  at: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly weight: number;
    readonly colour: string;
  },
): void {
  context.fillStyle = at.colour;
  const family = getComputedStyle(document.body).fontFamily;
  context.font = `${at.weight} ${at.size}px ${family}`;
  context.fillText(text, at.x, at.y, WIDTH - 2 * MARGIN);
}
