// SPDX-License-Identifier: Apache-2.0
/** Text deflated (RFC 1951) and written with the letters of an address: base64url (RFC 4648, section 5) without padding. */
import { deflateSync, Inflate } from "fflate";
import { decodeBase64, encodeBase64 } from "../engine/base64.ts";

/** Why a packed text could not be read. */
export class PackedTextError extends Error {
  override readonly name = "PackedTextError";

  constructor(readonly reason: "damaged" | "tooLarge") {
    super(reason);
  }
}

/** Deflate makes at most 1032 bytes of one: so much is handed over at once that little is made beyond the limit. */
const PIECE = 64;

export function packText(text: string): string {
  const packed = encodeBase64(deflateSync(new TextEncoder().encode(text), { level: 9 }));
  return packed.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** `bytes` is the size of the text in UTF-8. @throws PackedTextError where it is no such text, or has more than `most` bytes. */
export function unpackText(
  packed: string,
  most: number,
): { readonly text: string; readonly bytes: number } {
  const pieces = inflate(packedBytes(packed), most);
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  const whole = new Uint8Array(bytes);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(whole);
    return { text, bytes };
  } catch {
    throw new PackedTextError("damaged");
  }
}

function packedBytes(packed: string): Uint8Array {
  // atob passes over spaces.
  if (!/^[A-Za-z0-9_-]+$/.test(packed)) throw new PackedTextError("damaged");
  try {
    return decodeBase64(packed.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    throw new PackedTextError("damaged");
  }
}

function inflate(bytes: Uint8Array, most: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((piece) => {
    size += piece.length;
    if (size > most) throw new PackedTextError("tooLarge");
    // A copy: the stream goes on in the memory behind it.
    pieces.push(piece.slice());
  });
  try {
    for (let begin = 0; begin < bytes.length; begin += PIECE) {
      stream.push(bytes.subarray(begin, begin + PIECE), begin + PIECE >= bytes.length);
    }
  } catch (error) {
    throw error instanceof PackedTextError ? error : new PackedTextError("damaged");
  }
  return pieces;
}
