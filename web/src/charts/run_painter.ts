// SPDX-License-Identifier: Apache-2.0
/** Draws what a run has learned and how its loss fell, into any box of a canvas. */
import type { ViewAnswer } from "../engine/api.ts";
import { decades, linearRange } from "./axis_range.ts";
import type { Buckets } from "./buckets.ts";
import { MapPainter } from "./map_painter.ts";
import type { Drawn } from "./map_scale.ts";
import type { Palette } from "./palette.ts";
import { Picture } from "./picture.ts";

export interface RunPicture {
  readonly description: Drawn;
  /** Per sample x1, x2, target, part. */
  readonly samples: Float32Array;
  /** Of two features. */
  readonly map?: ViewAnswer<"map"> | undefined;
  /** Of one feature: outputs at evenly spread places. */
  readonly curve?: Float32Array | undefined;
  /** Of data that are pictures. */
  readonly tiles?: Tiles | undefined;
  readonly train: Buckets;
  readonly validation: Buckets;
  readonly logarithmic: boolean;
}

/** Some samples in grey, one after the other: `values[pixel + width * height * picture]`, from dark to bright. */
export interface Tiles {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The decision map, the fitted curve, or some of the pictures. @returns whether there is one */
export const paintLearned = (
  context: CanvasRenderingContext2D,
  box: Box,
  picture: RunPicture,
  palette: Palette,
  withSamples = true,
): boolean => new LearnedPainter().paint(context, box, picture, palette, withSamples);

/** The same of one run while it learns: what stays from picture to picture, such as its samples, is drawn once. */
export class LearnedPainter {
  #known: { readonly of: readonly unknown[]; readonly sheets: Sheets } | undefined;

  paint(
    context: CanvasRenderingContext2D,
    box: Box,
    picture: RunPicture,
    palette: Palette,
    withSamples = true,
  ): boolean {
    const { map } = picture;
    if (map === undefined) return paintOther(context, box, picture, palette);
    const { painter, field, marks } = this.#sheets(box, picture, palette);
    painter.paintField(map, palette);
    context.drawImage(field, box.x, box.y, box.width, box.height);
    if (withSamples) context.drawImage(marks, box.x, box.y, box.width, box.height);
    return true;
  }

  #sheets({ width, height }: Box, { description, samples }: RunPicture, palette: Palette): Sheets {
    const of = [width, height, description, samples, palette];
    const known = this.#known;
    if (known?.of.every((one, at) => one === of[at]) === true) return known.sheets;
    const [field, marks] = [sheet(width, height), sheet(width, height)];
    const painter = new MapPainter(field, marks);
    painter.begin({ description, samples }, palette);
    const sheets = { painter, field, marks };
    this.#known = { of, sheets };
    return sheets;
  }
}

interface Sheets {
  readonly painter: MapPainter;
  readonly field: HTMLCanvasElement;
  readonly marks: HTMLCanvasElement;
}

function paintOther(
  context: CanvasRenderingContext2D,
  box: Box,
  picture: RunPicture,
  palette: Palette,
): boolean {
  const { curve, tiles, description } = picture;
  if (tiles !== undefined) {
    paintTiles(context, box, tiles, palette);
    return true;
  }
  if (curve === undefined || description.summary.range === undefined) return false;
  paintCurve(context, box, picture, palette);
  return true;
}

/** Fine enough to be drawn twice as fine. */
function sheet(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** As a square of pictures, with a little room between them. */
function paintTiles(
  context: CanvasRenderingContext2D,
  box: Box,
  { width, height, values }: Tiles,
  palette: Palette,
): void {
  const size = width * height;
  const across = Math.floor(Math.sqrt(values.length / size));
  const cell = box.width / across;
  const picture = new Picture();
  for (let index = 0; index < across * across; index += 1) {
    const begin = index * size;
    const one = Array.from({ length: size }, (_, pixel) => values[begin + pixel] ?? 0);
    picture.grey({ width, height, values: one }, palette);
    const place = {
      x: box.x + (index % across) * cell,
      y: box.y + Math.floor(index / across) * cell,
      width: cell * 0.94,
      height: cell * 0.94,
    };
    picture.draw(context, place, false);
  }
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
export function paintLosses(
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
    const half = logarithmic ? Math.sqrt(range.min * range.max) : (range.min + range.max) / 2;
    for (const value of [range.max, half, range.min]) {
      const round = Number(value.toPrecision(2));
      paintMark(context, box, { at: y(round), text: mark(round) }, palette);
    }
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
    // A run that has hardly begun has one point, and no line.
    if (buckets.count === 1) {
      context.arc(x(buckets.x[0] ?? 0), y(buckets.mean[0] ?? Number.NaN), 2, 0, 2 * Math.PI);
    }
    context.setLineDash(dash);
    context.lineWidth = Math.max(2, box.width / 220);
    context.lineJoin = "round";
    context.strokeStyle = colour;
    context.stroke();
  }
  context.setLineDash([]);
}

/** A line across the box, and its value before it. */
function paintMark(
  context: CanvasRenderingContext2D,
  { x, width }: Box,
  { at, text }: { readonly at: number; readonly text: string },
  palette: Palette,
): void {
  context.strokeStyle = palette.grid;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, at);
  context.lineTo(x + width, at);
  context.stroke();
  context.textAlign = "right";
  context.fillStyle = palette.text;
  context.font = `400 14px ${palette.font}`;
  context.fillText(text, x - 10, at);
  context.textAlign = "left";
}
