// SPDX-License-Identifier: Apache-2.0
/** Files as browsers want them sent: compressed once, and kept until they change. */
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Pictures and fonts are compressed already; of these a half is left, or less. */
const COMPRESSIBLE = new Set([
  ".css",
  ".csv",
  ".html",
  ".js",
  ".json",
  ".map",
  ".mjs",
  ".safetensors",
  ".svg",
  ".txt",
  ".wasm",
  ".webmanifest",
]);

/** Less goes over in one packet as it is. */
const SMALLEST = 1_000;

/** The best, 11, takes 30 times as long and spares another eighth of a module. */
const QUALITY = 5;

const COMPRESS = {
  br: (content) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gzip: (content) => promisify(gzip)(content),
};

/** In the order in which they are preferred. */
const ENCODINGS = Object.keys(COMPRESS);

export function isCompressible(file, size) {
  return size >= SMALLEST && COMPRESSIBLE.has(extname(file));
}

/**
 * Of what a browser accepts the smallest, or undefined for the file as it is.
 * @param {string | undefined} accepted the header Accept-Encoding (RFC 9110, 12.5.3)
 */
export function encodingFor(accepted = "") {
  const weights = new Map(
    accepted.split(",").map((one) => {
      const [name, ...parameters] = one.split(";").map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="));
      return [name, weight === undefined ? 1 : Number(weight.slice(2))];
    }),
  );
  return ENCODINGS.find((name) => (weights.get(name) ?? weights.get("*") ?? 0) > 0);
}

export class CompressedFiles {
  #kept = new Map();

  /** `tag` names the content: of another one nothing is kept any longer. */
  of(file, tag, encoding) {
    const key = `${encoding} ${file}`;
    const known = this.#kept.get(key);
    if (known?.tag === tag) return known.content;
    const content = readFile(file).then(COMPRESS[encoding]);
    this.#kept.set(key, { tag, content });
    content.catch(() => this.#kept.delete(key));
    return content;
  }
}
