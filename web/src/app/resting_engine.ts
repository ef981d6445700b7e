// SPDX-License-Identifier: Apache-2.0
/** A trainer that is let go while nobody needs it, with its memory, and comes back with the next question. */
import type { Engine, ModuleInfo } from "../engine/api.ts";

export class RestingEngine implements Engine {
  #here: Promise<Engine> | undefined;
  #module: ModuleInfo | undefined;
  readonly #listeners: Parameters<Engine["onCrash"]>[0][] = [];

  constructor(private readonly start: () => Promise<Engine>) {}

  get module(): ModuleInfo {
    if (this.#module === undefined) throw new Error("The trainer is not there yet.");
    return this.#module;
  }

  /** One that does not start is tried again with the next question. */
  wake(): Promise<Engine> {
    if (this.#here !== undefined) return this.#here;
    const coming = this.#begin();
    this.#here = coming;
    coming.catch(() => {
      if (this.#here === coming) this.#here = undefined;
    });
    return coming;
  }

  /** Whoever asks from here on gets another one, also while this one is still on its way. */
  async rest(): Promise<void> {
    const left = this.#here;
    this.#here = undefined;
    const engine = await left?.catch(() => undefined);
    await engine?.close();
  }

  async catalog() {
    return (await this.wake()).catalog();
  }

  async validate(...asked: Parameters<Engine["validate"]>) {
    return (await this.wake()).validate(...asked);
  }

  async open(...asked: Parameters<Engine["open"]>) {
    return (await this.wake()).open(...asked);
  }

  async study(...asked: Parameters<Engine["study"]>) {
    return (await this.wake()).study(...asked);
  }

  onCrash(listener: Parameters<Engine["onCrash"]>[0]): void {
    this.#listeners.push(listener);
  }

  close(): Promise<void> {
    return this.rest();
  }

  async #begin(): Promise<Engine> {
    const engine = await this.start();
    this.#module = engine.module;
    engine.onCrash((message) => {
      for (const told of this.#listeners) told(message);
    });
    return engine;
  }
}
