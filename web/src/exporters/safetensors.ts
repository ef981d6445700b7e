// SPDX-License-Identifier: Apache-2.0
/**
 * A trained network as a safetensors file (https://github.com/huggingface/safetensors), and back: a length, a JSON header, then the
 * numbers. Tensors lie row by row and have the shapes of PyTorch: `layers.0.weight` (outputs, inputs), or (channels out, channels in,
 * height, width). The header's `__metadata__`, texts by name, holds the rest of the saved model.
 */
import type { Layer, SavedBlock, SavedModel } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { MODEL_VERSION } from "../engine/contract/saved_model.ts";
import { requireVersion } from "../engine/contract/version.ts";
import { nineDigits } from "../engine/nine_digits.ts";
import { checkedModel } from "../engine/read_model.ts";
import { MODEL_FORMAT } from "../engine/saved_model.ts";

const LENGTH_BYTES = 8;
const METADATA = "__metadata__";
/** Bytes, as the format itself allows. */
const LONGEST_HEADER = 100_000_000;
/** What a JSON text for people is beside the tensors. */
const TEXTS = [
  "experiment",
  "summary",
  "steps",
  "epochs",
  "status",
  "standardization",
  "target_standardization",
] as const;

interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes after the header. */
  readonly data_offsets: readonly [number, number];
}

/** Weights, statistics and experiment; `state` is left out, so that a run can start from it but not go on with it. */
export function exportSafetensors(model: SavedModel): Uint8Array<ArrayBuffer> {
  const blocks = [...model.parameters, ...model.statistics];
  const metadata: Record<string, string> = {
    format: MODEL_FORMAT,
    version: String(model.version),
    statistics: JSON.stringify(model.statistics.map(({ name }) => tensorName(name))),
  };
  for (const name of TEXTS) {
    if (model[name] !== undefined) metadata[name] = JSON.stringify(model[name]);
  }
  const header: Record<string, TensorEntry | Record<string, string>> = { [METADATA]: metadata };
  let end = 0;
  for (const block of blocks) {
    const begin = end;
    end += 4 * block.values.length;
    const shape = shapeOf(block, model.experiment.model.layers);
    header[tensorName(block.name)] = { dtype: "F32", shape, data_offsets: [begin, end] };
  }
  // The numbers begin at a multiple of eight: the format asks for spaces.
  const text = JSON.stringify(header);
  const bytes = new TextEncoder().encode(text);
  const padded = Math.ceil(bytes.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + padded + end).fill(0x20, LENGTH_BYTES + bytes.length);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  file.set(bytes, LENGTH_BYTES);
  let offset = LENGTH_BYTES + padded;
  for (const { rows, columns, values } of blocks) {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        view.setFloat32(offset, values[row + rows * column] ?? 0, true);
        offset += 4;
      }
    }
  }
  return file;
}

/** Whether the file begins as one: a JSON text would be a length beyond all files. */
export function isSafetensors(bytes: Uint8Array): boolean {
  return headerOf(bytes) !== undefined;
}

/**
 * Reads what exportSafetensors wrote, from a file or a stranger.
 * @throws ExperimentError with path and cure.
 */
export function readSafetensors(bytes: Uint8Array): SavedModel {
  const { header, data } =
    headerOf(bytes) ?? refuse("is no safetensors file", "不是 safetensors 文件");
  const metadata = header[METADATA];
  if (!isObject(metadata) || metadata.format !== MODEL_FORMAT) {
    return refuse(
      "has no experiment in its metadata: it was not made by downhill export",
      "的元数据中没有实验：并非由 downhill export 生成",
    );
  }
  const texts = metadata as Readonly<Record<string, unknown>>;
  // First: what a newer one writes may be laid out otherwise.
  requireVersion("model.version", Number(texts.version), MODEL_VERSION);
  const statistics = parsed(texts.statistics);
  const isStatistic = (name: string) => Array.isArray(statistics) && statistics.includes(name);
  const names = Object.keys(header).filter((name) => name !== METADATA);
  requireWhole(
    names.map((name) => header[name]),
    data,
  );
  const blocks = names.map((name) => ({ name, block: blockOf(name, header[name], data) }));
  const fields = Object.fromEntries(
    TEXTS.filter((name) => texts[name] !== undefined).map((name) => [name, parsed(texts[name])]),
  );
  // What a stranger may have written is looked at where all saved models are.
  return checkedModel({
    format: MODEL_FORMAT,
    version: Number(texts.version),
    ...fields,
    parameters: blocks.filter(({ name }) => !isStatistic(name)).map(({ block }) => block),
    statistics: blocks.filter(({ name }) => isStatistic(name)).map(({ block }) => block),
  });
}

