// SPDX-License-Identifier: Apache-2.0
/** Saved models that were damaged on the way: every byte of a small one is changed, and every one is cut. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../web/node/engine.ts";
import { exportModel } from "../../web/node/export_model.ts";
import type { Engine, SavedModel } from "../../web/src/engine/api.ts";
import { messageOf } from "../../web/src/engine/contract/engine_error.ts";
import { ExperimentError } from "../../web/src/engine/contract/experiment_error.ts";
import { readModel } from "../../web/src/engine/read_model.ts";
import { readSafetensors } from "../../web/src/exporters/safetensors.ts";
import { diceOf } from "./dice.ts";
import { SEED } from "./range.ts";

const EXPERIMENT = {
  data: { type: "gaussians", samples: 20 },
  model: { layers: [{ type: "dense", units: 2 }, "batch_norm", "dense"] },
  optimizer: "momentum",
  stop: { steps: 6 },
};

let engine: Engine;
let model: SavedModel;
beforeAll(async () => {
  engine = await createEngine({ threads: 1, build: "simd" });
  const run = await engine.open(EXPERIMENT);
  await run.step(3);
  model = await run.save();
  await run.close();
});
afterAll(() => engine.close());

/** Each byte with one bit the other way, then each beginning that is a multiple of 16 bytes. */
function* damagedOnce(whole: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < whole.length; at++) {
    const bytes = whole.slice();
    bytes[at] = (bytes[at] ?? 0) ^ (1 << diceOf(SEED, at).upTo(8));
    yield bytes;
  }
  for (let end = 0; end < whole.length; end += 16) yield whole.slice(0, end);
}

/** Refused in words, or used without harm. Tells how many were used. */
async function use(
  whole: Uint8Array,
  read: (bytes: Uint8Array) => SavedModel,
  open: (saved: SavedModel) => Promise<void>,
): Promise<{ used: number; faults: string[] }> {
  const faults: string[] = [];
  let used = 0;
  let index = 0;
  for (const bytes of damagedOnce(whole)) {
    try {
      await open(read(bytes));
      used += 1;
    } catch (error) {
      if (!(error instanceof ExperimentError)) faults.push(`${index}: ${messageOf(error)}`);
    }
    index += 1;
  }
  return { used, faults: faults.slice(0, 10) };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

describe("a damaged model", () => {
  it("as JSON is refused or goes on", async () => {
    const { faults } = await use(
      encoder.encode(JSON.stringify(model)),
      (bytes) => readModel(decoder.decode(bytes)),
      async (saved) => {
        const run = await engine.open(saved.experiment, undefined, saved);
        await run.step(1);
        await run.close();
      },
    );
    expect(faults).toEqual([]);
  });

  it("as safetensors is refused or exported", async () => {
    const { faults } = await use(
      await exportModel(engine, model, "safetensors"),
      readSafetensors,
      async (saved) => void (await exportModel(engine, saved, "javascript")),
    );
    expect(faults).toEqual([]);
  });

  it("leaves an engine that serves on", async () => {
    const run = await engine.open(EXPERIMENT);
    expect((await run.step(6)).status).toBe("finished");
    await run.close();
  });
});
