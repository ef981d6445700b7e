// SPDX-License-Identifier: Apache-2.0
/** The interpreter. Each program gets one of its own, in memory of its own: what one has broken is thrown away with it. */
import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
} from "quickjs-emscripten-core";
import { LIMITS, type Limits } from "./limits.ts";

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
  readonly context: QuickJSContext;
  /** Whether it was stopped because its time was over. */
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
      newVariant(variant, { wasmModule: this.module }),
    );
    const runtime = quickjs.newRuntime({
      memoryLimitBytes: limits.memory,
      maxStackSizeBytes: limits.stack,
    });
    const end = performance.now() + limits.time;
    let stopped = false;
    runtime.setInterruptHandler(() => {
      stopped ||= performance.now() > end;
      return stopped;
    });
    return { context: runtime.newContext({ intrinsics: LANGUAGE }), stopped: () => stopped };
  }
}
