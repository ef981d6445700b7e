// SPDX-License-Identifier: Apache-2.0
/** One picture as it is decoded, and what is wrong with one that is refused. */
import type { Text } from "../../engine/api.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";

/** Pixels row by row from the top, the channels of a pixel side by side. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Grey, or red, green and blue. */
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

/** Height and width in pixels, and whether colours are kept. */
export interface PictureSize {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Larger ones are refused before they are unpacked: a file of a few kilobytes may claim any size. */
export const MOST_PIXELS = 25_000_000;

/** What is wrong with a file: its name is the subject of the sentence. */
export class FileError extends ExperimentError {}

/** `place`: the file's name. */
export function pictureFault(place: string, { en, zh }: Text): FileError {
  return new FileError({ path: place, message: en, zh: `${place}：${zh}` });
}

export function requireSize(place: string, width: number, height: number): void {
  if (width >= 1 && height >= 1 && width * height <= MOST_PIXELS) return;
  const most = MOST_PIXELS / 1e6;
  throw pictureFault(place, {
    en: `has ${width} x ${height} pixels. Give pictures of up to ${most} million pixels.`,
    zh: `有 ${width} x ${height} 像素。请给出不超过 ${most} 百万像素的图片。`,
  });
}
