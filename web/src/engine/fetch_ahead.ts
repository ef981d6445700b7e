// SPDX-License-Identifier: Apache-2.0
/** Asks for the trainer's module before its worker does: it comes sooner, and one sees how much of it is here. */
import { BUILD, moduleAddress } from "./build.ts";
import type { EngineOptions } from "./contract/engine.ts";
import type { BuildName } from "./contract/module_info.ts";

/** The module that will most likely serve (worker/candidates.ts decides): a guess costs nothing that is needed. */
export function likelyModule({ build, threads }: EngineOptions): BuildName {
  const cores = threads ?? navigator.hardwareConcurrency ?? 1;
  return build ?? (crossOriginIsolated && cores > 1 ? "simd-threads" : "simd");
}

/**
 * The browser's cache keeps it for the worker, by its address of this very build; without one it would come twice, and is left alone.
 * Tells bytes as they are after unpacking. What fails here the worker meets again, and tells.
 */
export async function fetchAhead(
  name: BuildName,
  told: (bytes: number) => void,
  folder = new URL("wasm/", document.baseURI).href,
): Promise<void> {
  if (BUILD === undefined) return;
  const take = { credentials: "same-origin" } as const;
  // Small, and wanted first.
  void fetch(moduleAddress(name, "mjs", folder), take).catch(() => {});
  try {
    const response = await fetch(moduleAddress(name, "wasm", folder), take);
    const reader = response.ok ? response.body?.getReader() : undefined;
    let bytes = 0;
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) return;
      bytes += piece.value.length;
      told(bytes);
    }
  } catch {
    // See above.
  }
}
