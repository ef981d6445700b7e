// SPDX-License-Identifier: Apache-2.0
/** Studies and probes over the real modules: the examples, threads, cancel, refusals. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, StudyResult } from "../../../web/src/engine/api.ts";
import { packNumbers } from "../../../web/src/engine/base64.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";

const EXAMPLES = ["race", "restarts", "search", "learning_rate", "landscape", "descent"];
const example = (name: string) =>
  readFileSync(join(import.meta.dirname, `../../../examples/${name}.json`), "utf8");

/** What is waited for comes as soon as the machine gets to it. */
const PATIENCE = { timeout: 60_000 };

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

async function resultOf(text: string, by: Engine): Promise<StudyResult> {
  const study = await by.study(text);
  const result = await study.run();
  await study.close();
  return result;
}

describe.each(EXAMPLES)("examples/%s.json", (name) => {
  it("is worked out, the same on one thread and on three", async () => {
    const several = await createEngine({ build: "simd-threads", threads: 3 });
    const one = await createEngine({ build: "simd" });
    const result = await resultOf(example(name), one);
    expect(result.message.en).not.toBe("");
    expect(result.message.zh).toMatch(/\p{Script=Han}/u);
    expect(result.table.rows.length).toBeGreaterThan(1);
    expect(await resultOf(example(name), several)).toEqual(result);
    await one.close();
    await several.close();
  });
});