/** Whether the file holds a saved model, by its header alone; else it holds other tensors, such as a table. */
export async function isModelFile(file: Blob): Promise<boolean> {
  const length = new DataView(await file.slice(0, LENGTH_BYTES).arrayBuffer()).getBigUint64(
    0,
    true,
  );
  if (length > BigInt(Math.min(file.size - LENGTH_BYTES, LONGEST_HEADER))) return false;
  const end = LENGTH_BYTES + Number(length);
  const header = parsed(await file.slice(LENGTH_BYTES, end).text());
  const metadata = isObject(header) ? header[METADATA] : undefined;
  return isObject(metadata) && metadata.format === MODEL_FORMAT;
}

function headerOf(
  bytes: Uint8Array,
): { readonly header: Readonly<Record<string, unknown>>; readonly data: DataView } | undefined {
  if (bytes.length < LENGTH_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(bytes.length - LENGTH_BYTES)) return undefined;
  const begin = LENGTH_BYTES + Number(length);
  const header = parsed(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, begin)));
  if (!isObject(header)) return undefined;
  const data = new DataView(bytes.buffer, bytes.byteOffset + begin, bytes.length - begin);
  return { header: header as Readonly<Record<string, unknown>>, data };
}

/** The format forbids holes and overlaps; a thousand tensors over the same bytes would also fill the memory. */
function requireWhole(entries: readonly unknown[], data: DataView): void {
  const offsets = entries
    .map((entry) => (isObject(entry) ? (entry as Partial<TensorEntry>).data_offsets : undefined))
    .map((pair) => (Array.isArray(pair) ? pair.map(Number) : []))
    .sort(([a = 0], [b = 0]) => a - b);
  let reached = 0;
  for (const [begin, end = Number.NaN] of offsets) {
    if (begin !== reached || !(end >= begin)) reached = Number.NaN;
    else reached = end;
  }
  if (reached !== data.byteLength) {
    refuse("has tensors with holes or overlaps", "的张量有空隙或重叠");
  }
}

function blockOf(name: string, entry: unknown, data: DataView): SavedBlock {
  const { dtype, shape, data_offsets } = (isObject(entry) ? entry : {}) as Partial<TensorEntry>;
  const isCount = (n: unknown) => Number.isInteger(n) && Number(n) >= 0;
  const [begin = -1, end = -1] = Array.isArray(data_offsets) ? data_offsets : [];
  const [rows = 1, ...others] = Array.isArray(shape) ? shape : [];
  const columns = others.reduce((product, n) => product * n, 1);
  const fits =
    dtype === "F32" &&
    [rows, ...others, begin, end].every(isCount) &&
    end <= data.byteLength &&
    end - begin === 4 * rows * columns;
  if (!fits) {
    refuse(
      `has a tensor "${name}" that is no block of 32-bit numbers within the file`,
      `的张量“${name}”不是文件内的 32 位数块`,
    );
  }
  const values = Array.from({ length: rows * columns }, (_, index) => {
    const row = index % rows;
    const column = Math.floor(index / rows);
    const value = data.getFloat32(begin + 4 * (row * columns + column), true);
    return nineDigits(value);
  });
  return { name: blockName(name), rows, columns, values };
}

/** layers[2].layers[0].weight as layers.2.layers.0.weight, as PyTorch spells it. */
const tensorName = (name: string) => name.replace(/\[(\d+)\]/g, ".$1");
const blockName = (name: string) => name.replace(/\.(\d+)(?=\.)/g, "[$1]");

/** Weights of dense layers are matrices, also those with one input; of convolutions they have four dimensions. */
function shapeOf({ name, rows, columns }: SavedBlock, layers: readonly Layer[]): number[] {
  const layer = layerOf(name, layers);
  const isWeight = name.endsWith(".weight");
  if (layer?.type === "dense" && isWeight) return [rows, columns];
  if (layer?.type !== "conv2d" || !isWeight) return columns === 1 ? [rows] : [rows, columns];
  const [height = 1, width = height] = layer.kernel;
  return [rows, columns / (height * width), height, width];
}

function layerOf(name: string, layers: readonly Layer[]): Layer | undefined {
  let layer: Layer | undefined;
  for (const [, index] of name.matchAll(/layers\[(\d+)\]/g)) {
    const row = layer === undefined ? layers : layer.type === "residual" ? layer.layers : [];
    layer = row[Number(index)];
  }
  return layer;
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function refuse(message: string, zh: string): never {
  throw new ExperimentError({
    path: "model",
    message: `${message}. Give a file of downhill export --to safetensors.`,
    zh: `${zh}。请给出 downhill export --to safetensors 写出的文件。`,
  });
}
