// SPDX-License-Identifier: Apache-2.0
/** The texts of QR codes in a picture. The browser's own reader where it has one, else the library `qr`. */

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each. */
  readonly data: Uint8ClampedArray;
}

/** On one picture, such as a photograph of a wall. */
const MOST_CODES = 40;
const EFFORT = 9;
const MILLISECONDS = 1_500;

/** All that are found, each painted over so that the next one is. */
export async function codesIn({ width, height, data }: Pixels): Promise<string[]> {
  const { default: decode } = await import("qr/decode.js");
  const left = { width, height, data: data.slice() };
  const found = new Set<string>();
  for (let tries = 0; tries < MOST_CODES; tries += 1) {
    let box: { x: number; y: number; width: number; height: number } | undefined;
    try {
      const text = decode(left, {
        effort: EFFORT,
        timeLimit: MILLISECONDS,
        pointsOnDetect: ({ boundingBox }, result) => {
          if (typeof result === "string") box = boundingBox;
        },
      });
      found.add(text);
    } catch {
      break;
    }
    if (box === undefined) break;
    paintOver(left, box);
  }
  return [...found];
}

function paintOver(
  { width, height, data }: Pixels,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  const [left, right] = [within(box.x, width), within(box.x + box.width, width)];
  for (let y = within(box.y, height); y < within(box.y + box.height, height); y += 1) {
    data.fill(255, 4 * (y * width + left), 4 * (y * width + right));
  }
}

/** So many pixels a picture may have: four times as many bytes are in memory while it is read. */
const MOST_PIXELS = 64e6;

/** Of a PNG or a JPEG, by its first bytes, before anything is unpacked; undefined where they do not say. */
export function pixelsOf(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0x89 && bytes.length >= 24) return view.getUint32(16) * view.getUint32(20);
  // JPEG: from segment to segment until one begins a frame.   Source: ITU T.81, B.1.1.3
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      // Any marker may be filled up with more of them.
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** A JPEG says how large it is behind what the camera says, which has a picture of its own in it. */
const HEAD = 2 ** 18;

/** Whether it has too many pixels to be unpacked. @throws where it does not say how many it has */
export async function isTooLarge(picture: Blob): Promise<boolean> {
  const bytesOf = async (part: Blob) => new Uint8Array(await part.arrayBuffer());
  const pixels =
    pixelsOf(await bytesOf(picture.slice(0, HEAD))) ?? pixelsOf(await bytesOf(picture));
  if (pixels === undefined) throw new Error("The picture does not say how large it is.");
  return pixels > MOST_PIXELS;
}

export const TOO_MANY_PIXELS = {
  en: `has more than ${MOST_PIXELS / 1e6} million pixels. Save the picture smaller.`,
  zh: `超过 ${MOST_PIXELS / 1e6} 百万像素。请把图片存得小一些。`,
};
