// SPDX-License-Identifier: Apache-2.0
/** A run as it was seen, for the time in which its trainer is let go. */
import type { RunState, ViewAnswer, ViewKind, ViewSpec } from "../engine/api.ts";
import type { Measured } from "./measured.ts";

export interface SeenRun {
  /** Per sample x1, x2, target, part. */
  readonly points: Float32Array;
  readonly history: Float64Array;
  readonly state: RunState | undefined;
  readonly measured: Measured | undefined;
  view<K extends ViewKind>(spec: ViewSpec<K>): ViewAnswer<K> | undefined;
}
