// SPDX-License-Identifier: Apache-2.0
/** Studies and probes over the real modules: the examples, threads, cancel, refusals. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, StudyResult } from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/experiment_error.ts";

const EXAMPLES = ["race", "restarts", "search", "learning_rate", "landscape", "descent"];
const example = (name: string) =>
  readFileSync(join(import.meta.dirname, `../../../examples/${name}.json`), "utf8");

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

async function resultOf(name: string, by: Engine): Promise<StudyResult> {
  const study = await by.study(example(name));
  const result = await study.run();
  await study.close();
  return result;
}

describe.each(EXAMPLES)("examples/%s.json", (name) => {
  it("is worked out, the same on one thread and on three", async () => {
    const several = await createEngine({ build: "simd-threads", threads: 3 });
    const one = await createEngine({ build: "simd" });
    const result = await resultOf(name, one);
    expect(result.message.en).not.toBe("");
    expect(result.message.zh).toMatch(/\p{Script=Han}/u);
    expect(result.table.rows.length).toBeGreaterThan(1);
    expect(await resultOf(name, several)).toEqual(result);
    await one.close();
    await several.close();
  }, 60_000);
});

describe("a catalog", () => {
  it("has an example for every study", async () => {
    const { studies } = await engine.catalog();
    const kinds = EXAMPLES.map((name) => JSON.parse(example(name)).kind);
    expect(new Set(kinds)).toEqual(new Set(studies.map(({ id }) => id)));
  });
});

describe("a study", () => {
  it("stops at an abort, tells what it has so far, and goes on to the same end", async () => {
    const whole = await resultOf("race", engine);
    const study = await engine.study(example("race"));
    const abort = new AbortController();
    const seen: number[] = [];
    const part = await study.run({
      signal: abort.signal,
      onProgress: ({ progress }) => {
        seen.push(progress);
        abort.abort();
      },
    });
    expect(seen).toHaveLength(1);
    expect(part.table.columns).toEqual(whole.table.columns);
    expect(part).not.toEqual(whole);
    expect(await study.run()).toEqual(whole);
    await study.close();
  });

  it("does nothing when it is aborted beforehand", async () => {
    const study = await engine.study(example("descent"));
    const result = await study.run({ signal: AbortSignal.abort() });
    expect(result.table.rows).toHaveLength(1);
    await study.close();
  });

  it("is refused with a path", async () => {
    const { experiment } = JSON.parse(example("restarts"));
    const document = { kind: "restarts", experiment: { ...experiment, batch_size: -1 } };
    await expect(engine.study(document)).rejects.toMatchObject({
      path: "experiment.batch_size",
    });
    await expect(engine.study({ kind: "marathon" })).rejects.toBeInstanceOf(ExperimentError);
  });
});

describe("a probe", () => {
  it("looks inside a run and leaves its digits alone", async () => {
    const document = { data: { type: "moons", samples: 60 }, stop: { epochs: 4 } };
    const plain = await engine.open(document);
    await plain.train();
    const run = await engine.open(document);
    const { layers, made, step } = await run.probe({ type: "layers", bins: 8 });
    expect([layers.length, made, step]).toEqual([3, true, 1]);
    expect((await run.state()).step).toBe(1);
    const update = await run.probe({ type: "update", sample: 2 });
    expect(update.layers[0]?.parameters.weight).toHaveLength(16);
    expect((await run.probe({ type: "gradient_check" })).agrees).toBe(true);
    expect((await run.probe({ type: "saliency" })).gradient).toHaveLength(2);
    expect((await run.probe({ type: "unit_maps", layer: 1, size: 4 })).units).toHaveLength(16);
    expect((await run.probe({ type: "first_weights" })).units[0]).toHaveLength(2);
    await run.train();
    expect(await run.parameters()).toEqual(await plain.parameters());
    await run.close();
    await plain.close();
  });

  it("is refused with a path", async () => {
    const run = await engine.open({ data: { type: "iris" } });
    await expect(run.probe({ type: "unit_maps" })).rejects.toMatchObject({ path: "type" });
    await expect(run.probe({ type: "layers", bins: -1 })).rejects.toMatchObject({ path: "bins" });
    await run.close();
  });
});
