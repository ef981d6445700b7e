// SPDX-License-Identifier: Apache-2.0
/** The SHA-256 of a file (FIPS 180-4), in hexadecimal: the name that a stored table goes by. */

/** Of what is hashed at once where it holds up the page: a few milliseconds. */
const PIECE = 1 << 20;

/** Pages that come without https, as in many classrooms, have no `crypto.subtle`. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  const digest =
    subtle === undefined
      ? await inPieces(bytes)
      : new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function inPieces(bytes: Uint8Array): Promise<Uint8Array> {
  const { sha256 } = await import("@noble/hashes/sha2.js");
  const hash = sha256.create();
  for (let first = 0; first < bytes.length; first += PIECE) {
    hash.update(bytes.subarray(first, first + PIECE));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return hash.digest();
}
