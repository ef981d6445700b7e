// SPDX-License-Identifier: Apache-2.0
/** Sends at most one frame at a time: the next one waits until the page has shown the last. */
import type { Clock } from "../clock.ts";
import type { Frame, Present } from "../contract/frame.ts";

/** The screen refresh of a run that nobody watches. */
const UNSEEN_FRAME_MS = 1000 / 60;

export class FrameSender {
  #stale = false;
  #sending = false;
  #shown: (() => void)[] = [];
  #closed = false;

  constructor(
    private readonly make: () => Promise<Frame>,
    private readonly present: Present | undefined,
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Something changed: a frame goes out now, or as soon as the last one is acknowledged. */
  offer(): void {
    if (this.present === undefined || this.#closed) return;
    this.#stale = true;
    if (!this.#sending) void this.#send(this.present);
  }

  /** Resolves when everything offered so far has been shown. */
  async shown(): Promise<void> {
    if (this.present === undefined) return this.clock.delay(UNSEEN_FRAME_MS);
    if (!this.#sending) return;
    return new Promise((resolve) => this.#shown.push(resolve));
  }

  close(): void {
    this.#closed = true;
    this.#release();
  }

  async #send(present: Present): Promise<void> {
    this.#sending = true;
    try {
      while (this.#stale && !this.#closed) {
        this.#stale = false;
        const frame = await this.make();
        if (!this.#closed) await present(frame);
      }
    } catch (error) {
      // A run may be closed while its frame is made.
      if (!this.#closed) this.onFailure(error);
      this.#closed = true;
    } finally {
      this.#sending = false;
      this.#release();
    }
  }

  #release(): void {
    for (const resolve of this.#shown.splice(0)) resolve();
  }
}
