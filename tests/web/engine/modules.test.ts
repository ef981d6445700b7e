/** The real modules in Node: what they export, that all four train, and that threads change no bit. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import v8 from "node:v8";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it, vi } from "vitest";
import type { MainModule } from "#module";
import { createEngine } from "../../../web/node/engine.ts";
import { nodeSource } from "../../../web/node/module_files.ts";
import {
  type BuildName,
  type Engine,
  type Experiment,
  type ExperimentDocument,
  type ExperimentSource,
  HISTORY_COLUMNS,
  PARTS,
  type Run,
  type Written,
} from "../../../web/src/engine/api.ts";
import { detectFeatures } from "../../../web/src/engine/worker/detect.ts";
import { type LoadedModule, loadModule } from "../../../web/src/engine/worker/loader.ts";
import {
  SELF_TEST_EXPERIMENT,
  SELF_TEST_LOSS,
  SELF_TEST_STEPS,
  SELF_TEST_TOLERANCE,
} from "../../../web/src/engine/worker/self_test.ts";
import { SessionHost } from "../../../web/src/engine/worker/session_host.ts";
import { SLICE_MS } from "../../../web/src/engine/worker/training.ts";
import type { RawModule } from "../../../web/src/engine/worker/wall.ts";
import type {
  ModuleOptions,
  WasmModule,
  WasmSession,
} from "../../../web/src/engine/worker/wasm_module.ts";
import { FakeClock } from "./fake_clock.ts";

const BUILDS: readonly BuildName[] = ["simd", "relaxed", "simd-threads", "relaxed-threads"];

const SPIRAL: Written<Experiment> = {
  data: { type: "spiral", samples: 300 },
  stop: { steps: 200 },
  record: { every: 1, unit: "step" },
};
/** Steps large enough to be divided among threads. */
const DIGITS: Written<Experiment> = {
  data: { type: "digits" },
  model: {
    layers: [
      { type: "dense", units: 128, activation: "relu" },
      { type: "dense", units: 64, activation: "relu" },
      { type: "dense" },
    ],
  },
  batch_size: "full",
  stop: { steps: 20 },
  record: { every: 1, unit: "step" },
};

/** Opens, trains to the end, and gives what `read` makes of the run. */
async function trained<T>(
  options: { build: BuildName; threads?: number },
  document: Written<Experiment>,
  read: (run: Run) => Promise<T>,
): Promise<T> {
  const engine = await createEngine(options);
  try {
    const run = await engine.open(document);
    await run.train();
    return await read(run);
  } finally {
    await engine.close();
  }
}

/** A module by itself, started and tested. */
function load(build: BuildName, threads: number): Promise<LoadedModule> {
  // Node 20 hides relaxed SIMD behind this flag; newer ones ignore it.
  v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  const request = { arithmetic: "reproducible", threads, build, failed: [] } as const;
  return loadModule(request, nodeSource({}), detectFeatures(1, true));
}

const bitsOf = (run: Run) =>
  run.history().then((history) => new BigUint64Array(history.buffer.slice(0)));

