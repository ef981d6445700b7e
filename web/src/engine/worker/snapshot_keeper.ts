// SPDX-License-Identifier: Apache-2.0
/** Decides when a run is kept by itself: often enough to travel in time, seldom enough to slow nothing. */
import type { Clock } from "../clock.ts";
import { MOST_KEPT } from "../contract/snapshot.ts";

/** As finely as one drags: ten places a second of training. */
const EVERY_MS = 100;
/** For the day that the trainer is lost. */
const SENT_EVERY_MS = 1_000;
/** A snapshot may take this share of the time. */
const SHARE = 0.02;

export class SnapshotKeeper {
  #last = Number.NEGATIVE_INFINITY;
  #sent = Number.NEGATIVE_INFINITY;
  #cost = 0;

  constructor(
    private readonly clock: Clock,
    private readonly parameters: number,
  ) {}

  get due(): boolean {
    const pause = Math.max(EVERY_MS, this.#cost / SHARE);
    return this.parameters <= MOST_KEPT && this.clock.now() - this.#last >= pause;
  }

  /** Whether this one also goes to the page; asked once for each. */
  sends(): boolean {
    const due = this.clock.now() - this.#sent >= SENT_EVERY_MS;
    if (due) this.#sent = this.clock.now();
    return due;
  }

  timed<T>(take: () => T): T {
    const begin = this.clock.now();
    const taken = take();
    this.#last = this.clock.now();
    this.#cost = this.#last - begin;
    return taken;
  }

  /** The next one is due at once: training begins, or ends. */
  begin(): void {
    this.#sent = Number.NEGATIVE_INFINITY;
    this.#last = Number.NEGATIVE_INFINITY;
  }
}
