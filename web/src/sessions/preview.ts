// SPDX-License-Identifier: Apache-2.0
/** What is seen of a run until its trainer is there: a recording, which plays, or the run as it was when its trainer was let go. */
import { batch } from "@preact/signals-core";
import type { Description, Frame, Run, ViewAnswer, ViewKind, ViewSpec } from "../engine/api.ts";
import { paceOf, type Speed } from "./pace.ts";
import { Playback } from "./playback.ts";
import type { RecordedRun } from "./recorded_run.ts";
import type { SeenRun } from "./seen_run.ts";
import type { ShownRun } from "./shown_run.ts";

export interface SeenEarly {
  /** What is seen of it until its trainer is there. */
  readonly recorded?: RecordedRun | undefined;
  /** As it was seen when its trainer was let go. */
  readonly seen?: SeenRun | undefined;
}

export class RunPreview {
  #playback: Playback | undefined;
  readonly #seen;

  constructor(
    private readonly shown: ShownRun,
    { recorded, seen }: SeenEarly,
    description: Description,
    show: (frame: Frame) => void,
  ) {
    this.#seen = seen;
    if (seen !== undefined) shown.takeSeen(seen);
    if (recorded === undefined) return;
    this.#playback = new Playback(recorded, description, show);
    shown.takeSeen(recorded);
  }

  /** Whether a recording is there in place of the trainer. */
  get plays(): boolean {
    return this.#playback !== undefined;
  }

  /** Undefined where the recording stands at its beginning. */
  get motion(): "moves" | "stands" | undefined {
    if ((this.#playback?.position.value ?? 0) === 0) return undefined;
    return this.#playback?.moving.value ? "moves" : "stands";
  }

  view<K extends ViewKind>(spec: ViewSpec<K>): ViewAnswer<K> | undefined {
    return this.#playback?.view(spec) ?? this.#seen?.view(spec);
  }

  setSpeed(speed: Speed): void {
    this.#playback?.setPace(paceOf(speed));
  }

  play(): void {
    this.#playback?.play();
  }

  pause(): void {
    this.#playback?.pause();
  }

  rewind(): void {
    if (this.#playback === undefined) return;
    this.#playback.rewind();
    this.shown.takeSeen(this.#playback.run);
  }

  /** A frame of the trainer that is not to be seen yet. */
  keep(frame: Frame): void {
    this.#playback?.keep(frame);
  }

  /** The trainer makes what was seen, and is seen itself from there on. */
  async giveOver(run: Run): Promise<void> {
    if (this.#playback === undefined) return;
    const { state, history } = await this.#playback.giveOver(run);
    batch(() => {
      this.#playback = undefined;
      this.shown.reported.value = state;
      if (history.rows > 0) this.shown.replaceHistory(history);
    });
  }

  close(): void {
    this.#playback?.close();
  }
}