describe("the surface of the module", () => {
  let module: WasmModule;
  beforeAll(async () => {
    module = (await load("simd", 1)).module;
  });

  it("is for Emscripten what wall.ts says, which tsc sees", () => {
    expectTypeOf<MainModule>().toExtend<RawModule>();
  });

  it("has every function of wasm_module.ts", () => {
    for (const name of ["build", "validate", "Session"] as const) {
      expect(module[name], name).toBeTypeOf("function");
    }
    const session = new module.Session(JSON.stringify(SPIRAL), 1);
    const methodsOf = (made: object) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(Object.getPrototypeOf(made))).sort();
    const methods = methodsOf(session);
    expect(methods.filter((name) => name !== "constructor")).toEqual(
      "change confusion curve delete describe evaluate history map model parameters points predict probe reset resume run samples save set_parameters state statistics take_recorded".split(
        " ",
      ),
    );
    session.delete();
    const study = new module.Study('{"kind": "descent"}', 1);
    expect(methodsOf(study)).toEqual("constructor delete describe result run".split(" "));
    study.delete();
  });

  it("has the columns and parts that api.ts names, in the same order", () => {
    expect(JSON.parse(module.build())).toMatchObject({
      history_columns: HISTORY_COLUMNS,
      parts: PARTS,
    });
  });

  it("keeps its pool where a start that fails can end it: on the object it was given", async () => {
    const { importGlue, compile } = nodeSource({});
    const compiled = await compile("simd-threads");
    const seen: unknown[] = [];
    const options: ModuleOptions & Pick<WasmModule, "PThread"> = {
      threads: 2,
      instantiateWasm: (imports, receive) => {
        seen.push(options.PThread);
        WebAssembly.instantiate(compiled, imports).then((made) => receive(made, compiled));
        return {};
      },
    };
    const started = await (await importGlue("simd-threads", false))(options);
    started.PThread?.terminateAllThreads();
    expect(seen).toEqual([started.PThread]);
    expect(started.PThread).toBeDefined();
  });

  it("draws the same map in bands as in one piece", () => {
    const session = new module.Session(JSON.stringify(SPIRAL), 1);
    const whole = session.map(5, 8, -2, 2, -4, 4).slice();
    const upper = session.map(5, 3, -2, 2, 1, 4).slice();
    const lower = session.map(5, 5, -2, 2, -4, 1).slice();
    session.delete();
    const bands = [...upper, ...lower];
    expect(bands).toHaveLength(whole.length);
    for (const [pixel, value] of whole.entries()) expect(bands[pixel]).toBeCloseTo(value, 5);
  });

  /** As the trainer's service does where a document names a table. */
  function bring(name: string): void {
    const bytes = readFileSync(join(import.meta.dirname, `../../../data/${name}.safetensors`));
    module.table_room(bytes.length).set(bytes);
    expect(module.add_table(createHash("sha256").update(bytes).digest("hex"))).toBe("");
  }

  it("obeys a pause after at most one slice, and every slice has a budget", async () => {
    const document = { ...DIGITS, batch_size: 128, stop: { epochs: 1_000_000 } };
    bring("digits");
    const session = new module.Session(JSON.stringify(document), 1);
    const budgets: number[] = [];
    const watched = new Proxy(session, {
      get: (_, name: keyof WasmSession) =>
        name === "run"
          ? (steps: number, budget: number) => {
              budgets.push(budget);
              return session.run(steps, budget);
            }
          : (session[name] as () => unknown).bind(session),
    });
    const description = JSON.parse(session.describe());
    const onCrash = (error: unknown) => expect.unreachable(String(error));
    const host = new SessionHost(watched, { description, clock: new FakeClock(), onCrash });
    await host.play();
    await vi.waitUntil(() => budgets.length >= 3);
    const before = budgets.length;
    const { step } = await host.pause();
    expect(budgets.length - before).toBeLessThanOrEqual(1);
    await new FakeClock().yield();
    expect((await host.state()).step).toBe(step);
    expect(new Set(budgets)).toEqual(new Set([SLICE_MS]));
    await host.close();
  });

  it("takes the self-test's document as it stands: no default is left to be filled in", () => {
    const { experiment } = JSON.parse(module.validate(JSON.stringify(SELF_TEST_EXPERIMENT)));
    // It has classes, and their targets are never standardized.
    const data = { ...SELF_TEST_EXPERIMENT.data, standardize_target: false };
    expect(experiment).toEqual({ ...SELF_TEST_EXPERIMENT, data });
  });
});

