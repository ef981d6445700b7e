// SPDX-License-Identifier: Apache-2.0
import type { Settings } from "../app/settings.ts";
import type { Workspace } from "../app/workspace.ts";
import type { Marked, State } from "./protocol.ts";

/** The page in the frame, as its host may use it. */
export interface Player {
  readonly settings: Settings;
  /** The workspace as soon as it is there, woken where it was parked. Rejected where no trainer starts. */
  wake(): Promise<Workspace>;
  /** From here on this is what the author made. */
  setStart?(document: State["document"]): unknown;
  /** A state has come, and stands still as it was left: nothing begins by itself any more. */
  settle?(): unknown;
  /** Whether all that was done in it was done by itself: nothing of it is the reader's work. */
  alone?(): boolean;
  /** The host wants nothing of it any more. */
  destroyed?(): unknown;
  /** Of an exercise, which tells a learning system itself what was done: checks the work, and hands it in. */
  submit?(): Promise<Marked>;
}
