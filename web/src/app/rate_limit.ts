// SPDX-License-Identifier: Apache-2.0
/** Something that may happen only so often: at once as long as it is rare, slowed down when it is not, and never left out at the end. */

export interface Rate {
  /** So many times in a row without a wait. */
  readonly burst: number;
  /** Each of them comes back after this time: no time t has more than burst + t / pause of them. */
  readonly pauseMs: number;
}

export class RateLimit {
  /** When the whole burst is there again. */
  private restored = Number.NEGATIVE_INFINITY;
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly rate: Rate,
    private readonly action: () => void,
  ) {}

  /** Runs the action now, or once as soon as it may be run again, however often it is asked for until then. */
  request(): void {
    if (this.waiting !== undefined) return;
    const { burst, pauseMs } = this.rate;
    const wait = this.restored - performance.now() - (burst - 1) * pauseMs;
    if (wait <= 0) this.run();
    else this.waiting = setTimeout(() => this.run(), wait);
  }

  /** Runs what waits, for there may be no later. */
  flush(): void {
    if (this.waiting !== undefined) this.run();
  }

  /** Drops what waits. */
  cancel(): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
  }

  private run(): void {
    this.cancel();
    this.restored = Math.max(this.restored, performance.now()) + this.rate.pauseMs;
    this.action();
  }
}