describe("the self-test's loss", () => {
  const lossOf = async (build: BuildName, threads: number): Promise<number> => {
    const { module, dispose } = await load(build, threads);
    const session = new module.Session(JSON.stringify(SELF_TEST_EXPERIMENT), threads);
    const state = JSON.parse(session.run(SELF_TEST_STEPS, 0));
    session.delete();
    dispose();
    expect(state).toMatchObject({ status: "finished", step: SELF_TEST_STEPS });
    return state.train_loss;
  };

  it("is the same to the last bit for every number of threads, and as it is written", async () => {
    const loss = await lossOf("simd", 1);
    expect(loss / SELF_TEST_LOSS).toBeCloseTo(1, 6);
    for (const threads of [1, 2, 3, 4]) expect(await lossOf("simd-threads", threads)).toBe(loss);
  });

  it.each([
    ["relaxed", 1],
    ["relaxed-threads", 3],
  ] as const)("of %s lies a hundred times closer than is tolerated", async (build, threads) => {
    const error = Math.abs((await lossOf(build, threads)) / SELF_TEST_LOSS - 1);
    expect(error).toBeLessThan(SELF_TEST_TOLERANCE / 100);
  });
});

describe("a nested document", () => {
  const deep = (levels: number, around: (inner: object) => object): ExperimentDocument => {
    let value: object = {};
    for (let level = 1; level < levels; level++) value = around(value);
    return { data: value };
  };

  it.each([
    ["objects", (inner: object) => ({ inner })],
    ["lists", (inner: object) => [inner]],
  ])("of %s is refused as an object where it is refused as text", async (_name, around) => {
    const engine = await createEngine({ build: "simd" });
    const refusedAt = async (source: (document: ExperimentDocument) => ExperimentSource) => {
      for (let levels = 1; levels < 100; levels++) {
        const { message } = await engine.validate(source(deep(levels, around))).then(
          () => new Error("was accepted"),
          (thrown) => thrown,
        );
        if (message.includes("nested")) return levels;
      }
      return Number.POSITIVE_INFINITY;
    };
    expect(await refusedAt((document) => document)).toBe(await refusedAt(JSON.stringify));
    await engine.close();
  });
});

describe.each(BUILDS)("%s", (build) => {
  it("starts in Node and trains", async () => {
    const loss = await trained({ build, threads: 2 }, SPIRAL, async (run) => {
      expect(run.module).toEqual({
        name: build,
        threads: build.endsWith("-threads") ? 2 : 1,
        reason: "forced",
        tried: [],
      });
      return (await run.state()).train_loss;
    });
    expect(loss).toBeLessThan(0.7);
  });

  it("opens and closes run after run in the same memory", async () => {
    const engine = await createEngine({ build, threads: 2 });
    for (let i = 0; i < 60; i++) {
      const run = await engine.open(DIGITS);
      await run.step(1);
      await run.close();
    }
    await engine.close();
  }, 60_000);

  it("holds several runs at once", async () => {
    const engine = await createEngine({ build, threads: 2 });
    const runs = await Promise.all([1, 2, 3].map((seed) => engine.open({ ...SPIRAL, seed })));
    const states = await Promise.all(runs.map((run) => run.train()));
    expect(states.map(({ status }) => status)).toEqual(["finished", "finished", "finished"]);
    expect(new Set(states.map(({ train_loss }) => train_loss)).size).toBe(3);
    await engine.close();
  });
});

describe("reproducible arithmetic", () => {
  it.each([
    ["the spiral", SPIRAL],
    ["the digits, whole steps of 1258 samples", DIGITS],
  ])(
    "gives the same bits for one and several threads: %s",
    async (_name, document) => {
      const one = await trained({ build: "simd" }, document, bitsOf);
      expect(one.length).toBeGreaterThan(20 * HISTORY_COLUMNS.length);
      for (const threads of [1, 2, 3, 4]) {
        const several = await trained({ build: "simd-threads", threads }, document, bitsOf);
        expect(several, `${threads} threads`).toEqual(one);
      }
    },
    60_000,
  );

  it("gives the same bits after reset() and however the run is cut into pieces", async () => {
    const whole = await trained({ build: "simd" }, SPIRAL, bitsOf);
    const pieces = await trained({ build: "simd" }, SPIRAL, async (run) => {
      await run.reset();
      await run.step(7);
      await run.epoch();
      await run.step(50);
      await run.train();
      return bitsOf(run);
    });
    expect(pieces).toEqual(whole);
  });

  it("lies close to fast arithmetic", async () => {
    const last = (run: Run) => run.state().then(({ train_loss }) => train_loss ?? Number.NaN);
    const reproducible = await trained({ build: "simd" }, SPIRAL, last);
    const fast = await trained({ build: "relaxed" }, { ...SPIRAL, arithmetic: "fast" }, last);
    expect(fast / reproducible).toBeCloseTo(1, 2);
  });
});

