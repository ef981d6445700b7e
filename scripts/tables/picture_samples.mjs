// SPDX-License-Identifier: Apache-2.0
/** A few pictures of the site's tables of pictures, for the page to show before the tables themselves are fetched. */

/** One of each class, as many as a stamp shows. */
const CLASSES = [3, 8, 5, 0];
/** Ink as one digit, from 0 to f. */
const MOST_INK = 15;

/**
 * @param {Buffer} file a stored table whose samples are square pictures of one channel
 * @returns {{side: number, pictures: string[]}} row by row, one hexadecimal digit a pixel
 */
export function pictureSamples(file) {
  const length = Number(file.readBigUInt64LE(0));
  const { features, targets } = JSON.parse(file.toString("utf8", 8, 8 + length));
  const begin = 8 + length;
  const [count, ...shape] = features.shape;
  const pixels = shape.reduce((product, size) => product * size, 1);
  const numbers = numbersOf(file, begin, features);
  const labels = numbersOf(file, begin, targets);
  const most = numbers.reduce((largest, value) => Math.max(largest, value), 0);
  const pictures = CLASSES.map((wanted) => {
    const sample = labels.indexOf(wanted);
    if (sample < 0 || sample >= count) throw new Error(`No picture is of class ${wanted}.`);
    const picture = numbers.slice(sample * pixels, (sample + 1) * pixels);
    return Array.from(picture, (ink) => Math.round((ink / most) * MOST_INK).toString(16)).join("");
  });
  return { side: Math.sqrt(pixels), pictures };
}

function numbersOf(file, begin, { dtype, data_offsets: [from, to] }) {
  const bytes = file.subarray(begin + from, begin + to);
  if (dtype === "U8") return bytes;
  // A copy begins where 8 bytes are aligned.
  return new Float64Array(Uint8Array.from(bytes).buffer);
}
