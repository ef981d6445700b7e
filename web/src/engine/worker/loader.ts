// SPDX-License-Identifier: Apache-2.0
/** Starts the first module that works: import, compile, start with its pool, handshake, self-test; else the next one. */
import { type Attempt, EngineError, messageOf } from "../contract/engine_error.ts";
import type { BuildName, ModuleInfo } from "../contract/module_info.ts";
import { type LoadStep, START_LIMIT_MS } from "../contract/protocol.ts";
import { within } from "../timeout.ts";
import { type Choice, candidates } from "./candidates.ts";
import type { Features } from "./detect.ts";
import { selfTest } from "./self_test.ts";
import type { ModuleFactory, ModuleOptions, WasmModule } from "./wasm_module.ts";

/** Where the modules come from: a folder of the site, a folder of the disk, or a test. */
export interface ModuleSource {
  /** The build that the files must be of; undefined where any will do. */
  readonly build?: string | undefined;
  /** `again`: the first time failed, and must not be answered from memory. */
  importGlue(name: BuildName, again: boolean): Promise<ModuleFactory>;
  compile(name: BuildName): Promise<WebAssembly.Module>;
}

export interface LoadRequest extends Choice {
  /** Modules that are known to fail here, and not tried again. */
  readonly failed: readonly Attempt[];
  /** Told before each step and at the end, so that another thread can see where a blocked one hangs. */
  readonly onStep?: ((name: BuildName, step: LoadStep | "done") => void) | undefined;
}

export interface LoadedModule {
  readonly module: WasmModule;
  readonly info: ModuleInfo;
  /** Ends the threads of the pool. The module is of no use afterwards. */
  dispose(): void;
}

/** Files come over a network that may be slow. */
const DOWNLOAD_LIMIT_MS = 60_000;

export async function loadModule(
  request: LoadRequest,
  source: ModuleSource,
  features: Features,
): Promise<LoadedModule> {
  const { names, reason } = candidates(features, request);
  const tried: Attempt[] = [];
  for (const name of names) {
    const known = request.failed.find((attempt) => attempt.name === name);
    if (known !== undefined) {
      tried.push(known);
      continue;
    }
    const threads = isThreaded(name) ? request.threads : 1;
    const start = new Start(name, threads, request.onStep);
    try {
      const module = await start.run(source, features);
      const info = {
        name,
        threads,
        reason: tried.length > 0 ? "fallback" : reason,
        tried,
      } as const;
      return { module, info, dispose: () => endPool(module) };
    } catch (error) {
      tried.push({ name, step: start.step, message: messageOf(error) });
    } finally {
      request.onStep?.(name, "done");
    }
  }
  throw nothingStarts(tried);
}

/** What failed to arrive once may arrive now: a network has hiccups. */
function twice<T>(fetch: (again: boolean) => Promise<T>): Promise<T> {
  return fetch(false).catch(() => fetch(true));
}

function isThreaded(name: BuildName): boolean {
  return name.endsWith("-threads");
}

/** Without isolation a pool fails late and obscurely, so a forced module is told early. */
function requireIsolation(name: BuildName, features: Features): void {
  if (!isThreaded(name)) return;
  if (!features.isolated) {
    throw new Error("threads need a cross-origin isolated page, and this one is not");
  }
  if (!features.shared_memory)
    throw new Error("this browser does not share memory between threads");
}

/** The start of one module, which remembers the step it is at. */
class Start {
  step: LoadStep = "detect";

  constructor(
    private readonly name: BuildName,
    private readonly threads: number,
    private readonly onStep: LoadRequest["onStep"],
  ) {}

  async run(source: ModuleSource, features: Features): Promise<WasmModule> {
    const { name, threads } = this;
    this.enter("detect");
    requireIsolation(name, features);
    this.enter("import");
    const late = `${name} did not arrive within ${DOWNLOAD_LIMIT_MS / 1000} seconds`;
    const glue = twice((again) => source.importGlue(name, again));
    const factory = await within(DOWNLOAD_LIMIT_MS, glue, late);
    // Compiled by us and not by the glue: a slow download is then told from a pool that does not start.
    this.enter("compile");
    const compiling = twice(() => source.compile(name));
    const compiled = await within(DOWNLOAD_LIMIT_MS, compiling, late);
    this.enter("handshake");
    requireSameBuild(source.build, factory, compiled);
    this.enter("start");
    const module = await instantiate(factory, compiled, threads);
    try {
      this.enter("handshake");
      shakeHands(module, name);
      this.enter("self_test");
      selfTest(module, threads);
    } catch (error) {
      endPool(module);
      throw error;
    }
    return module;
  }

