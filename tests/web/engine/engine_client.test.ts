/** The user's side over trainers that crash, hang and come back. */
import { describe, expect, it, vi } from "vitest";
import type { Frame, Part, Run } from "../../../web/src/engine/api.ts";
import { EngineClient } from "../../../web/src/engine/client/engine_client.ts";
import { PAUSE_LIMIT_MS } from "../../../web/src/engine/client/run_client.ts";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { FakeWorld } from "./fake_world.ts";
import { withChanges } from "./with_changes.ts";

const DOCUMENT = { seed: 1, arithmetic: "reproducible" };

describe("documents", () => {
  it("become descriptions, and refused ones errors with path and both languages", async () => {
    const engine = await EngineClient.create(new FakeWorld(), {});
    expect((await engine.validate(DOCUMENT)).summary.task).toBe("binary");
    const error = await engine.open({ seed: "bad" }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ExperimentError);
    expect(String(error)).toBe("seed: is no number. Give one.");
    expect(error.localized("zh")).toBe("不是数，请填写数。");
    expect(error.localized("en")).toBe("is no number. Give one.");
  });

  it.each([
    [{ optimizer: { learning_rate: Number.NaN } }, "optimizer.learning_rate", "NaN"],
    [{ model: { layers: [{ units: Number.POSITIVE_INFINITY }] } }, "model.layers[0].units", "Inf"],
    [{ seed: 7n }, "seed", "bigint"],
    [{ stop: [undefined] }, "stop[0]", "undefined"],
  ])("that are no JSON are refused by path: %o", async (document, path, word) => {
    const engine = await EngineClient.create(new FakeWorld(), {});
    const error = await engine.validate(document).catch((thrown) => thrown);
    expect(error).toMatchObject({ path });
    expect(error.message).toContain(word);
    expect(error.zh).not.toBe("");
  });

  it("that contain themselves are refused", async () => {
    const engine = await EngineClient.create(new FakeWorld(), {});
    const document: Record<string, unknown> = {};
    document.model = document;
    await expect(engine.validate(document)).rejects.toThrow("nested too deeply");
  });
});

describe("modules", () => {
  it("are chosen by the arithmetic of the document", async () => {
    const engine = await EngineClient.create(new FakeWorld(), {});
    expect(engine.module).toMatchObject({ name: "simd-threads", threads: 2 });
    const fast = await engine.open({ ...DOCUMENT, arithmetic: "fast" });
    expect(fast.module).toMatchObject({ name: "relaxed-threads", reason: "best" });
    const reproducible = await engine.open(DOCUMENT);
    expect(reproducible.module).toMatchObject({ name: "simd-threads", reason: "reproducible" });
  });

  it("are forced for every arithmetic", async () => {
    const engine = await EngineClient.create(new FakeWorld(), { build: "relaxed" });
    const run = await engine.open(DOCUMENT);
    expect(run.module).toMatchObject({ name: "relaxed", reason: "forced", threads: 1 });
  });
});

describe("a number of threads", () => {
  it.each([Number.NaN, 0, -1, 1.5, 33, Number.POSITIVE_INFINITY])(
    "of %d is refused",
    async (threads) => {
      const world = new FakeWorld();
      const error = await EngineClient.create(world, { threads }).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(EngineError);
      expect(error).toMatchObject({ code: "refused" });
      expect(error.message).toMatch(/^threads: .* whole number from 1 to 32\. Give one/);
      expect(error.zh).toContain(`${threads} 不是`);
      expect(world.lives).toBe(0);
    },
  );

  it.each([1, 32])("of %i is taken", async (threads) => {
    const engine = await EngineClient.create(new FakeWorld(), { threads });
    expect(engine.module.threads).toBe(threads);
    await engine.close();
  });
});

