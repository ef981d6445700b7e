// SPDX-License-Identifier: Apache-2.0
/**
 * A lock that a worker holds as long as it lives, however it ends: whoever waits for it learns of the end at once, also while the
 * worker has announced that it will not answer for long. Where a browser has no locks, as over plain http, the heartbeat is left.
 */
const locks = (): LockManager | undefined => globalThis.navigator?.locks;

/** In the worker; resolves when it is held. Gives the way to release it, where the worker outlives what it was held for. */
export function holdWhileAlive(name: string): Promise<() => void> {
  const manager = locks();
  const nothing = () => {};
  if (manager === undefined) return Promise.resolve(nothing);
  return new Promise((held) => {
    const untilReleased = () => new Promise<void>((release) => held(release));
    // A browser that refuses locks here is one without.
    manager.request(name, untilReleased).catch(() => held(nothing));
  });
}

/** On the other side, once it is held: `told` when the worker has ended. Gives the way to listen no more. */
export function whenReleased(name: string, told: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  locks()
    ?.request(name, { signal }, told)
    .catch(() => {});
  return () => listening.abort();
}
