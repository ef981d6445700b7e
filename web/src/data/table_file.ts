// SPDX-License-Identifier: Apache-2.0
/** A stored table: the file beside a document, and the few words by which the document names it. */
import { TABLE_ENDING } from "../engine/contract/tables.ts";

/** What the file holds; src/experiment/table_file.h reads it. */
export interface TableContent {
  /** Of one sample: features alone, or channels, height, width. */
  readonly shape: readonly number[];
  /** Samples one after the other. Bytes are multiplied by `scale`. */
  readonly features: Uint8Array | Float32Array;
  readonly scale?: number;
  /** Class numbers where there are class names; else real numbers. One a sample. */
  readonly targets: Uint8Array | Float32Array;
  readonly columns?: readonly string[];
  readonly classes?: readonly string[];
  readonly target: string;
  readonly source?: string;
  readonly licence?: string;
  readonly units?: string;
}

/** `data` of a document that names a stored table. */
export interface StoredData {
  readonly type: "stored";
  readonly name: string;
  readonly sha256: string;
}

export interface StoredTable {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly data: StoredData;
}

export async function storedTable(name: string, content: TableContent): Promise<StoredTable> {
  const file = tableFile(content);
  return { file, data: { type: "stored", name, sha256: await sha256Of(file) } };
}

/** The name by which a document may ask for a file: without its folder and ending, and without what no name may hold. */
export function tableName(path: string): string {
  const file = path.split(/[\\/]/).at(-1) ?? "";
  const bare = file.replace(/\.(json|safetensors)$/i, "").replace(/^\.+|[:\p{Cc}]/gu, "");
  // 100 bytes at most, of characters of up to four.
  return bare.slice(0, 25) === bare || new TextEncoder().encode(bare).length <= 100
    ? bare || "table"
    : Array.from(bare).slice(0, 25).join("");
}

export const tableFileName = (name: string): string => `${name}${TABLE_ENDING}`;

export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function tableFile(content: TableContent): Uint8Array<ArrayBuffer> {
  const { features, targets, shape } = content;
  const numbers = shape.reduce((product, side) => product * side, 1);
  const samples = features.length / numbers;
  const header = new TextEncoder().encode(
    padded(
      JSON.stringify({
        __metadata__: metadataOf(content),
        features: tensor(features, [samples, ...shape], 0),
        targets: tensor(targets, [samples], features.byteLength),
      }),
    ),
  );
  const file = new Uint8Array(8 + header.length + features.byteLength + targets.byteLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  file.set(bytesOf(features), 8 + header.length);
  file.set(bytesOf(targets), 8 + header.length + features.byteLength);
  return file;
}

function tensor(numbers: Uint8Array | Float32Array, shape: readonly number[], begin: number) {
  const dtype = numbers instanceof Uint8Array ? "U8" : "F32";
  return { dtype, shape, data_offsets: [begin, begin + numbers.byteLength] };
}

/** Spaces end a header, so that the numbers begin at a multiple of 8 bytes. */
function padded(header: string): string {
  const bytes = new TextEncoder().encode(header).length;
  return header + " ".repeat((8 - (bytes % 8)) % 8);
}

function metadataOf(content: TableContent): Readonly<Record<string, string>> {
  const { columns, classes, scale, target, source, licence, units } = content;
  return {
    target,
    ...(columns === undefined ? {} : { columns: JSON.stringify(columns) }),
    ...(classes === undefined ? {} : { classes: JSON.stringify(classes) }),
    ...(scale === undefined ? {} : { scale: String(scale) }),
    ...(source === undefined ? {} : { source }),
    ...(licence === undefined ? {} : { licence }),
    ...(units === undefined ? {} : { units }),
  };
}

function bytesOf(numbers: Uint8Array | Float32Array): Uint8Array {
  if (numbers instanceof Uint8Array) return numbers;
  // The format is little-endian, whatever the machine is.
  const bytes = new Uint8Array(numbers.byteLength);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < numbers.length; i += 1) view.setFloat32(4 * i, numbers[i] ?? 0, true);
  return bytes;
}
