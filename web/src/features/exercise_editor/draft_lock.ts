// SPDX-License-Identifier: Apache-2.0
/** The draft that this tab writes into: another tab may have it open, one that was duplicated or one that took it from the list. */
const LOCK = "downhill.exercise.";
/** A page that is reloaded may hold its lock for a moment. */
const PATIENCE_MS = 1_500;

export type DraftLocks = Pick<LockManager, "request">;

/** Pages without https have none. */
export const browserLocks = (): DraftLocks | undefined => globalThis.navigator?.locks;

export class DraftLock {
  #free = () => {};

  constructor(private readonly locks: DraftLocks | undefined) {}

  /** Lets go of the one before. @returns whether this one is open here alone; undefined where browsers do not tell */
  take(key: string): Promise<boolean> | undefined {
    this.#free();
    const { locks } = this;
    if (locks === undefined) return undefined;
    const waiting = new AbortController();
    const { signal } = waiting;
    const late = setTimeout(() => waiting.abort(), PATIENCE_MS);
    this.#free = () => waiting.abort();
    return new Promise((resolve) => {
      const hold = () => {
        clearTimeout(late);
        if (signal.aborted) return;
        resolve(true);
        return new Promise<void>((ended) => {
          this.#free = ended;
        });
      };
      locks.request(LOCK + key, { signal }, hold).catch(() => {
        clearTimeout(late);
        resolve(false);
      });
    });
  }

  free(): void {
    this.#free();
    this.#free = () => {};
  }
}
