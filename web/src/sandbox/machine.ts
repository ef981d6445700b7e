// SPDX-License-Identifier: Apache-2.0
/** The interpreter. Each program gets one of its own, in memory of its own: what one has broken is thrown away with it. */
import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
} from "quickjs-emscripten-core";
import { LIMITS, type Limits } from "./limits.ts";

const PAGE = 2 ** 16;
/** What the interpreter is built to begin with. */
const FIRST_PAGES = 256;

/**
 * Memory that cannot grow beyond the limit. The interpreter has a limit of its own, by which a program may take 2 GB all the same: it counts what its
 * allocator says of each piece, and in WebAssembly that says 0.
 */
const memoryOf = ({ memory }: Limits) =>
  new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: Math.max(FIRST_PAGES, memory / PAGE) });

/** What the language has, but for the date. */
const LANGUAGE = {
  BaseObjects: true,
  Eval: true,
  StringNormalize: true,
  RegExp: true,
  RegExpCompiler: true,
  JSON: true,
  Proxy: true,
  MapSet: true,
  TypedArrays: true,
  Promise: true,
  BigInt: true,
  Date: false,
} as const;

export interface Machine {
  /** What it has taken by now, in bytes. */
  readonly size: () => number;
  readonly context: QuickJSContext;
  /** Whether it was stopped because its turns were over, or the time of one. */
  readonly stopped: () => boolean;
}

export class MachineRoom {
  private constructor(private readonly module: WebAssembly.Module) {}

  static async open(wasm: BufferSource | WebAssembly.Module): Promise<MachineRoom> {
    return new MachineRoom(
      wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm),
    );
  }

  /** Never disposed of by its own means: after a lack of memory those would fail. It goes with its memory. */
  async machine(limits: Limits = LIMITS): Promise<Machine> {
    const quickjs = await newQuickJSWASMModuleFromVariant(
      newVariant(variant, { wasmModule: this.module, wasmMemory: memoryOf(limits) }),
    );
    const runtime = quickjs.newRuntime({ maxStackSizeBytes: limits.stack });
    let last = performance.now();
    let turns = 0;
    let stopped = false;
    runtime.setInterruptHandler(() => {
      const now = performance.now();
      turns += 1;
      stopped ||= turns > limits.turns || now - last > limits.time;
      last = now;
      return stopped;
    });
    return {
      size: () => quickjs.getWasmMemory().buffer.byteLength,
      context: runtime.newContext({ intrinsics: LANGUAGE }),
      stopped: () => stopped,
    };
  }
}
