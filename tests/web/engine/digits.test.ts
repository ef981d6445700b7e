// SPDX-License-Identifier: Apache-2.0
/**
 * Histories that are part of the repository: a digit that moves fails here, on whatever machine and with however many threads.
 * Where it is meant to move (other mathematics, a mended fault), write them anew and say why in the commit:
 * `npx downhill train tests/digits/NAME.json --history tests/digits/NAME.csv`
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { EngineOptions } from "../../../web/src/engine/api.ts";
import { historyCsv } from "../../../web/src/exporters/history_csv.ts";

const FOLDER = join(import.meta.dirname, "../../digits");
const NAMES = readdirSync(FOLDER).flatMap((file) => file.match(/^(.+)\.json$/)?.[1] ?? []);

async function historyOf(name: string, options: EngineOptions): Promise<string> {
  const engine = await createEngine(options);
  try {
    const run = await engine.open(readFileSync(join(FOLDER, `${name}.json`), "utf8"));
    await run.train();
    return historyCsv(await run.history());
  } finally {
    await engine.close();
  }
}

describe.each(NAMES)("the digits of %s", (name) => {
  const written = readFileSync(join(FOLDER, `${name}.csv`), "utf8");

  it("are those of the repository in the module of one thread", async () => {
    expect(await historyOf(name, { build: "simd" })).toBe(written);
  });

  it.each([1, 2, 4])("and with %i threads", async (threads) => {
    expect(await historyOf(name, { build: "simd-threads", threads })).toBe(written);
  });
});
