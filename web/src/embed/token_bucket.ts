// SPDX-License-Identifier: Apache-2.0
/** So many at once, and so many a second on the long run; what is beyond is refused. */

export interface BucketSize {
  readonly burst: number;
  readonly perSecond: number;
}

export class TokenBucket {
  #tokens: number;
  #at: number;

  constructor(
    private readonly size: BucketSize,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#tokens = size.burst;
    this.#at = now();
  }

  take(): boolean {
    const now = this.now();
    const { burst, perSecond } = this.size;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) * perSecond) / 1_000);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
