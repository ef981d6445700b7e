// SPDX-License-Identifier: Apache-2.0
/** Time and the event loop, as the training loop needs them; tests put their own in its place. */

export interface Clock {
  /** Milliseconds since some fixed moment. */
  now(): number;
  /** Lets waiting messages in, and comes back as soon as they are served. */
  yield(): Promise<void>;
  delay(ms: number): Promise<void>;
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A message to oneself: timers are clamped to 4 ms, which would cost a third of the time of 8 ms slices. */
export function browserClock(): Clock {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return {
    now: () => performance.now(),
    yield: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        channel.port2.postMessage(null);
      }),
    delay,
  };
}
