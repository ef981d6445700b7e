// SPDX-License-Identifier: Apache-2.0
/** What a page sees of a run while it trains. */
import type { Part } from "./evaluation.ts";
import type { RunState } from "./run_state.ts";

/** What the page wants to see besides the state and the history. Sizes in pixels; absent = not computed. */
export interface ViewRequest {
  readonly map?: { readonly width: number; readonly height: number };
  readonly curve?: { readonly count: number };
  readonly confusion?: Part;
}

/**
 * What arrives at most once per screen refresh, inside requestAnimationFrame, and only after the last one was shown. All arrays
 * are copies. A view that is absent although asked for has not changed or would have slowed training: keep the last one. The
 * frame with `playing: false` that ends every motion holds all views of that very state.
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
  /** outputs x (width*height), pixel-major, top row first. */
  readonly map?: { readonly width: number; readonly height: number; readonly values: Float32Array };
  readonly curve?: Float32Array;
  /** classes x classes, row = true class. */
  readonly confusion?: Float32Array;
}

/** Delivers a frame; resolves when it has been shown, which a page does once per screen refresh. */
export type Present = (frame: Frame) => Promise<void>;

/** How fast play goes: updates per frame, epochs per frame, or as fast as the machine can. */
export type Pace =
  | { readonly steps_per_frame: number }
  | { readonly epochs_per_frame: number }
  | "unlimited";
