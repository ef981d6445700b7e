// SPDX-License-Identifier: Apache-2.0
/** From a table that a document carries to one that lies beside it. */
import { decodeBase64 } from "../engine/base64.ts";
import type { TableData } from "./table_data.ts";
import type { TableContent } from "./table_file.ts";

/** More numbers stand beside a document, not in it. */
export const MOST_CARRIED = 16_000;

export function contentOfTable({ columns, values, class_names }: TableData): TableContent {
  const numbers = unpacked(decodeBase64(values));
  const width = columns.length - 1;
  const rows = numbers.length / columns.length;
  const features = new Float32Array(rows * width);
  const targets = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const begin = row * columns.length;
    features.set(numbers.subarray(begin, begin + width), row * width);
    targets[row] = numbers[begin + width] ?? 0;
  }
  return {
    shape: [width],
    features,
    targets: class_names.length > 0 ? Uint8Array.from(targets) : targets,
    columns: columns.slice(0, -1),
    ...(class_names.length > 0 ? { classes: class_names } : {}),
    target: columns.at(-1) ?? "y",
  };
}

/** Least significant byte first, whatever the machine is. */
function unpacked(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
