// SPDX-License-Identifier: Apache-2.0
/**
 * How a camera was held, as a picture tells it: the sensor's rows stay as they were, and a tag says how to turn them.
 * Source: CIPA DC-008 (Exif 2.32), section 4.6.4, tag 0x0112; TIFF 6.0, section 2.
 */
import type { Picture } from "./picture.ts";

const ORIENTATION = 0x0112;
const SHORT = 3;
/** "Exif", and two zeros. */
const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** From 1, as it lies, to 8; 1 where the file says nothing, or nothing that makes sense. */
export function orientationOf(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  // Segments have a marker and their length, up to the start of the scan.
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; ) {
    const length = view.getUint16(at + 2);
    const isExif = jpeg[at + 1] === 0xe1 && EXIF.every((byte, i) => jpeg[at + 4 + i] === byte);
    if (isExif) return orientationIn(jpeg.subarray(at + 4 + EXIF.length, at + 2 + length));
    at += 2 + length;
  }
  return 1;
}

/** In the first directory of a TIFF, as which Exif data come in every file: a count, and entries of twelve bytes. */
export function orientationIn(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLittle = tiff[0] === 0x49;
  const directory = tiff.length < 8 ? tiff.length : view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return 1;
  const count = view.getUint16(directory, isLittle);
  for (let i = 0, at = directory + 2; i < count && at + 12 <= tiff.length; i += 1, at += 12) {
    if (view.getUint16(at, isLittle) !== ORIENTATION) continue;
    if (view.getUint16(at + 2, isLittle) !== SHORT) return 1;
    const orientation = view.getUint16(at + 8, isLittle);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/** The picture as it was seen through the camera. */
export function upright(picture: Picture, orientation: number): Picture {
  if (orientation === 1) return picture;
  const { channels } = picture;
  const isTurned = orientation >= 5;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBelow = [3, 4, 6, 7].includes(orientation);
  const width = isTurned ? picture.height : picture.width;
  const height = isTurned ? picture.width : picture.height;
  const pixels = new Uint8Array(picture.pixels.length);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [column, row] = isTurned ? [y, x] : [x, y];
      const fromColumn = fromRight ? picture.width - 1 - column : column;
      const fromRow = fromBelow ? picture.height - 1 - row : row;
      const from = (fromRow * picture.width + fromColumn) * channels;
      for (let channel = 0; channel < channels; channel += 1, to += 1) {
        pixels[to] = picture.pixels[from + channel] ?? 0;
      }
    }
  }
  return { width, height, channels, pixels };
}
