/** The chain of candidates: what is tried in which order, and what happens when a step of a start fails. */
import { describe, expect, it, vi } from "vitest";
import type { BuildName } from "../../../web/src/engine/api.ts";
import { BROWSERS } from "../../../web/src/engine/browsers.ts";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { START_LIMIT_MS } from "../../../web/src/engine/contract/protocol.ts";
import { defaultThreads } from "../../../web/src/engine/threads.ts";
import type { Features } from "../../../web/src/engine/worker/detect.ts";
import {
  type LoadRequest,
  loadModule,
  type ModuleSource,
} from "../../../web/src/engine/worker/loader.ts";
import { SELF_TEST_LOSS, SELF_TEST_TOLERANCE } from "../../../web/src/engine/worker/self_test.ts";
import type { ModuleOptions, WasmModule } from "../../../web/src/engine/worker/wasm_module.ts";
import { type FakeBehaviour, fakeFactory, fakeModule } from "./fake_module.ts";

const EVERYTHING: Features = {
  webassembly: true,
  simd: true,
  relaxed: true,
  isolated: true,
  shared_memory: true,
  cores: 4,
};
const FAST: LoadRequest = { arithmetic: "fast", threads: 3, failed: [] };
const REPRODUCIBLE: LoadRequest = { arithmetic: "reproducible", threads: 3, failed: [] };
const EMPTY = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));

const honest = (name: BuildName): FakeBehaviour => ({
  relaxed: name.startsWith("relaxed"),
  threads: name.endsWith("-threads"),
});

/** Honest modules, but for what a test overrides by name. */
function source(overrides: Partial<Record<BuildName, Partial<ModuleSource>>> = {}): ModuleSource {
  return {
    importGlue: async (name, again) =>
      overrides[name]?.importGlue?.(name, again) ?? (fakeFactory(honest(name)) as never),
    compile: async (name) => overrides[name]?.compile?.(name) ?? EMPTY,
  };
}

const fails = (message: string) => async () => {
  throw new Error(message);
};
const behaves = (behaviour: FakeBehaviour) => ({ importGlue: async () => fakeFactory(behaviour) });

describe("the choice", () => {
  it.each([
    [EVERYTHING, FAST, "relaxed-threads", "best"],
    [EVERYTHING, REPRODUCIBLE, "simd-threads", "reproducible"],
    [{ ...EVERYTHING, relaxed: false }, FAST, "simd-threads", "no_relaxed_simd"],
    [{ ...EVERYTHING, isolated: false }, FAST, "relaxed", "not_isolated"],
    [{ ...EVERYTHING, isolated: false }, REPRODUCIBLE, "simd", "not_isolated"],
    [{ ...EVERYTHING, shared_memory: false }, FAST, "relaxed", "no_shared_memory"],
    [EVERYTHING, { ...FAST, threads: 1 }, "relaxed", "one_thread"],
    [{ ...EVERYTHING, several: true }, { ...FAST, threads: 1 }, "relaxed", "shared"],
    [EVERYTHING, { ...REPRODUCIBLE, build: "relaxed" }, "relaxed", "forced"],
  ] as const)("%j and %j give %s because %s", async (features, request, name, reason) => {
    const { info } = await loadModule(request, source(), features);
    expect(info).toEqual({
      name,
      reason,
      threads: name.endsWith("-threads") ? request.threads : 1,
      tried: [],
    });
  });

  it("leaves one core of three or more to the page, and takes both of two", () => {
    expect([1, 2, 3, 4, 8, 9, 64].map(defaultThreads)).toEqual([1, 2, 2, 3, 7, 8, 8]);
  });
});

