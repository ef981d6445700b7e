// SPDX-License-Identifier: Apache-2.0
/** Which of the four modules are tried, in which order, and why not a better one. */
import { BROWSERS } from "../browsers.ts";
import { EngineError } from "../contract/engine_error.ts";
import type { BuildName, ModuleInfo } from "../contract/module_info.ts";
import type { Features } from "./detect.ts";

export type Arithmetic = "reproducible" | "fast";

export interface Choice {
  readonly arithmetic: Arithmetic;
  /** Threads wanted; 1 asks for the modules without a pool. */
  readonly threads: number;
  readonly build?: BuildName | undefined;
}

export interface Candidates {
  readonly names: readonly BuildName[];
  readonly reason: ModuleInfo["reason"];
}

/**
 * The arithmetic chooses the family, for a run that must repeat may not meet fused operations; isolation chooses threads.
 * A module of one thread always closes the list: what cannot start a pool still trains.
 */
export function candidates(features: Features, choice: Choice): Candidates {
  if (choice.build !== undefined) return { names: [choice.build], reason: "forced" };
  requireSimd(features);
  const families: readonly ("relaxed" | "simd")[] =
    choice.arithmetic === "fast" && features.relaxed ? ["relaxed", "simd"] : ["simd"];
  const threaded = choice.threads > 1 && features.isolated && features.shared_memory;
  const names: BuildName[] = [];
  if (threaded) for (const family of families) names.push(`${family}-threads`);
  names.push(...families);
  return { names, reason: reasonFor(features, choice) };
}

/** What stands in the way of the best module: threads first, for they gain most. */
function reasonFor(features: Features, choice: Choice): ModuleInfo["reason"] {
  if (features.several === true) return "shared";
  if (choice.threads <= 1) return "one_thread";
  if (!features.isolated) return "not_isolated";
  if (!features.shared_memory) return "no_shared_memory";
  if (choice.arithmetic === "reproducible") return "reproducible";
  return features.relaxed ? "best" : "no_relaxed_simd";
}

function requireSimd(features: Features): void {
  if (!features.webassembly) {
    throw new EngineError("unavailable", {
      en: `This browser has no WebAssembly, or it is switched off. Switch it on, or use ${BROWSERS.en}.`,
      zh: `此浏览器没有 WebAssembly，或者它被关闭了。请启用它，或使用 ${BROWSERS.zh}。`,
    });
  }
  if (!features.simd) {
    throw new EngineError("unavailable", {
      en: `This browser has no WebAssembly SIMD. Use ${BROWSERS.en}.`,
      zh: `此浏览器不支持 WebAssembly SIMD。请使用 ${BROWSERS.zh}。`,
    });
  }
}
