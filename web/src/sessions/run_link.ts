// SPDX-License-Identifier: Apache-2.0
/**
 * The trainer's run behind one that a page holds: opened, asked as soon as it is there, lost and opened again. What it suffers is told by
 * `crash`, what it does not do by `refused`: no question is rejected, it has no answer then.
 */
import { batch, signal } from "@preact/signals-core";
import type { Run, Text } from "../engine/api.ts";
import { EngineError, textOf } from "../engine/contract/engine_error.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";

/** What is done as soon as a run is open, before anybody asks it. */
export interface Arrival<T> {
  prepare(run: Run): Promise<T>;
  /** In the batch in which it is there. */
  take(prepared: T): void;
}

export class RunLink {
  readonly run = signal<Run | undefined>(undefined);
  readonly crash = signal<Text | undefined>(undefined);
  readonly refused = signal<Text | undefined>(undefined);
  #opening: Promise<void> = Promise.resolve();
  #lost: Run | undefined;
  #disposed = false;

  /** `onCrash` is told in the batch in which the run is gone. */
  constructor(private readonly onCrash: () => void) {}

  get opened(): Promise<void> {
    return this.#opening;
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  /** `after`: the end of the run before, whose memory this one needs. */
  open<T>(after: Promise<void>, open: () => Promise<Run>, arrival: Arrival<T>): Promise<void> {
    this.#opening = after.then(() => (this.#disposed ? undefined : this.#connect(open, arrival)));
    return this.#opening;
  }

  /** The run that died, to be opened from where it was last kept. */
  get lost(): Run | undefined {
    return this.#disposed ? undefined : this.#lost;
  }

  /** The end. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const run = this.run.peek();
    this.run.value = undefined;
    await run?.close().catch(() => {});
    await this.#opening;
  }

  /** Asks something of the run, as soon as it is open. */
  async ask<T>(question: (run: Run) => Promise<T>): Promise<T | undefined> {
    await this.#opening;
    const run = this.run.peek();
    return run === undefined ? undefined : this.of(run, question);
  }

  /** A run that is closed or dies meanwhile answers nothing: the one is on purpose, the other is told by `crash`. */
  async of<T>(run: Run, question: (run: Run) => Promise<T>): Promise<T | undefined> {
    try {
      return await question(run);
    } catch (error) {
      if (this.#disposed || (error instanceof EngineError && error.code === "closed"))
        return undefined;
      if (error instanceof EngineError) this.crashed(textOf(error));
      else if (error instanceof ExperimentError) this.refused.value = textOf(error);
      else throw error;
      return undefined;
    }
  }

  /** The trainer died. */
  crashed(message: Text): void {
    if (this.#disposed || this.crash.peek() !== undefined) return;
    batch(() => {
      this.crash.value = message;
      this.onCrash();
      this.#lost = this.run.peek() ?? this.#lost;
      this.run.value = undefined;
    });
  }

  async #connect<T>(open: () => Promise<Run>, arrival: Arrival<T>): Promise<void> {
    let run: Run;
    try {
      run = await open();
    } catch (error) {
      this.crashed(textOf(error));
      return;
    }
    this.#lost = undefined;
    const prepared = this.#disposed ? undefined : await this.of(run, (one) => arrival.prepare(one));
    // Nobody else knows of it yet.
    if (this.#disposed) {
      await run.close().catch(() => {});
      return;
    }
    if (prepared === undefined || this.crash.peek() !== undefined) {
      this.#lost = run;
      return;
    }
    batch(() => {
      arrival.take(prepared);
      this.run.value = run;
    });
  }
}