describe("a start that fails", () => {
  it.each([
    ["import", { importGlue: fails("404") }, "404"],
    ["compile", { compile: fails("bad magic word") }, "bad magic word"],
    ["start", { importGlue: async () => fails("no memory") }, "no memory"],
    ["handshake", behaves({ relaxed: false, threads: true }), "another module"],
    ["self_test", behaves({ relaxed: true, threads: true, loss: 0.123 }), "0.123"],
    ["self_test", behaves({ relaxed: true, threads: true, loss: Number.NaN }), "null"],
    ["self_test", behaves({ relaxed: true, threads: true, pixel: Number.NaN }), "decision map"],
    ["self_test", behaves({ relaxed: true, threads: true, pixel: 1.5 }), "decision map"],
  ] as const)(
    "at step %s is recorded, and the next module serves",
    async (step, override, message) => {
      const modules = source({ "relaxed-threads": override as Partial<ModuleSource> });
      const { info } = await loadModule(FAST, modules, EVERYTHING);
      expect(info.name).toBe("simd-threads");
      expect(info.reason).toBe("fallback");
      expect(info.tried).toHaveLength(1);
      expect(info.tried[0]).toMatchObject({ name: "relaxed-threads", step });
      expect(info.tried[0]?.message).toContain(message);
    },
  );

  it.each([
    [0.5, "relaxed-threads"],
    [-0.5, "relaxed-threads"],
    [2, "simd-threads"],
    [-2, "simd-threads"],
  ])("with a loss off by %d tolerances leads to %s", async (tolerances, name) => {
    const loss = SELF_TEST_LOSS * (1 + tolerances * SELF_TEST_TOLERANCE);
    const modules = source({ "relaxed-threads": behaves({ relaxed: true, threads: true, loss }) });
    expect((await loadModule(FAST, modules, EVERYTHING)).info.name).toBe(name);
  });

  it("falls through to the last candidate", async () => {
    const broken = { importGlue: fails("gone") };
    const modules = source({ "relaxed-threads": broken, "simd-threads": broken, relaxed: broken });
    const { info } = await loadModule(FAST, modules, EVERYTHING);
    expect(info.name).toBe("simd");
    expect(info.tried.map(({ name }) => name)).toEqual([
      "relaxed-threads",
      "simd-threads",
      "relaxed",
    ]);
  });

  it("gives up a pool that does not start after five seconds", async () => {
    vi.useFakeTimers();
    try {
      const modules = source({
        "simd-threads": { importGlue: async () => () => new Promise(() => {}) },
      });
      const loading = loadModule(REPRODUCIBLE, modules, EVERYTHING);
      await vi.advanceTimersByTimeAsync(START_LIMIT_MS + 1);
      const { info } = await loading;
      expect(info.name).toBe("simd");
      expect(info.tried[0]).toMatchObject({ step: "start", message: "no answer within 5 seconds" });
    } finally {
      vi.useRealTimers();
    }
  });

  /** The pool of a module whose start takes longer than it may; `arrive` ends the start after all. */
  const lateStart = async (attachPool: (options: ModuleOptions, module: WasmModule) => void) => {
    vi.useFakeTimers();
    try {
      const late = fakeModule({ threads: true });
      let arrive = () => {};
      const factory = (options: ModuleOptions) => {
        attachPool(options, late);
        return new Promise<WasmModule>((resolve) => {
          arrive = () => resolve(late);
        });
      };
      const modules = source({ "simd-threads": { importGlue: async () => factory } });
      const loading = loadModule(REPRODUCIBLE, modules, EVERYTHING);
      await vi.advanceTimersByTimeAsync(START_LIMIT_MS + 1);
      expect((await loading).info.name).toBe("simd");
      return { late, arrive };
    } finally {
      vi.useRealTimers();
    }
  };

  it("ends the threads that a hanging module has started already", async () => {
    const { late } = await lateStart((options, { PThread }) => Object.assign(options, { PThread }));
    expect(late.disposed).toBe(1);
  });

  it("ends the threads of a module that arrives too late", async () => {
    const { late, arrive } = await lateStart(() => {});
    expect(late.disposed).toBe(0);
    arrive();
    await vi.waitFor(() => expect(late.disposed).toBe(1));
  });

  it("ends the threads of a module that fails to start", async () => {
    const broken = fakeModule({ threads: true });
    const factory = async (options: ModuleOptions): Promise<WasmModule> => {
      Object.assign(options, { PThread: broken.PThread });
      throw new Error("no memory");
    };
    const modules = source({ "simd-threads": { importGlue: async () => factory } });
    await loadModule(REPRODUCIBLE, modules, EVERYTHING);
    expect(broken.disposed).toBe(1);
  });

  it("skips what an earlier worker found hanging", async () => {
    const failed = [{ name: "simd-threads", step: "self_test", message: "blocked" }] as const;
    const { info } = await loadModule({ ...REPRODUCIBLE, failed }, source(), EVERYTHING);
    expect(info).toMatchObject({ name: "simd", reason: "fallback", tried: failed });
  });
});

