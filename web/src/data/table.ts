// SPDX-License-Identifier: Apache-2.0
/**
 * A table as the trainer takes it: carried by a document where it is small, else in a file beside it; and how large either may be. What the
 * trainer itself limits is refused by the readers of files too, because there row and column are known.
 */
import { packNumbers } from "../engine/base64.ts";
import { TABLE_ENDING } from "../engine/contract/tables.ts";
import { fault } from "./fault.ts";
import { sha256Of } from "./sha256.ts";

/** What a stored table's file holds; src/experiment/table_file.h reads it. */
export interface TableContent {
  /** Of one sample: features alone, or channels, height, width. */
  readonly shape: readonly number[];
  /** Samples one after the other. Bytes are multiplied by `scale`. */
  readonly features: Uint8Array | Float32Array;
  readonly scale?: number;
  /** Class numbers where there are class names; else real numbers. One a sample. */
  readonly targets: Uint8Array | Float32Array;
  /** Names of the features. */
  readonly columns?: readonly string[];
  readonly classes?: readonly string[];
  readonly target: string;
  readonly source?: string;
  readonly licence?: string;
  readonly units?: string;
}

/** `data` of a document that carries its table, as src/datasets/table.cpp reads it. */
export interface TableData {
  readonly type: "table";
  /** Features, and the target at the end. */
  readonly columns: readonly string[];
  /** Row by row, the target last: 32-bit floats as base64. */
  readonly values: string;
  /** Of the target, numbered from 0; none for a target that is a number. */
  readonly class_names: readonly string[];
}

/** More numbers stand beside a document, not in it. */
export const MOST_CARRIED = 16_000;
/**
 * Numbers that a document may carry, as in src/datasets/table.cpp (`values`): the page opens the next run before it closes the last one,
 * and two of this size fit into the memory of a module with threads.
 */
export const MAXIMUM_NUMBERS = 2_000_000;
/** Of the data as JSON: the trainer takes 16 MiB (src/experiment/parser.h), and the rest of the experiment needs its share. */
export const MAXIMUM_TEXT = 16 * 2 ** 20 - 256 * 2 ** 10;
/** Of a stored table: what half of a module's memory holds beside a network (src/experiment/memory.h, kMostRunBytes). */
export const MOST_TABLE_BYTES = 150_000_000;
/** As many names as the trainer takes (src/datasets/table.cpp, `columns`). */
export const MAXIMUM_COLUMNS = 10_000;
/** Of a target (src/datasets/table.cpp, `class_names`; src/experiment/table_file.cpp). */
export const MAXIMUM_CLASSES = 100;
/** Of one number, positive or negative (src/datasets/dataset.h, kLargestValue). */
export const LARGEST_VALUE = 1e18;
/** Of a column's or a class's name, in bytes of UTF-8 (src/experiment/reader.cpp, Texts). */
export const LONGEST_NAME = 200;

/** Numbers of features and targets together. */
export const numbersOf = ({ features, targets }: TableContent): number =>
  features.length + targets.length;

/** Of a table without a shape of pictures. @throws TableError where it is too large to be carried. */
export function carriedTable(content: TableContent): TableData {
  const { features, targets, columns = [], classes = [], target } = content;
  checkCarried(content);
  const width = columns.length;
  const values = new Float32Array(numbersOf(content));
  targets.forEach((value, row) => {
    values.set(features.subarray(row * width, (row + 1) * width), row * (width + 1));
    values[row * (width + 1) + width] = value;
  });
  const data: TableData = {
    type: "table",
    columns: [...columns, target],
    values: packNumbers(values),
    class_names: classes,
  };
  checkText(data);
  return data;
}

function checkCarried(content: TableContent): void {
  const numbers = numbersOf(content);
  if (numbers <= MAXIMUM_NUMBERS) return;
  const rows = content.targets.length;
  const width = numbers / rows;
  const most = Math.floor(MAXIMUM_NUMBERS / width);
  throw fault(
    {},
    {
      en: `${rows} rows of ${width} numbers are ${numbers}, more than the ${MAXIMUM_NUMBERS} that a document carries. Have the table stored in a file beside it, ignore columns, or keep ${most} rows.`,
      zh: `${rows} 行、每行 ${width} 个数，共 ${numbers} 个，超过文档可携带的 ${MAXIMUM_NUMBERS} 个。请将表格存为文档旁边的文件，忽略一些列，或只保留 ${most} 行。`,
    },
    { option: "output" },
  );
}

/** Very many long names beside very many numbers. */
function checkText({ columns, values, class_names }: TableData): void {
  const names = new TextEncoder().encode(JSON.stringify([columns, class_names]));
  const size = values.length + names.length;
  if (size <= MAXIMUM_TEXT) return;
  throw fault(
    {},
    {
      en: `the table has ${size} bytes as text, more than ${MAXIMUM_TEXT}. Have the table stored in a file beside the document, shorten the names of the columns, or ignore some.`,
      zh: `表格写成文本有 ${size} 字节，超过 ${MAXIMUM_TEXT} 字节。请将表格存为文档旁边的文件，缩短列名，或忽略一些列。`,
    },
    { option: "output" },
  );
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
