// SPDX-License-Identifier: Apache-2.0
/** A few numbers as a small picture, scaled to wherever it is drawn. */
import { bitmapAddress } from "./bitmap.ts";
import { type Field, paintScalar, type Scale } from "./field_image.ts";
import type { Palette, Rgb } from "./palette.ts";

const pack = (red: number, green: number, blue: number): number =>
  ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;

/** Brightness from the least to the greatest value: ink on paper, as digits are written. */
function greyTable({ middle }: Palette, ink: Rgb, size = 256): Uint32Array {
  return Uint32Array.from({ length: size }, (_, index) => {
    const share = index / (size - 1);
    const part = (from: number, to: number) => Math.round(from + (to - from) * share);
    return pack(part(middle[0], ink[0]), part(middle[1], ink[1]), part(middle[2], ink[2]));
  });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class Picture {
  private readonly canvas = document.createElement("canvas");
  private image: ImageData | undefined;
  private greys: { readonly of: Palette; readonly table: Uint32Array } | undefined;

  /** One number per pixel, coloured by the table. */
  scalar(field: Field, scale: Scale, table: Uint32Array): void {
    this.pixels(field, (pixels) => paintScalar(field, scale, table, pixels));
  }

  /** Red, green and blue, one plane of numbers after the other. */
  colours({ width, height, values }: Field, { low, high }: Scale): void {
    const plane = width * height;
    this.pixels({ width, height }, (pixels) => {
      const bytes = new Uint8ClampedArray(pixels.buffer);
      for (let at = 0; at < 4 * plane; at += 1) {
        const value = values[(at % 4) * plane + Math.floor(at / 4)] ?? 0;
        bytes[at] = at % 4 === 3 ? 255 : (255 * (value - low)) / (high - low);
      }
    });
  }

  private pixels(
    { width, height }: Pick<Field, "width" | "height">,
    fill: (pixels: Uint32Array) => void,
  ): void {
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height);
      this.canvas.width = width;
      this.canvas.height = height;
    }
    fill(new Uint32Array(this.image.data.buffer));
    this.canvas.getContext("2d")?.putImageData(this.image, 0, 0);
  }

  /** For an image, one pixel for each number. */
  get address(): string | undefined {
    return this.image && bitmapAddress(this.image);
  }

  /** Brightness, on the scale or else between the least and the greatest of the numbers. */
  grey(field: Field, palette: Palette, scale?: Scale): void {
    if (this.greys?.of !== palette) {
      this.greys = { of: palette, table: greyTable(palette, palette.ink) };
    }
    if (scale !== undefined) {
      this.scalar(field, scale, this.greys.table);
      return;
    }
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < field.values.length; at += 1) {
      low = Math.min(low, field.values[at] ?? low);
      high = Math.max(high, field.values[at] ?? high);
    }
    this.scalar(field, { low, high: high > low ? high : low + 1 }, this.greys.table);
  }

  draw(context: CanvasRenderingContext2D, { x, y, width, height }: Box, smooth: boolean): void {
    context.imageSmoothingEnabled = smooth;
    context.drawImage(this.canvas, x, y, width, height);
  }
}