  private enter(step: LoadStep): void {
    this.step = step;
    this.onStep?.(this.name, step);
  }
}

/** A module that is not there in time, or fails, leaves no thread behind. */
async function instantiate(
  factory: ModuleFactory,
  compiled: WebAssembly.Module,
  threads: number,
): Promise<WasmModule> {
  const pool: Pick<WasmModule, "PThread"> = {};
  const starting = new Promise<WasmModule>((resolve, reject) => {
    const instantiateWasm: ModuleOptions["instantiateWasm"] = (imports, receive) => {
      WebAssembly.instantiate(compiled, imports).then(
        (instance) => receive(instance, compiled),
        reject,
      );
      return {};
    };
    factory(Object.assign(pool, { threads, instantiateWasm })).then(resolve, reject);
  });
  try {
    const late = `no answer within ${START_LIMIT_MS / 1000} seconds`;
    return await within(START_LIMIT_MS, starting, late);
  } catch (error) {
    // Emscripten makes the module of the very object it is given: the pool is there long before the module is.
    endPool(pool);
    starting.then(endPool, () => {});
    throw error;
  }
}

function endPool({ PThread }: Pick<WasmModule, "PThread">): void {
  PThread?.terminateAllThreads();
}

/** The module must be what its file name says: a stale or mixed-up file would train wrongly without a word. */
function shakeHands(module: WasmModule, name: BuildName): void {
  const { relaxed, threads } = JSON.parse(module.build()) as { relaxed: boolean; threads: boolean };
  if (relaxed !== name.startsWith("relaxed") || threads !== isThreaded(name)) {
    throw new Error(`the file says it is another module: relaxed ${relaxed}, threads ${threads}`);
  }
}

/** Written by scripts/build/module_files.mjs. */
const BUILD_SECTION = "downhill_build";
const STALE = "is of another build of Downhill than this script";

/** A script of one build and a module of another would misunderstand each other: a cache may have kept one of them. */
function requireSameBuild(
  build: string | undefined,
  factory: ModuleFactory,
  compiled: WebAssembly.Module,
): void {
  if (build === undefined) return;
  const [section] = WebAssembly.Module.customSections(compiled, BUILD_SECTION);
  const told = section === undefined ? undefined : new TextDecoder().decode(section);
  for (const [file, its] of [
    [".mjs", factory.build],
    [".wasm", told],
  ]) {
    if (its !== build) throw new Error(`the ${file} file ${STALE}: ${its ?? "none"}, not ${build}`);
  }
}

function nothingStarts(tried: readonly Attempt[]): EngineError {
  const list = tried.map(({ name, step, message }) => `${name} (${step}): ${message}`).join("; ");
  if (tried.length > 0 && tried.every(({ message }) => message.includes(STALE))) {
    return new EngineError(
      "stale",
      {
        en: `The page and its trainer are of two builds: one of them was kept by a cache. Load the page again. Tried: ${list}`,
        zh: `页面与训练器来自不同的构建：其中之一来自缓存。请重新加载页面。已尝试：${list}`,
      },
      tried,
    );
  }
  if (tried.some(({ message }) => isForbidden(message))) {
    return new EngineError(
      "unavailable",
      {
        en: `This page's content security policy forbids WebAssembly. Its script-src needs 'wasm-unsafe-eval'. Tried: ${list}`,
        zh: `此页面的内容安全策略禁止 WebAssembly，script-src 需要包含 'wasm-unsafe-eval'。已尝试：${list}`,
      },
      tried,
    );
  }
  return new EngineError(
    "unavailable",
    {
      en: `The trainer does not start here. Tried: ${list}`,
      zh: `训练器无法在此启动。已尝试：${list}`,
    },
    tried,
  );
}

/** How Chromium, Firefox and Safari say that the policy of the page forbids compilation. */
function isForbidden(message: string): boolean {
  return /unsafe-eval|content security policy|disallowed by embedder|call to WebAssembly.*blocked/i.test(
    message,
  );
}