describe("a run", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine();
  });
  afterAll(() => engine.close());

  it("is described before a step is made", async () => {
    const { experiment, minimal, summary } = await engine.validate(SPIRAL);
    expect(experiment.version).toBe(1);
    expect(minimal).toMatchObject({ stop: { steps: 200 } });
    expect(summary).toMatchObject({ task: "binary", features: 2, outputs: 1, classes: 2 });
    expect(summary.counts.train + summary.counts.validation + summary.counts.test).toBe(300);
  });

  it("has views of the promised shapes", async () => {
    const run = await engine.open(SPIRAL);
    const { counts, parameters } = run.description.summary;
    const points = await run.points();
    expect(points).toHaveLength(4 * 300);
    const parts = Array.from({ length: 300 }, (_, sample) => points[4 * sample + 3]);
    expect(parts.filter((part) => part === 0)).toHaveLength(counts.train);
    expect(parts.filter((part) => part === 2)).toHaveLength(counts.test);
    expect(await run.parameters()).toHaveLength(parameters);
    const confusion = await run.confusion("test");
    expect(confusion).toHaveLength(4);
    expect(confusion.reduce((a, b) => a + b)).toBe(counts.test);
    const history = await run.history();
    expect(history).toHaveLength(HISTORY_COLUMNS.length);
    expect(history[0]).toBe(0);
    const evaluation = await run.evaluate("train");
    expect(evaluation.loss).toBeCloseTo(history[3] ?? Number.NaN, 5);
    await run.close();
  });

  it("shows map, curve and confusion in its frames", async () => {
    const maps: number[] = [];
    const run = await engine.open(SPIRAL);
    await run.want({ kind: "map", width: 20, height: 10 }, ({ values }) =>
      maps.push(values.length),
    );
    await run.train();
    await vi.waitUntil(() => maps.length > 0);
    expect(new Set(maps)).toEqual(new Set([200]));
    await run.close();

    const curves: Float32Array[] = [];
    const line = await engine.open({ data: { type: "line" } });
    await line.want({ kind: "curve", count: 50 }, (curve) => curves.push(curve));
    await line.step(5);
    await vi.waitUntil(() => curves.length > 0);
    expect(curves.at(-1)).toHaveLength(50);
    await line.close();
  });

  it("has the record of a step when the step is made, however long it takes", async () => {
    const run = await engine.open({
      data: { type: "random", samples: 10_000, features: 100 },
      model: { layers: [{ type: "dense", units: 500 }, { type: "dense" }] },
      record: { every: 1, unit: "step" },
    } satisfies Written<Experiment>);
    expect((await run.step()).rows).toBe(2);
    await run.close();
  });

  it("takes a new learning rate from the next step on", async () => {
    const run = await engine.open({ ...SPIRAL, optimizer: { type: "sgd", learning_rate: 0.1 } });
    await run.step();
    await run.change({ ...SPIRAL, optimizer: { type: "sgd", learning_rate: 0.025 } });
    const { learning_rate } = await run.step();
    expect(learning_rate).toBeCloseTo(0.025, 9);
    for (const learning_rate of [-1, Number.NaN]) {
      const changed = run.change({ ...SPIRAL, optimizer: { type: "sgd", learning_rate } });
      await expect(changed).rejects.toMatchObject({ path: "optimizer.learning_rate" });
    }
    await run.close();
  });

  it("that diverges says where, and what to do", async () => {
    const run = await engine.open({
      data: { type: "plane" },
      optimizer: { type: "sgd", learning_rate: 100 },
    });
    const state = await run.train();
    expect(state.status).toBe("diverged");
    expect(state.diverged?.step).toBeGreaterThan(0);
    expect(state.message?.en).toMatch(/learning rate/i);
    expect(state.message?.zh).not.toBe("");
    await run.close();
  });
});
