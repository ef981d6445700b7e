// SPDX-License-Identifier: Apache-2.0
/** A run or a study on the trainer's side: asked until it is closed, and nobody waits for an answer after that. */
import { EngineError } from "../contract/engine_error.ts";
import type { Text } from "../contract/text.ts";
import type { Trainer } from "./trainer.ts";

export class Port<Host extends { close(): Promise<void> }> {
  readonly #closing: Promise<never>;
  #refuse: (closed: EngineError) => void = () => {};
  #closed: EngineError | undefined;

  constructor(
    private readonly trainer: Trainer,
    private readonly host: Host,
    private readonly closed: Text,
  ) {
    this.#closing = new Promise((_, reject) => {
      this.#refuse = reject;
    });
    // Whoever waits is told; that nobody does is no fault.
    this.#closing.catch(() => {});
  }

  /** @throws EngineError with the code `closed` once it is closed, also where it is closed meanwhile. */
  async ask<T>(question: (host: Host) => Promise<T>): Promise<T> {
    if (this.#closed !== undefined) throw this.#closed;
    // An answer that comes together with the end is of something that is gone: the end counts.
    const answer = await Promise.race([this.#closing, this.trainer.call(question(this.host))]);
    if (this.#closed !== undefined) throw this.#closed;
    return answer;
  }

  /** Final, and quiet: a second time does nothing, and a dead trainer has nothing left to close. */
  async close(): Promise<void> {
    if (this.#closed !== undefined) return;
    this.#closed = new EngineError("closed", this.closed);
    this.#refuse(this.#closed);
    await this.trainer.call(this.host.close()).catch(() => {});
    this.trainer.release(this.host);
  }
}
