// SPDX-License-Identifier: Apache-2.0
/**
 * Pixels as an image of their own size, by address. Browsers compose every canvas of a page anew with every frame, seen or not; an image is
 * painted once. Written by hand, since some browsers give no canvas back as it was drawn.
 */

const HEADER = 54;

/** `data`: red, green, blue and opacity, from the upper left corner, as in ImageData. What is clear becomes black. */
export function bitmapAddress({ width, height, data }: Omit<ImageData, "colorSpace">): string {
  // Three bytes a pixel, each row a multiple of four.
  const row = Math.ceil((3 * width) / 4) * 4;
  const bytes = new Uint8Array(HEADER + row * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, HEADER, true);
  view.setUint32(14, HEADER - 14, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y += 1) {
    // The lowest row is the first.
    let to = HEADER + row * (height - 1 - y);
    for (let x = 0; x < width; x += 1, to += 3) {
      const from = 4 * (y * width + x);
      bytes[to] = data[from + 2] ?? 0;
      bytes[to + 1] = data[from + 1] ?? 0;
      bytes[to + 2] = data[from] ?? 0;
    }
  }
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/bmp;base64,${btoa(text)}`;
}
