// SPDX-License-Identifier: Apache-2.0
/** A trained network as JSON: the saved model itself, without what only a resumed run needs. */
import type { SavedModel } from "../engine/api.ts";
import { checksumOf } from "../engine/checksum.ts";

/**
 * The document that readModel() reads, as `SavedModel` describes it, with `parameters` and `statistics` column by column
 * (`values[row + rows * column]`), and without `state`: weights to start from or to compute with, on one line a block.
 */
export function exportJson(model: SavedModel): string {
  const { state: _, parameters, statistics, ...rest } = model;
  const head = JSON.stringify(rest, null, 2).slice(0, -"\n}".length);
  const checksum = checksumOf({ ...rest, parameters, statistics });
  const lines = (blocks: SavedModel["parameters"]) =>
    blocks.map((block) => `\n    ${JSON.stringify(block)}`).join(",");
  return `${head},\n  "parameters": [${lines(parameters)}\n  ],\n  "statistics": [${lines(statistics)}\n  ],\n  "checksum": "${checksum}"\n}\n`;
}
