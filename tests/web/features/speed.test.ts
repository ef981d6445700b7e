// SPDX-License-Identifier: Apache-2.0
/** The measurement of the visitor's machine, with windows of a moment. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { Studies } from "../../../web/src/app/studies.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { median } from "../../../web/src/features/speed/measure.ts";
import { operationsPerSample } from "../../../web/src/features/speed/operations.ts";
import { OPERATIONS_PER_ROUND, peakKernel } from "../../../web/src/features/speed/register_peak.ts";
import { reportText } from "../../../web/src/features/speed/report.ts";
import { SpeedStore, stageOf } from "../../../web/src/features/speed/store.ts";
import { WORKLOADS } from "../../../web/src/features/speed/workloads.ts";
import { FakeLaboratory } from "../fakes/fake_study.ts";

const WINDOW_MS = 5;

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

function storeOver(one: Pick<Engine, "open">, goOn = () => {}) {
  return new SpeedStore({ engine: one, still: async () => goOn }, undefined, WINDOW_MS);
}

it("counts products forward, for the weights, and for inputs that come from weights", async () => {
  const description = await engine.validate({
    data: { type: "random", features: 3, classes: 0 },
    model: { layers: [{ type: "dense", units: 4 }, { type: "dense" }] },
  });
  expect(operationsPerSample(description)).toBe(2 * (2 * 3 * 4 + 3 * 4 * 1));
  const pictures = await engine.validate({
    data: { type: "digits" },
    model: {
      layers: [
        { type: "conv2d", out_channels: 2, padding: "same", bias: false },
        { type: "max_pool2d" },
        { type: "flatten" },
        { type: "dense" },
      ],
    },
  });
  expect(operationsPerSample(pictures)).toBe(2 * (2 * 64 * 9 * 2 + 3 * 32 * 10));
});

it("measures all networks one after the other, and tells how far it is", async () => {
  let goesOn = 0;
  const store = storeOver(engine, () => {
    goesOn += 1;
  });
  const seen: number[] = [];
  const stop = store.progress.subscribe((progress) => {
    if (progress !== undefined) seen.push(progress);
  });
  await store.begin();
  stop();
  expect(store.failed.value).toBeUndefined();
  expect(store.results.value.map(({ id }) => id)).toEqual(WORKLOADS.map(({ id }) => id));
  for (const { samples, operations, share } of store.results.value) {
    expect(samples).toBeGreaterThan(0);
    expect(operations).toBeGreaterThan(samples);
    expect(share).toBeGreaterThan(0);
  }
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
  expect(store.running).toBe(false);
  expect(goesOn).toBe(1);
});

it("ends at once where it is cancelled, keeps what is whole, and can be begun anew", async () => {
  let closed = 0;
  const watched: Pick<Engine, "open"> = {
    open: async (...given) => {
      const run = await engine.open(...given);
      const close = run.close.bind(run);
      run.close = async () => {
        closed += 1;
        await close();
      };
      return run;
    },
  };
  const store = storeOver(watched);
  const begun = store.begin();
  const stop = store.results.subscribe((results) => {
    if (results.length === 1) store.cancel();
  });
  await begun;
  stop();
  expect(store.results.value).toHaveLength(1);
  expect(store.running).toBe(false);
  expect(closed).toBe(2);
  await store.begin();
  expect(store.results.value).toHaveLength(WORKLOADS.length);
});

it("tells why nothing can be measured, and lets the page go on", async () => {
  let goesOn = false;
  const store = storeOver(
    {
      open: async () => {
        throw new ExperimentError({ path: "data", message: "no table.", zh: "没有数据表。" });
      },
    },
    () => {
      goesOn = true;
    },
  );
  await store.begin();
  expect(store.failed.value).toEqual({ en: "no table.", zh: "没有数据表。" });
  expect(store.running).toBe(false);
  expect(goesOn).toBe(true);
});

it("tells why the page cannot stand still, and can be begun anew", async () => {
  const store = new SpeedStore({
    engine,
    still: () => Promise.reject(new EngineError("crashed", { en: "It died.", zh: "它崩溃了。" })),
  });
  await store.begin();
  expect(store.failed.value).toEqual({ en: "It died.", zh: "它崩溃了。" });
  expect(store.running).toBe(false);
});

it("lets the study at work rest before it measures, and go on afterwards", async () => {
  const laboratory = new FakeLaboratory();
  const studies = new Studies(laboratory.engine);
  const page = { engine, studies, run: { playing: false }, goOn: studies.goOn.bind(studies) };
  const stage = stageOf({ ...page, pause: async () => {}, play: async () => {} });
  const study = studies.begin("race", { version: 1, kind: "race" });
  await vi.waitFor(() => expect(laboratory.study.working).toBe(true));
  const goOn = await stage.still();
  expect(study.running).toBe(false);
  expect(laboratory.study.working).toBe(false);
  goOn();
  expect(study.running).toBe(true);
  await study.cancel();
  (await stage.still())();
  expect(study.running).toBe(false);
});

it("has a kernel of registers that every machine with SIMD can run", () => {
  expect(OPERATIONS_PER_ROUND).toBe(12 * 4 * 4 * 2);
  const kernel = peakKernel("simd");
  expect(kernel?.(3)).toBeGreaterThan(1);
});

it("takes the middle of an odd number of windows, and the mean of two of an even one", () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([1, 2])).toBe(1.5);
});

it("gives its result as lines that a spreadsheet takes", () => {
  const module = { name: "simd", threads: 1, reason: "one_thread", tried: [] } as const;
  const one = { id: "small", samples: 2e6, operations: 3e9, share: 0.5, module } as const;
  const text = reportText(
    [one],
    {
      title: "title",
      columns: ["network", "samples", "gflops", "share", "trainer"],
      network: (id) => id,
      samples: String,
      gflops: (operations) => String(operations / 1e9),
      share: String,
      trainer: ({ module: { name } }) => name,
    },
    "a browser",
  );
  expect(text.split("\n")).toEqual([
    "title",
    "a browser",
    "network\tsamples\tgflops\tshare\ttrainer",
    "small\t2000000\t3\t0.5\tsimd",
  ]);
});
