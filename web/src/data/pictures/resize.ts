// SPDX-License-Identifier: Apache-2.0
/** A picture in the size and the colours that the network is to see. */
import type { Picture, PictureSize } from "./picture.ts";

/**
 * Channels x height x width, as the trainer wants them. Each new pixel is the mean over the area that it covers of the old ones, and
 * the whole old picture is stretched over the new one. Sums are made in one order, so the bytes are the same everywhere.
 */
export function fitted(picture: Picture, size: PictureSize): Uint8Array {
  const { channels } = size;
  const bytes = new Uint8Array(channels * size.height * size.width);
  const planes = channels === 1 ? [greyOf(picture)] : coloursOf(picture);
  planes.forEach((plane, channel) => {
    const rows = averaged(plane, picture.height, picture.width, size.width);
    const turned = averaged(
      transposed(rows, picture.height, size.width),
      size.width,
      picture.height,
      size.height,
    );
    for (let x = 0; x < size.width; x += 1) {
      for (let y = 0; y < size.height; y += 1) {
        bytes[(channel * size.height + y) * size.width + x] = Math.round(
          turned[x * size.height + y] ?? 0,
        );
      }
    }
  });
  return bytes;
}

/** Every row of `columns` numbers becomes one of `wanted` means. */
function averaged(
  plane: Float64Array,
  rows: number,
  columns: number,
  wanted: number,
): Float64Array {
  if (wanted === columns) return plane;
  const means = new Float64Array(rows * wanted);
  const step = columns / wanted;
  for (let to = 0; to < wanted; to += 1) {
    const begin = to * step;
    const end = Math.min((to + 1) * step, columns);
    const last = Math.min(Math.ceil(end), columns) - 1;
    for (let from = Math.floor(begin); from <= last; from += 1) {
      const covered = Math.min(from + 1, end) - Math.max(from, begin);
      for (let row = 0; row < rows; row += 1) {
        const at = row * wanted + to;
        means[at] =
          (means[at] ?? 0) + (covered / (end - begin)) * (plane[row * columns + from] ?? 0);
      }
    }
  }
  return means;
}

function transposed(plane: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(plane.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      turned[column * rows + row] = plane[row * columns + column] ?? 0;
    }
  }
  return turned;
}

/** Luma as television has it (ITU-R BT.601, section 2.5.1). */
function greyOf({ channels, pixels }: Picture): Float64Array {
  if (channels === 1) return Float64Array.from(pixels);
  const grey = new Float64Array(pixels.length / 3);
  for (let i = 0; i < grey.length; i += 1) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(3 * i, 3 * i + 3);
    grey[i] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return grey;
}

function coloursOf({ channels, pixels }: Picture): Float64Array[] {
  return [0, 1, 2].map((colour) => {
    const plane = new Float64Array(pixels.length / channels);
    for (let i = 0; i < plane.length; i += 1) {
      plane[i] = pixels[i * channels + (channels === 1 ? 0 : colour)] ?? 0;
    }
    return plane;
  });
}
