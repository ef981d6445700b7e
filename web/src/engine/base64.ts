// SPDX-License-Identifier: Apache-2.0
/** Bytes as base64 (RFC 4648, section 4), and 32-bit numbers as the document carries them: least significant byte first. */

/** Bytes of one piece: arguments of one call, far below what a stack holds. Three bytes are four characters. */
const PIECE = 3 * 2_048;

/** In pieces: the bytes may be as many as a network has, and need no second copy as characters. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let begin = 0; begin < bytes.length; begin += PIECE) {
    const piece: ArrayLike<number> = bytes.subarray(begin, begin + PIECE);
    // Spread, they would go through an iterator one by one, which takes seven times as long.
    text += btoa(String.fromCharCode.apply(undefined, piece as number[]));
  }
  return text;
}

/** The bytes fill their buffer. @throws DOMException where the text is no base64. */
export function decodeBase64(text: string): Uint8Array {
  const step = (PIECE / 3) * 4;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array(Math.floor(((text.length - padding) * 3) / 4));
  let count = 0;
  for (let begin = 0; begin < text.length; begin += step) {
    const piece = atob(text.slice(begin, begin + step));
    for (let i = 0; i < piece.length; i += 1) bytes[count + i] = piece.charCodeAt(i);
    count += piece.length;
  }
  // Spaces are passed over.
  return count === bytes.length ? bytes : bytes.slice(0, count);
}

export function packNumbers(numbers: ArrayLike<number>): string {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < numbers.length; i += 1) view.setFloat32(4 * i, numbers[i] ?? 0, true);
  return encodeBase64(bytes);
}
