// SPDX-License-Identifier: Apache-2.0
/** A trained network as one JSON file: its experiment, its numbers, and where the run stood. It is read in read_model.ts. */
import { encodeBase64 } from "./base64.ts";
import { checksumOf } from "./checksum.ts";
import {
  MODEL_FORMAT,
  MODEL_VERSION,
  type SavedBlock,
  type SavedModel,
} from "./contract/saved_model.ts";
import { nineDigits } from "./nine_digits.ts";

export type { SavedBlock, SavedModel };
export { MODEL_FORMAT };

/** A block as the trainer tells it: the numbers lie in a view. */
type Place = Omit<SavedBlock, "values"> & { readonly offset: number };

/** What C++ gives (experiment/saved_model.h), and the views that belong to it. */
export type ModelDescription = Omit<
  SavedModel,
  "format" | "version" | "parameters" | "statistics" | "state"
> & {
  readonly parameters: readonly Place[];
  readonly statistics: readonly Place[];
};

export interface ModelViews {
  readonly parameters: Float32Array;
  readonly statistics: Float32Array;
  readonly state: Uint8Array;
}

export function savedModel(description: ModelDescription, views: ModelViews): SavedModel {
  const { state } = views;
  return {
    format: MODEL_FORMAT,
    version: MODEL_VERSION,
    ...description,
    parameters: description.parameters.map((place) => blockAt(place, views.parameters)),
    statistics: description.statistics.map((place) => blockAt(place, views.statistics)),
    ...(state.length === 0 ? {} : { state: encodeBase64(state) }),
  };
}

function blockAt({ name, rows, columns, offset }: Place, numbers: Float32Array): SavedBlock {
  const view = numbers.subarray(offset, offset + rows * columns);
  return { name, rows, columns, values: Array.from(view, nineDigits) };
}

/** Numbers of a block, or characters of the state, in one piece of the text. */
const PIECE = 16_384;

/**
 * The text of the file, in pieces: of a large network it may be longer than what is left of memory. At its end stands a checksum, by which
 * readModel() knows a damaged file. A plain JSON.stringify() is read as well, without that.
 */
export function* modelText(model: SavedModel): Generator<string> {
  const { parameters, statistics, state, ...rest } = model;
  yield JSON.stringify(rest).slice(0, -1);
  for (const [key, blocks] of Object.entries({ parameters, statistics })) {
    yield `,"${key}":[`;
    for (const [index, block] of blocks.entries()) yield* blockText(block, index === 0 ? "" : ",");
    yield "]";
  }
  if (state !== undefined) {
    yield ',"state":"';
    for (let i = 0; i < state.length; i += PIECE) yield state.slice(i, i + PIECE);
    yield '"';
  }
  yield `,"checksum":"${checksumOf(model)}"}\n`;
}

function* blockText({ values, ...place }: SavedBlock, separator: string): Generator<string> {
  yield `${separator}${JSON.stringify(place).slice(0, -1)},"values":[`;
  for (let i = 0; i < values.length; i += PIECE) {
    const piece = JSON.stringify(values.slice(i, i + PIECE)).slice(1, -1);
    yield i === 0 ? piece : `,${piece}`;
  }
  yield "]}";
}
