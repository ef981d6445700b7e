// SPDX-License-Identifier: Apache-2.0
/** The limits are what the trainer really takes: as many numbers as allowed, twice, as the page opens a run before it closes the last. */
import { afterEach, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { MAXIMUM_ROWS } from "../../../web/src/data/csv/records.ts";
import { MAXIMUM_NUMBERS, type TableData } from "../../../web/src/data/table.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { packNumbers } from "../../../web/src/engine/base64.ts";

/** Two classes, and features that vary. */
function tableOf(rows: number): TableData {
  const width = MAXIMUM_NUMBERS / rows;
  const values = Float32Array.from({ length: rows * width }, (_, at) =>
    at % width === width - 1 ? Math.floor(at / width) % 2 : Math.sin(1 + at * 7.3),
  );
  return {
    type: "table",
    columns: Array.from({ length: width }, (_, index) => `c${index}`),
    values: packNumbers(values),
    class_names: ["no", "yes"],
  };
}

let engine: Engine | undefined;
afterEach(() => engine?.close());

it.each([
  [MAXIMUM_ROWS, 1],
  [MAXIMUM_ROWS, 2],
  [MAXIMUM_NUMBERS / 10_000, 2],
])("%i rows fit twice, on %i threads", async (rows, threads) => {
  engine = await createEngine({ threads });
  const data = tableOf(rows);
  for (const seed of [1, 2]) {
    const run = await engine.open({ data, seed });
    expect(run.module.threads).toBe(threads);
    expect((await run.step(1)).train_loss).toEqual(expect.any(Number));
  }
});