describe("nothing starts", () => {
  const refusal = async (
    request: LoadRequest,
    modules: ModuleSource,
    features: Features,
  ): Promise<EngineError> => {
    const error = await loadModule(request, modules, features).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(EngineError);
    return error;
  };

  it("tells that the browser is too old", async () => {
    const error = await refusal(FAST, source(), { ...EVERYTHING, simd: false });
    expect(error.message).toContain("no WebAssembly SIMD");
    expect(error.localized("zh-CN")).toContain(BROWSERS.zh);
  });

  it("tells that WebAssembly is switched off", async () => {
    const error = await refusal(FAST, source(), { ...EVERYTHING, webassembly: false });
    expect(error.message).toContain("no WebAssembly,");
  });

  it("tells that the policy of the page forbids compilation", async () => {
    const blocked = {
      compile: fails("WebAssembly.compile(): Refused because 'unsafe-eval' is not allowed"),
    };
    const error = await refusal(REPRODUCIBLE, source({ simd: blocked, "simd-threads": blocked }), {
      ...EVERYTHING,
    });
    expect(error.message).toContain("'wasm-unsafe-eval'");
  });

  it("lists every module with the step it failed at", async () => {
    const broken = { importGlue: fails("gone") };
    const modules = source({ simd: broken, "simd-threads": broken });
    const error = await refusal(REPRODUCIBLE, modules, EVERYTHING);
    expect(error.message).toContain("simd-threads (import): gone; simd (import): gone");
    expect(error.tried).toHaveLength(2);
  });

  it("says that a forced module with threads needs isolation", async () => {
    const request = { ...REPRODUCIBLE, build: "simd-threads" } as const;
    const error = await refusal(request, source(), { ...EVERYTHING, isolated: false });
    expect(error.message).toContain("simd-threads (detect)");
    expect(error.message).toContain("cross-origin isolated");
  });
});

describe("what failed to arrive", () => {
  it.each(["importGlue", "compile"] as const)("is asked for once more: %s", async (what) => {
    let asked = 0;
    const flaky = async () => {
      asked += 1;
      if (asked === 1) throw new Error("the network went away");
      return what === "compile" ? EMPTY : fakeFactory(honest("simd-threads"));
    };
    const modules = source({ "simd-threads": { [what]: flaky } });
    const { info } = await loadModule(REPRODUCIBLE, modules, EVERYTHING);
    expect(info).toMatchObject({ name: "simd-threads", tried: [] });
    expect(asked).toBe(2);
  });
});

describe("files of another build", () => {
  /** A module that is empty but for the section that names its build. */
  function stamped(build: string): WebAssembly.Module {
    const section = [..."downhill_build", ...build].map((sign) => sign.charCodeAt(0));
    const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, section.length + 1, 14, ...section];
    return new WebAssembly.Module(Uint8Array.from(bytes));
  }
  const builds = (glue: string, wasm: string): ModuleSource => ({
    build: "new",
    importGlue: async (name) => Object.assign(fakeFactory(honest(name)), { build: glue }) as never,
    compile: async () => stamped(wasm),
  });

  it.each([
    ["old", "new"],
    ["new", "old"],
  ])("are refused with the cure: glue %s, module %s", async (glue, wasm) => {
    const loading = loadModule(REPRODUCIBLE, builds(glue, wasm), EVERYTHING);
    const error = await loading.catch((thrown) => thrown);
    expect(error).toMatchObject({ name: "EngineError", code: "stale" });
    expect(error.message).toContain("Load the page again");
    expect(error.zh).toContain("请重新加载页面");
    expect(error.tried[0]).toMatchObject({ name: "simd-threads", step: "handshake" });
    expect(error.tried[0].message).toContain("old, not new");
  });

  it("are refused where they name no build at all", async () => {
    const modules = { ...builds("new", "new"), compile: async () => EMPTY };
    await expect(loadModule(REPRODUCIBLE, modules, EVERYTHING)).rejects.toMatchObject({
      code: "stale",
    });
  });

  it("serve where the build is the script's, and where none is asked for", async () => {
    const same = await loadModule(REPRODUCIBLE, builds("new", "new"), EVERYTHING);
    expect(same.info.name).toBe("simd-threads");
    const any = { ...builds("old", "old"), build: undefined };
    expect((await loadModule(REPRODUCIBLE, any, EVERYTHING)).info.name).toBe("simd-threads");
  });
});
