// SPDX-License-Identifier: Apache-2.0
/** Sends at most one frame at a time: the next one waits until the page has shown the last. */
import type { Present, Shown } from "../contract/protocol.ts";

export class FrameSender {
  #stale = false;
  #sending = false;
  #closed = false;

  constructor(
    /** Undefined where there is nothing to show any more. */
    private readonly make: () => Promise<Shown | undefined>,
    private readonly present: Present | undefined,
    private readonly onFailure: (error: unknown) => void,
    private looked: boolean,
  ) {}

  get watched(): boolean {
    return this.present !== undefined && this.looked;
  }

  /** Somebody looks from now on. */
  watch(): void {
    this.looked = true;
    this.offer();
  }

  /** Something changed: a frame goes out now, or as soon as the last one is acknowledged. */
  offer(): void {
    if (this.present === undefined || !this.looked || this.#closed) return;
    this.#stale = true;
    if (!this.#sending) void this.#send(this.present);
  }

  close(): void {
    this.#closed = true;
  }

  async #send(present: Present): Promise<void> {
    this.#sending = true;
    try {
      while (this.#stale && !this.#closed) {
        this.#stale = false;
        const shown = await this.make();
        if (!this.#closed && shown !== undefined) await present(shown);
      }
    } catch (error) {
      // A run may be closed while its frame is made.
      if (!this.#closed) this.onFailure(error);
      this.#closed = true;
    } finally {
      this.#sending = false;
    }
  }
}
