// SPDX-License-Identifier: Apache-2.0
/** A stored table as the bytes of a safetensors file (src/experiment/table_file.h says what belongs into one). */

/**
 * @param {{dtype: "U8" | "F64", shape: number[], bytes: Uint8Array}} features
 * @param {{dtype: "U8" | "F64", shape: number[], bytes: Uint8Array}} targets
 * @param {Record<string, string>} metadata
 */
export function tableFile(features, targets, metadata) {
  const describe = ({ dtype, shape, bytes }, begin) => ({
    dtype,
    shape,
    data_offsets: [begin, begin + bytes.length],
  });
  const header = JSON.stringify({
    __metadata__: metadata,
    features: describe(features, 0),
    targets: describe(targets, features.bytes.length),
  });
  // The numbers begin at a multiple of 8 bytes, as the format advises; spaces end the header.
  const text = Buffer.from(header.padEnd(Math.ceil(Buffer.byteLength(header) / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, features.bytes, targets.bytes]);
}
