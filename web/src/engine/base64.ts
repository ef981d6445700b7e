// SPDX-License-Identifier: Apache-2.0
/** Bytes as base64 (RFC 4648, section 4), and 32-bit numbers as the document carries them: least significant byte first. */

/** Arguments of one call: far below what a stack holds. */
const PIECE = 8_192;

export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let begin = 0; begin < bytes.length; begin += PIECE) {
    text += String.fromCharCode(...bytes.subarray(begin, begin + PIECE));
  }
  return btoa(text);
}

/** @throws DOMException where the text is no base64. */
export function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

export function packNumbers(numbers: ArrayLike<number>): string {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < numbers.length; i += 1) view.setFloat32(4 * i, numbers[i] ?? 0, true);
  return encodeBase64(bytes);
}
