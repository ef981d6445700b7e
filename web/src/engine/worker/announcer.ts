// SPDX-License-Identifier: Apache-2.0
/**
 * Says beforehand that a call into wasm may take long: whoever listens for a heartbeat then waits longer. Calls that are known to be
 * short are not announced, for most of them come a hundred times a second.
 */
import type { Clock } from "../clock.ts";

/** Far below the silence that is taken for death. */
const LONG_MS = 500;

export class Announcer {
  /** Of the last call of each kind. */
  readonly #durations = new Map<string, number>();
  #depth = 0;

  constructor(
    private readonly clock: Clock,
    private readonly tell: (working: boolean) => void,
  ) {}

  around<T>(kind: string, call: () => T): T {
    const known = this.#durations.get(kind);
    const announced = (known === undefined || known >= LONG_MS) && this.#depth === 0;
    if (announced) this.tell(true);
    this.#depth += 1;
    const begin = this.clock.now();
    try {
      return call();
    } finally {
      this.#depth -= 1;
      this.#durations.set(kind, this.clock.now() - begin);
      if (announced) this.tell(false);
    }
  }
}