describe("runs", () => {
  it("train to their end, with frames", async () => {
    const engine = await EngineClient.create(new FakeWorld({ lastStep: 500 }), {});
    const frames: Frame[] = [];
    const run = await engine.open(DOCUMENT, (frame) => frames.push(frame));
    expect(await run.train()).toMatchObject({ status: "finished", step: 500 });
    await vi.waitFor(() => expect(frames.at(-1)?.state.step).toBe(500));
    expect(frames.length).toBeGreaterThan(1);
    await run.close();
    await expect(run.step()).rejects.toMatchObject({ code: "closed" });
  });

  it("stop training when the signal aborts", async () => {
    const engine = await EngineClient.create(new FakeWorld(), {});
    const run = await engine.open(DOCUMENT);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 20);
    expect((await run.train({ signal: abort.signal })).status).toBe("ready");
    expect((await run.train({ signal: abort.signal })).status).toBe("ready");
  });
});

describe("a listener that throws", () => {
  const broken = (): never => {
    throw new Error("of the user");
  };

  it("is told once, and training goes on to its end", async () => {
    const world = new FakeWorld({ lastStep: 5_000 });
    const engine = await EngineClient.create(world, {});
    const crashes: string[] = [];
    engine.onCrash(({ en }) => crashes.push(en));
    let frames = 0;
    const run = await engine.open(DOCUMENT, () => {
      frames += 1;
      broken();
    });
    const state = await run.train({ onProgress: broken, onPoints: broken });
    expect(state).toMatchObject({ status: "finished", step: 5_000 });
    await vi.waitFor(() => expect(frames).toBeGreaterThan(2));
    expect(crashes).toEqual([]);
    // One of each listener, however often it was called.
    expect(world.reported).toHaveLength(3);
    await engine.close();
  });

  it("may be of a study, of a view or of a crash, and may throw later", async () => {
    const world = new FakeWorld({ trapAtStep: 400 });
    const engine = await EngineClient.create(world, {});
    engine.onCrash(broken);
    const study = await engine.study({ ...DOCUMENT, kind: "race", milliseconds: 390 } as never);
    await study.run({ onProgress: async () => broken() });
    expect(world.reported).toHaveLength(1);
    const run = await engine.open(DOCUMENT);
    await run.want({ kind: "map", width: 2, height: 2 }, broken);
    await vi.waitFor(() => expect(world.reported).toHaveLength(2));
    expect((await run.step()).step).toBe(1);
    await expect(run.train()).rejects.toMatchObject({ code: "crashed" });
    expect(world.reported).toHaveLength(3);
    await engine.close();
  });
});

describe("what a run is asked for", () => {
  const none = (text: string) => text as unknown as Part;

  it.each([
    [
      "evaluate",
      (run: Run) => run.evaluate(none("foo")),
      "part: there is no foo. Give one of train,",
    ],
    ["confusion", (run: Run) => run.confusion(none("foo")), "part: there is no foo. Give one of"],
    [
      "want",
      (run: Run) => run.want({ kind: "confusion", part: none("foo") }, () => {}),
      "part: there is no foo. Give one",
    ],
    [
      "want",
      (run: Run) => run.want({ kind: "map", width: 0, height: 3 }, () => {}),
      "width: 0 is no whole number from 1. Give one.",
    ],
    ["step", (run: Run) => run.step(Number.NaN), "count: NaN is no whole number from 0. Give one."],
    ["step", (run: Run) => run.step(-1), "count: -1 is no whole number from 0. Give one."],
    ["step", (run: Run) => run.step(1.5), "count: 1.5 is no whole number from 0. Give one."],
    [
      "setPace",
      (run: Run) => run.setPace({ steps_per_frame: -1 }),
      "steps_per_frame: -1 is no whole",
    ],
    [
      "setPace",
      (run: Run) => run.setPace({ epochs_per_frame: 0 }),
      "epochs_per_frame: 0 is no number",
    ],
    [
      "setPace",
      (run: Run) => run.setPace("fast" as "unlimited"),
      "pace: is none. Give { steps_per",
    ],
  ] as const)("is refused by %s() where it makes no sense: %s %s", async (_, ask, sentence) => {
    const engine = await EngineClient.create(new FakeWorld(), {});
    const run = await engine.open(DOCUMENT);
    const error = await ask(run).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ExperimentError);
    expect(String(error)).toContain(sentence);
    expect((error as ExperimentError).zh).toMatch(/[\u4e00-\u9fff].*。$/);
    expect((await run.state()).step).toBe(0);
  });

  it("may be a pace of a part of an epoch", async () => {
    const engine = await EngineClient.create(new FakeWorld(), {});
    const run = await engine.open(DOCUMENT);
    await expect(run.setPace({ epochs_per_frame: 0.5 })).resolves.toBeUndefined();
    await expect(run.setPace("unlimited")).resolves.toBeUndefined();
  });
});

