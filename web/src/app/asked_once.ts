// SPDX-License-Identifier: Apache-2.0
/** What most visits never need is asked for when it is first wanted. */
import { type ReadonlySignal, signal } from "@preact/signals-core";

export interface Asked {
  /** From here on it is on its way; as often as it is drawn, it is asked for once. */
  (): void;
  /**
   * Asks again for what did not arrive; undefined where nothing is missing. That is for the reader to do, or for a connection that is back:
   * whoever draws wants it ten times a second.
   */
  readonly missing: ReadonlySignal<(() => void) | undefined>;
}

export function askedOnce(load: () => Promise<unknown>): Asked {
  let asked = false;
  const missing = signal<(() => void) | undefined>(undefined);
  const again = () => {
    if (missing.peek() !== undefined) ask();
  };
  const ask = () => {
    missing.value = undefined;
    load().catch(() => {
      missing.value = again;
      globalThis.addEventListener?.("online", again, { once: true });
    });
  };
  const want = () => {
    if (asked) return;
    asked = true;
    ask();
  };
  return Object.assign(want, { missing });
}
