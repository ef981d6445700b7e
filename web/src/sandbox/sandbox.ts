// SPDX-License-Identifier: Apache-2.0
/**
 * The page's end of the worker in which students' code runs. The interpreter stops code by itself; where that is deaf, within one of its own
 * functions that takes hours, the worker is ended, and the next code gets a new one.
 */
import { type Remote, releaseProxy, wrap } from "comlink";
import { LIMITS } from "./limits.ts";
import type { Performance, Task } from "./perform.ts";
import type { SandboxPort } from "./port.ts";

/** A worker as it is used here. */
export interface SandboxWorker {
  readonly port: Remote<SandboxPort>;
  /** Told where it cannot be loaded. */
  onFailure(failed: (reason: Error) => void): void;
  end(): void;
}

/** Two programs may use up all their time, one after the other. */
const PATIENCE_MS = 2.5 * LIMITS.time;

export function startSandboxWorker(): SandboxWorker {
  const worker = new Worker(new URL("./sandbox.worker.ts", import.meta.url), {
    type: "module",
    name: "downhill sandbox",
  });
  const port = wrap<SandboxPort>(worker);
  return {
    port,
    onFailure: (failed) => {
      const told = () => failed(new Error("The interpreter could not be loaded."));
      worker.addEventListener("error", told);
      worker.addEventListener("messageerror", told);
    },
    end: () => {
      port[releaseProxy]();
      worker.terminate();
    },
  };
}

export class Sandbox {
  #worker: SandboxWorker | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly start: () => SandboxWorker = startSandboxWorker,
    private readonly patience = PATIENCE_MS,
  ) {}

  /**
   * One at a time, in their order.
   * @throws Error where the interpreter cannot be loaded; mistakes of the code are part of the answer
   */
  perform(code: string, task: Task): Promise<Performance> {
    const done = this.#queue.then(() => this.#perform(code, task));
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

  async #perform(code: string, task: Task): Promise<Performance> {
    this.#worker ??= this.start();
    const worker = this.#worker;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const failed = new Promise<never>((_, reject) => worker.onFailure(reject));
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
    }
  }

  #end(worker: SandboxWorker): void {
    worker.end();
    if (this.#worker === worker) this.#worker = undefined;
  }
}
