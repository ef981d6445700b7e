// SPDX-License-Identifier: Apache-2.0
/** What the address asks of the engine. */
import { VIEW, type View } from "../../documents/view_keys.ts";
import type { BuildName } from "../../engine/api.ts";
import { isThreadCount } from "../../engine/threads.ts";

export interface EngineWish {
  readonly build?: BuildName;
  readonly threads?: number;
}

const BUILDS: readonly BuildName[] = VIEW.build.value.values;

/** A wish that makes no sense is no wish. */
export function engineWish({ build, threads }: View): EngineWish {
  const count = Number(threads);
  return {
    ...(BUILDS.includes(build as BuildName) ? { build: build as BuildName } : {}),
    ...(isThreadCount(count) ? { threads: count } : {}),
  };
}
