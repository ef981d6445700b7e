// SPDX-License-Identifier: Apache-2.0
/** Every preset trains to its mark (presets/reach.json), in the arithmetic that repeats everywhere. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../web/node/engine.ts";
import { resultsOf } from "../../web/node/results.ts";
import type { Engine } from "../../web/src/engine/api.ts";

const FOLDER = join(import.meta.dirname, "../../presets");
const MARKS = "reach.json";

interface Mark {
  readonly at_least?: number;
  readonly at_most?: number;
}

const read = (file: string) => readFileSync(join(FOLDER, file), "utf8");
const marks: Record<string, Record<string, Mark>> = JSON.parse(read(MARKS));
const presets = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json") && file !== MARKS)
  .map((file) => file.slice(0, -".json".length));

describe("a preset", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine();
  });
  afterAll(() => engine.close());

  it("has a mark, and every mark a preset", () => {
    expect(Object.keys(marks).toSorted()).toEqual(presets.toSorted());
  });

  it.each(presets)(
    "%s reaches its mark",
    async (name) => {
      const run = await engine.open(read(`${name}.json`));
      const state = await run.train();
      const results: Record<string, unknown> = { ...(await resultsOf(run, state, 1, 0)) };
      await run.close();
      expect(state.status).toBe("finished");
      const own = Object.entries(marks[name] ?? {});
      expect(own).not.toEqual([]);
      for (const [metric, { at_least, at_most }] of own) {
        const value = results[metric];
        expect(value, metric).toBeTypeOf("number");
        if (at_least !== undefined) expect(value, metric).toBeGreaterThanOrEqual(at_least);
        if (at_most !== undefined) expect(value, metric).toBeLessThanOrEqual(at_most);
      }
      // A minute of two quiet cores is many of a busy machine: this ends what hangs.
    },
    1_200_000,
  );
});
