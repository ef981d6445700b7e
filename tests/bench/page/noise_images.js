// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures of noise as a stored table, the same on every machine. Handwritten digits would not do for comparing losses: where all pixels of a
 * window are black its greatest is met four times, and programs differ in which of them gets the gradient.
 */
const COUNT = 400;
const SHAPE = [1, 28, 28];
const CLASSES = 10;

/** Numerical Recipes' generator, whose upper bits are good enough for noise. */
function bytesOf(count, seed) {
  let state = seed;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** @returns {Promise<{name: string, sha256: string, bytes: Uint8Array, count: number}>} a safetensors file */
export async function noiseImages() {
  const pixels = COUNT * SHAPE.reduce((all, one) => all * one, 1);
  const names = Array.from({ length: CLASSES }, (_, at) => String(at));
  const header = JSON.stringify({
    __metadata__: { classes: JSON.stringify(names), target: "class", scale: String(1 / 255) },
    features: { dtype: "U8", shape: [COUNT, ...SHAPE], data_offsets: [0, pixels] },
    targets: { dtype: "U8", shape: [COUNT], data_offsets: [pixels, pixels + COUNT] },
  });
  // Its length stands before it; spaces fill it to whole words.
  const text = new TextEncoder().encode(header.padEnd(Math.ceil(header.length / 8) * 8));
  const bytes = new Uint8Array(8 + text.length + pixels + COUNT);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(bytesOf(pixels, 1), 8 + text.length);
  const targets = bytesOf(COUNT, 2).map((byte) => byte % CLASSES);
  bytes.set(targets, 8 + text.length + pixels);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { name: "noise", sha256, bytes, count: COUNT };
}
