// SPDX-License-Identifier: Apache-2.0
/**
 * The other end of a worker in which students' code runs, in the page and in Node. The interpreter stops code by itself; where that is deaf,
 * within one of its own functions that takes hours, the worker is ended, and the next code gets a new one.
 */
import type { Remote } from "comlink";
import type { Performance, Task } from "./perform.ts";
import type { SandboxPort } from "./port.ts";

/** A worker as it is used here. */
export interface SandboxWorker {
  readonly port: Remote<SandboxPort>;
  /** Told where it cannot be loaded. */
  onFailure(failed: (reason: Error) => void): void;
  end(): void;
}

/** Two programs may use up all their turns, one after the other, on a machine that is ten times as slow as most. */
const PATIENCE_MS = 30_000;

export class WorkerSandbox {
  #worker: SandboxWorker | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly start: () => SandboxWorker,
    private readonly patience = PATIENCE_MS,
  ) {}

  /**
   * One at a time, in their order.
   * @throws Error where the interpreter cannot be loaded, and what the signal says, where it aborts; mistakes of the code are part of the answer
   */
  perform(code: string, task: Task, signal?: AbortSignal): Promise<Performance> {
    const done = this.#queue.then(() => this.#perform(code, task, signal));
    this.#queue = done.catch(() => {});
    return done;
  }

  /** Lets the interpreter go, with its memory, when all that was asked is done; the next code gets another one. */
  rest(): Promise<void> {
    const resting = this.#queue.then(() => {
      if (this.#worker !== undefined) this.#end(this.#worker);
    });
    this.#queue = resting;
    return resting;
  }

  async #perform(code: string, task: Task, signal?: AbortSignal): Promise<Performance> {
    signal?.throwIfAborted();
    this.#worker ??= this.start();
    const worker = this.#worker;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let abort = () => {};
    const failed = new Promise<never>((_, reject) => {
      worker.onFailure(reject);
      abort = () => reject(signal?.reason);
    });
    signal?.addEventListener("abort", abort);
    // Where nobody is waiting any more.
    failed.catch(() => {});
    try {
      // A slow connection is no endless loop.
      await Promise.race([worker.port.ready(), failed]);
      const late = new Promise<Performance>((resolve) => {
        timer = setTimeout(
          () => resolve({ mistake: { fault: { kind: "endless" } }, logged: [] }),
          this.patience,
        );
      });
      const done = await Promise.race([worker.port.perform(code, task), late, failed]);
      // Of what was stopped some may still be at work.
      const kind = done.mistake?.fault.kind;
      if (kind === "endless" || kind === "memory") this.#end(worker);
      return done;
    } catch (error) {
      this.#end(worker);
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }

  #end(worker: SandboxWorker): void {
    worker.end();
    if (this.#worker === worker) this.#worker = undefined;
  }
}
