// SPDX-License-Identifier: Apache-2.0
/** The four modules, and which of them runs. */

export type BuildName = "simd" | "relaxed" | "simd-threads" | "relaxed-threads";

/** Where the files of the modules lie, by name: `simd-threads.wasm`. For bundlers that rename them. */
export type ModuleAddresses = Readonly<Record<string, string>>;

/** Which of the four modules runs, and why not a better one. */
export interface ModuleInfo {
  readonly name: BuildName;
  readonly threads: number;
  /** `reason` is a key of the page's messages; `tried` tells each module that failed to start, and at which step. */
  readonly reason:
    | "best"
    | "forced"
    | "not_isolated"
    | "no_shared_memory"
    /** The machine has one core, or one thread was asked for. */
    | "one_thread"
    /** Several frames have it together, as long as they do not train. */
    | "shared"
    | "no_relaxed_simd"
    | "reproducible"
    | "fallback";
  readonly tried: readonly {
    readonly name: BuildName;
    readonly step: string;
    readonly message: string;
  }[];
}
