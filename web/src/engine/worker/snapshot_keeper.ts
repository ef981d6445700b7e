// SPDX-License-Identifier: Apache-2.0
/** Decides when a run is kept by itself: often enough to travel in time, seldom enough to slow nothing. */
import type { Clock } from "../clock.ts";

const EVERY_MS = 1_000;
/** A snapshot may take this share of the time. */
const SHARE = 0.02;
/** A state is some five numbers a parameter and the history; beyond this only who asks keeps any. */
const MOST_PARAMETERS = 250_000;

export class SnapshotKeeper {
  #last = Number.NEGATIVE_INFINITY;
  #cost = 0;

  constructor(
    private readonly clock: Clock,
    private readonly parameters: number,
  ) {}

  get due(): boolean {
    const pause = Math.max(EVERY_MS, this.#cost / SHARE);
    return this.parameters <= MOST_PARAMETERS && this.clock.now() - this.#last >= pause;
  }

  timed<T>(take: () => T): T {
    const begin = this.clock.now();
    const taken = take();
    this.#last = this.clock.now();
    this.#cost = this.#last - begin;
    return taken;
  }

  /** The next one is due at once: training begins. */
  begin(): void {
    this.#last = Number.NEGATIVE_INFINITY;
  }
}
