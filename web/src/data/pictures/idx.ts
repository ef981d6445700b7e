// SPDX-License-Identifier: Apache-2.0
/** IDX, the format of the MNIST files: a magic number, the dimensions, and bytes.   Source: http://yann.lecun.com/exdb/mnist/ */
import { gunzipSync } from "fflate";
import { pictureFault } from "./picture.ts";

export interface Idx {
  readonly dimensions: readonly number[];
  readonly bytes: Uint8Array;
}

/** Unsigned bytes, the only type that pictures and labels have. */
const BYTES = 0x08;
const MOST_BYTES = 256_000_000;

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

export const isIdx = (bytes: Uint8Array): boolean =>
  bytes[0] === 0 && bytes[1] === 0 && bytes[2] === BYTES && (bytes[3] === 1 || bytes[3] === 3);

/** The content of a .gz file, or the bytes as they are. */
export function unpacked(place: string, bytes: Uint8Array): Uint8Array {
  if (!isGzip(bytes)) return bytes;
  // What a gzip file holds stands in its last four bytes.
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length < 18 ? 0 : view.getUint32(bytes.length - 4, true);
  if (size > MOST_BYTES) {
    throw pictureFault(place, {
      en: `holds ${size} bytes, more than ${MOST_BYTES}. Unpack it, and give a part of it.`,
      zh: `含有 ${size} 字节，超过 ${MOST_BYTES}。请解压后给出其中一部分。`,
    });
  }
  try {
    // Into so much room and no more.
    return gunzipSync(bytes, { out: new Uint8Array(size) });
  } catch {
    throw pictureFault(place, {
      en: "is a damaged gzip file. Get it again.",
      zh: "是损坏的 gzip 文件。请重新获取。",
    });
  }
}

export function readIdx(place: string, given: Uint8Array): Idx {
  const bytes = unpacked(place, given);
  if (!isIdx(bytes)) {
    throw pictureFault(place, {
      en: "is no IDX file of bytes with one dimension (labels) or three (pictures). Give such files, as MNIST has them.",
      zh: "不是一维（标签）或三维（图片）的字节 IDX 文件。请给出 MNIST 那样的文件。",
    });
  }
  const count = bytes[3] ?? 0;
  const head = 4 + 4 * count;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dimensions =
    bytes.length < head ? [] : Array.from({ length: count }, (_, i) => view.getUint32(4 + 4 * i));
  const size = dimensions.reduce((product, side) => product * side, 1);
  if (dimensions.length === 0 || size === 0 || bytes.length !== head + size) {
    throw pictureFault(place, {
      en: `should hold ${dimensions.join(" x ") || "some"} bytes and holds ${bytes.length - head}: it is cut short. Get it again.`,
      zh: `应有 ${dimensions.join(" x ") || "若干"} 字节，实际为 ${bytes.length - head}：文件不完整。请重新获取。`,
    });
  }
  return { dimensions, bytes: bytes.subarray(head) };
}
