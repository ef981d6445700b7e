// SPDX-License-Identifier: Apache-2.0
/** A module with threads has a fixed memory, and one lane may hold many runs: whatever no longer fits is refused in words, and all serve on. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, ExperimentDocument, Run } from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";

/** Some 90 MB with its moments. */
const LARGE: ExperimentDocument = {
  data: { type: "moons", samples: 40 },
  batch_size: 8,
  model: {
    layers: [
      { type: "dense", units: 1500, activation: "tanh" },
      { type: "dense", units: 2800, activation: "tanh" },
      { type: "dense" },
    ],
  },
  optimizer: "adam",
  stop: { steps: 1_000_000 },
};

/** As large as fits no more, in halves of the first. */
const unitsFrom = (units: number): number[] =>
  units < 100 ? [] : [units, ...unitsFrom(units / 2)];

const rows = (count: number, row: string) => `[${Array(count).fill(row).join()}]`;

/** Of 4 to 12 MB, of every shape. */
const DOCUMENTS: readonly (readonly [string, string])[] = [
  [
    "rows of one number",
    `{"data":{"type":"rows","features":${rows(1_200_000, "[1]")},"targets":[1]}}`,
  ],
  [
    "rows of the largest table",
    `{"data":{"type":"rows","features":${rows(300_000, "[0.123456789]")},"targets":${rows(300_000, "0.123456789")}}}`,
  ],
  ["a racer of zeros", `{"kind":"race","racers":${rows(1_200_000, "0.0")}}`],
  [
    "a racer with a list of zeros",
    `{"kind":"race","racers":[{"seed":${rows(1_200_000, "0.0")}},{}]}`,
  ],
  ["empty objects", `{"seed":${rows(1_200_000, "{}")}}`],
  ["empty lists", `{"model":{"layers":${rows(1_200_000, "[]")}}}`],
  ["lists of empty lists", `{"model":{"layers":${rows(600_000, "[[]]")}}}`],
  ["texts", `{"data":{"type":"rows","features":${rows(600_000, '"0123456789"')}}}`],
  ["one text", `{"data":{"type":"${"x".repeat(12_000_000)}"}}`],
  ["packed numbers", `{"data":{"type":"table","values":"${"AAAA".repeat(2_900_000)}"}}`],
  [
    "class names",
    `{"data":{"type":"table","values":"AAAA","class_names":${rows(1_000_000, '"a"')}}}`,
  ],
  ["layers", `{"model":{"layers":${rows(600_000, '"dense"')}}}`],
  ["keys in order", `{${Array.from({ length: 400_000 }, (_, i) => `"key${i}":0`).join()}}`],
  ["no JSON", "[".repeat(4_000_000)],
];

const SMALL: ExperimentDocument = { data: { type: "moons", samples: 40 }, stop: { steps: 3 } };

/** Opens runs until no smaller one fits either. */
async function fill(engine: Engine): Promise<Run[]> {
  const runs: Run[] = [];
  for (const units of unitsFrom(2800)) {
    for (;;) {
      const model = {
        layers: [
          { type: "dense", units: 1500 },
          { type: "dense", units: Math.floor(units) },
          { type: "dense" },
        ],
      };
      const opened = await engine
        .open({ ...LARGE, model } as ExperimentDocument)
        .catch((error: unknown) => {
          expect(error).toBeInstanceOf(ExperimentError);
          return undefined;
        });
      if (opened === undefined) break;
      runs.push(opened);
    }
  }
  return runs;
}

async function answers(asked: Promise<unknown>): Promise<ExperimentError | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(ExperimentError);
    return error as ExperimentError;
  }
}

describe("a module with threads", () => {
  const crashes: unknown[] = [];
  let engine: Engine;
  beforeEach(async () => {
    crashes.length = 0;
    engine = await createEngine({ threads: 2, build: "simd-threads" });
    engine.onCrash((message) => crashes.push(message));
  });
  afterEach(() => engine.close());

  it("refuses a run for which others leave no room, with its size, and takes it when they are closed", async () => {
    const runs = await fill(engine);
    expect(runs.length).toBeGreaterThan(2);
    const error = await answers(engine.open(LARGE));
    expect(error?.message).toMatch(/needs about \d+ MB of memory.*Close other runs/);
    for (const run of runs) await run.close();
    const run = await engine.open(LARGE);
    expect((await run.step()).step).toBe(1);
    expect(crashes).toEqual([]);
  });

  it("answers documents of megabytes of every shape, with the memory free and with none left, and serves on", async () => {
    for (const full of [false, true]) {
      const runs = full ? await fill(engine) : [];
      for (const [name, text] of DOCUMENTS) {
        const ask = text.includes('"kind"')
          ? engine.study(text as never)
          : engine.open(text as never);
        const opened = await ask.catch((error: unknown) => {
          expect(error, name).toBeInstanceOf(ExperimentError);
          return undefined;
        });
        await opened?.close();
        expect(crashes, name).toEqual([]);
      }
      for (const run of runs) {
        const { step } = await run.step();
        expect(step).toBeGreaterThan(0);
      }
      // What was trained can be saved, however full it is.
      const saved = await runs.at(-1)?.save();
      expect(saved?.state !== undefined).toBe(full);
      for (const run of runs) await run.close();
      const run = await engine.open(SMALL);
      expect((await run.train()).status).toBe("finished");
      await run.close();
    }
    expect(crashes).toEqual([]);
  });
});