describe("a crash", () => {
  it("is told, ends every call, and the next open() starts a new trainer", async () => {
    const world = new FakeWorld({ trapAtStep: 100 });
    const engine = await EngineClient.create(world, {});
    const told: string[] = [];
    engine.onCrash(({ en, zh }) => told.push(en, zh));
    const run = await engine.open(DOCUMENT);
    const waiting = run.train();
    await expect(waiting).rejects.toThrow("unreachable");
    expect(told).toEqual(["unreachable", "内部错误（unreachable）"]);
    await expect(run.step()).rejects.toMatchObject({ code: "crashed" });
    await expect(run.close()).resolves.toBeUndefined();
    expect(world.terminated).toBe(1);
    const next = await engine.open(DOCUMENT);
    expect((await next.step(5)).step).toBe(5);
    expect(world.lives).toBe(2);
  });

  it("ends a trainer that does not pause within two minutes, and no earlier", async () => {
    vi.useFakeTimers();
    try {
      const deaf = { pause: () => new Promise(() => {}), close: () => new Promise(() => {}) };
      const world = new FakeWorld({}, (service, life) =>
        life === 1 ? withChanges(service, { host: async () => deaf as never }) : service,
      );
      const engine = await EngineClient.create(world, {});
      const told: string[] = [];
      engine.onCrash(({ en, zh }) => told.push(en, zh));
      const run = await engine.open(DOCUMENT);
      const pausing = run.pause().catch((thrown) => thrown);
      await vi.advanceTimersByTimeAsync(PAUSE_LIMIT_MS - 1);
      expect(told).toEqual([]);
      await vi.advanceTimersByTimeAsync(2);
      expect(await pausing).toBeInstanceOf(EngineError);
      expect(told).toEqual(["it did not pause within 120 seconds", "120 秒内未能暂停"]);
      expect(world.terminated).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("during the start of a module leads to the next module", async () => {
    vi.useFakeTimers();
    try {
      const world = new FakeWorld({}, (service, life) =>
        life > 1
          ? service
          : withChanges(service, {
              start: (_options, _crashed, starting) => {
                starting("simd-threads", "self_test");
                return new Promise(() => {});
              },
            }),
      );
      const creating = EngineClient.create(world, {});
      await vi.advanceTimersByTimeAsync(6_001);
      const engine = await creating;
      expect(engine.module).toMatchObject({ name: "simd", threads: 1, reason: "fallback" });
      expect(engine.module.tried).toEqual([
        { name: "simd-threads", step: "self_test", message: "blocked for 6 seconds" },
      ]);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ["run", "open", (engine: EngineClient) => engine.open(DOCUMENT)],
    ["study", "openStudy", (engine: EngineClient) => engine.study({ ...DOCUMENT, kind: "race" })],
  ] as const)("while a %s is opened leads to the next module", async (_, method, open) => {
    vi.useFakeTimers();
    try {
      const world = new FakeWorld({}, (service, life) => {
        if (life > 1) return service;
        let hang = (): void => {};
        return withChanges(service, {
          start: (options, crashed, starting, ...rest) => {
            hang = () => starting("simd-threads", "self_test");
            return service.start(options, crashed, starting, ...rest);
          },
          [method]: () => {
            hang();
            return new Promise(() => {});
          },
        });
      });
      const engine = await EngineClient.create(world, {});
      const opening = open(engine);
      await vi.advanceTimersByTimeAsync(6_001);
      expect((await opening).module).toMatchObject({ name: "simd", reason: "fallback" });
      expect(world.lives).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("close()", () => {
  it("ends the trainer, and later calls say so", async () => {
    const world = new FakeWorld();
    const engine = await EngineClient.create(world, {});
    await engine.close();
    await engine.close();
    expect(world.terminated).toBe(1);
    await expect(engine.open(DOCUMENT)).rejects.toMatchObject({ code: "closed" });
  });
});