describe("a race over the largest table", () => {
  it("refuses nobody, and is the same in fixed memory with threads as in memory that grows", async () => {
    const columns = Array.from({ length: 20 }, (_, column) => `x${column}`);
    // Any numbers that are not all the same: a multiplicative sequence.
    const values = new Float32Array(2_000_000);
    for (let i = 0, state = 1; i < values.length; i += 1, state = (state * 48_271) % 2_147_483_647)
      values[i] = state / 2_147_483_647;
    const text = JSON.stringify({
      kind: "race",
      seeds: 1,
      racers: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => ({
        name: `r${k}`,
        optimizer: { type: "sgd", learning_rate: 0.01 * k },
      })),
      experiment: {
        data: { type: "table", columns, values: packNumbers(values) },
        model: { layers: [{ type: "dense", units: 16 }, { type: "dense" }] },
        stop: { steps: 5 },
      },
    });
    const results = [];
    for (const build of ["simd", "simd-threads"] as const) {
      const own = await createEngine({ build, threads: 2 });
      results.push(await resultOf(text, own));
      await own.close();
    }
    expect(results[0]?.message.en).toMatch(/^r\d wins: [^.]*\.\d+ in 1 run\.$/);
    expect(results[1]).toEqual(results[0]);
  });
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
    // Long enough for progress to be told before its end.
    const document = JSON.parse(example("race"));
    document.experiment.stop = { epochs: 500 };
    const race = JSON.stringify(document);
    const whole = await resultOf(race, engine);
    const study = await engine.study(race);
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

describe("a search", () => {
  const experiment = { data: { type: "moons", samples: 60 }, stop: { epochs: 3 } };
  const rates = { minimum: 1e-4, maximum: 0.1, scale: "log" };

  it("has a curve of each trial, which ends at its measure", async () => {
    const space = { "optimizer.learning_rate": rates };
    const study = await engine.study({ kind: "search", trials: 4, experiment, space });
    const { table, curves } = await study.run();
    const found = curves as { trial: number; epochs: number[]; values: number[] }[];
    expect(found.map(({ trial }) => trial)).toEqual([1, 2, 3, 4]);
    for (const [trial, measure] of table.rows as unknown as [number, number][]) {
      const { epochs, values } = found[trial - 1] ?? { epochs: [], values: [] };
      expect(epochs).toEqual([0, 1, 2, 3]);
      expect(values.at(-1)).toBe(measure);
    }
    await study.close();
  });

  it("is refused with the place inside a network, which does not stand in the sentence", async () => {
    const values = [[{ type: "dense" }], [{ type: "dense", units: 0 }, { type: "dense" }]];
    const asked = engine.study({
      kind: "search",
      experiment,
      space: { "model.layers": { values } },
    });
    const error = await asked.catch((thrown) => thrown);
    expect(error).toMatchObject({ path: 'space["model.layers"].values[1][0].units' });
    expect(String(error)).not.toContain("{");
  });
});

describe("a probe", () => {
  it("looks inside a run and leaves its digits alone", async () => {
    const document = { data: { type: "moons", samples: 60 }, stop: { epochs: 4 } };
    const plain = await engine.open(document);
    await plain.train();
    const run = await engine.open(document);
    const { layers, made, step } = await run.probe({ type: "layers", bins: 8 });
    expect([layers.length, made, step]).toEqual([4, true, 1]);
    expect((await run.state()).step).toBe(1);
    const update = await run.probe({ type: "update", sample: 2 });
    expect(update.layers[0]?.parameters.weight).toHaveLength(8);
    expect((await run.probe({ type: "gradient_check" })).agrees).toBe(true);
    expect((await run.probe({ type: "saliency" })).gradient).toHaveLength(2);
    expect((await run.probe({ type: "unit_maps", layer: 1, size: 4 })).units).toHaveLength(8);
    const activations = await run.probe({ type: "activations", layer: 1, samples: 3 });
    const shapes = activations.layers.map(({ shape, values }) => [shape, values.length]);
    expect(shapes).toEqual([[[8], 3]]);
    expect((await run.probe({ type: "first_weights" })).units[0]).toHaveLength(2);
    await run.train();
    expect(await run.parameters()).toEqual(await plain.parameters());
    await run.close();
    await plain.close();
  });

  it("is a view too, and changes nothing of the run: neither at standstill nor while it plays", async () => {
    const document = {
      data: { type: "moons", samples: 60 },
      optimizer: { type: "adam" },
      stop: { epochs: 30 },
      record: { every: 3, unit: "step" },
    } as const;
    const plain = await engine.open(document);
    await plain.train();
    const run = await engine.open(document, () => {});
    const steps: number[] = [];
    const made: number[] = [];
    let maps = 0;
    await run.want({ kind: "layers", bins: 4 }, ({ step }) => steps.push(step));
    await run.want({ kind: "update", sample: 2 }, ({ step }) => made.push(step));
    await run.want({ kind: "unit_maps", layer: 1, size: 4 }, ({ units }) => {
      maps = units.length;
    });
    await vi.waitFor(() => expect([steps.at(-1), made.at(-1), maps]).toEqual([1, 1, 8]), PATIENCE);
    expect((await run.state()).step).toBe(0);
    await run.step(3);
    await vi.waitFor(() => expect([steps.at(-1), made.at(-1)]).toEqual([4, 4]), PATIENCE);
    expect((await run.state()).step).toBe(3);
    await run.play();
    await vi.waitFor(async () => expect((await run.state()).status).toBe("finished"), PATIENCE);
    expect(await run.parameters()).toEqual(await plain.parameters());
    expect(await run.history()).toEqual(await plain.history());
    await run.close();
    await plain.close();
  });

  it("as a view of other data never comes", async () => {
    const run = await engine.open({ data: { type: "iris" } }, () => {});
    let maps = 0;
    let layers = 0;
    await run.want({ kind: "unit_maps" }, () => {
      maps += 1;
    });
    await run.want({ kind: "layers" }, () => {
      layers += 1;
    });
    await vi.waitFor(() => expect(layers).toBeGreaterThan(0), PATIENCE);
    expect(maps).toBe(0);
    await run.close();
  });

  it("is refused with a path", async () => {
    const run = await engine.open({ data: { type: "iris" } });
    await expect(run.probe({ type: "unit_maps" })).rejects.toMatchObject({ path: "type" });
    await expect(run.probe({ type: "layers", bins: -1 })).rejects.toMatchObject({ path: "bins" });
    await run.close();
  });
});

describe("a study that is taken for an experiment", () => {
  it.each(EXAMPLES)("is refused as what it is, with the call that opens it: %s", async (name) => {
    for (const call of [engine.validate(example(name)), engine.open(JSON.parse(example(name)))]) {
      const error = await call.catch((thrown) => thrown);
      expect(error).toBeInstanceOf(ExperimentError);
      expect(String(error)).toMatch(/^kind: is that of a study, .* "downhill train FILE"/);
      expect(error.zh).toMatch(/\p{Script=Han}/u);
    }
  });
});
