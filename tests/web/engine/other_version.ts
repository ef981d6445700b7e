// SPDX-License-Identifier: Apache-2.0
/** A state as another version of the trainer would have saved it: it tells its version first, and its checksum last. */
import type { SavedModel } from "../../../web/src/engine/api.ts";
import { decodeBase64, encodeBase64 } from "../../../web/src/engine/base64.ts";

export function ofAnotherVersion(model: SavedModel): SavedModel {
  const bytes = decodeBase64(model.state ?? "");
  bytes[0] = 255 - (bytes[0] ?? 0);
  const end = bytes.length - 8;
  // FNV-1a of 64 bits (src/core/hash.h).
  let sum = 0xcbf29ce484222325n;
  for (const byte of bytes.subarray(0, end)) {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  }
  new DataView(bytes.buffer, bytes.byteOffset).setBigUint64(end, sum, true);
  return { ...model, state: encodeBase64(bytes) };
}
