// SPDX-License-Identifier: Apache-2.0
/** What a page sees of a run while it trains. */
import type { RunState } from "./run_state.ts";

/**
 * What arrives at most once per screen refresh, inside requestAnimationFrame, and only after the last one was shown. All arrays
 * are copies. Leased views (view.ts) are shown right before the frame they belong to, and are of its very state; a frame waits for them
 * up to a quarter of a second, so that only what is dearer lags behind. With the frame of `playing: false` that ends every motion come all views of that very state.
 */
export interface Frame {
  readonly state: RunState;
  readonly playing: boolean;
  /** New history rows since the last frame, flat, HISTORY_COLUMNS wide; `history_from` is the number of the first. 0 = start anew. */
  readonly history_from: number;
  readonly history: Float64Array;
  /** Wall-clock over the last second of training, drawing included. Keeps its last value while training stands still. */
  readonly steps_per_second: number;
  readonly samples_per_second: number;
  /** Of a run that several show: what another one of them has done with it; `back` before a reset or a restore, which follows. */
  readonly moved?: Moved;
}

export type Moved = "play" | "pause" | "step" | "epoch" | "edit" | "back" | "reset" | "restore";

/** How fast play goes: updates per frame, epochs per frame, or as fast as the machine can. */
export type Pace =
  | { readonly steps_per_frame: number }
  | { readonly epochs_per_frame: number }
  | "unlimited";
