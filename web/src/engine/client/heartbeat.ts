// SPDX-License-Identifier: Apache-2.0
/** Listens whether a trainer still lives: one that closed itself, or hangs, tells nobody. */

const BEAT_MS = 1_000;
/** A trainer that works in slices answers within milliseconds. */
export const SILENCE_LIMIT_MS = 5_000;
/**
 * One that has announced a long piece of work is given the time of the largest: one update that fits into the memory of a module, all
 * samples through two thousand units a layer, is some 6e10 operations, up to a minute on a slow phone.
 */
export const WORK_LIMIT_MS = 120_000;

export class Heartbeat {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting = false;
  /** Beats are counted and not the time: a page that sleeps does not count, and its trainer is not to blame. */
  #silence = 0;
  #stopped = false;
  working = false;

  constructor(
    private readonly ping: () => Promise<void>,
    private readonly lost: (seconds: number) => void,
  ) {}

  start(): void {
    this.#timer = setTimeout(() => this.#beat(), BEAT_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #beat(): void {
    if (this.#waiting) this.#silence += 1;
    else this.#listen();
    const limit = this.working ? WORK_LIMIT_MS : SILENCE_LIMIT_MS;
    if (this.#silence * BEAT_MS >= limit) this.lost(limit / 1000);
    else if (!this.#stopped) this.start();
  }

  #listen(): void {
    this.#waiting = true;
    this.#silence = 0;
    const answered = () => {
      this.#waiting = false;
      this.#silence = 0;
    };
    // A refusal is an answer too.
    this.ping().then(answered, answered);
  }
}
