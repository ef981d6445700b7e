// SPDX-License-Identifier: Apache-2.0
/**
 * Calls into wasm, announced where they may take long. Whatever one throws is a crash, for documents are refused by value; after that, and
 * after the end, nothing is called any more.
 */
import { EngineError } from "../contract/engine_error.ts";
import { ExperimentError } from "../contract/experiment_error.ts";
import type { Text } from "../contract/text.ts";
import type { Announcer } from "./announcer.ts";

export class GuardedCalls {
  #closed = false;

  constructor(
    /** Who calls after the end is told this. */
    private readonly closed: Text,
    private readonly announcer: Announcer | undefined,
    private readonly onCrash: (error: unknown) => void,
  ) {}

  get isClosed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
  }

  /** `kind`: a short one tells nothing of how long another takes. */
  call<T>(kind: string, call: () => T): T {
    if (this.#closed) throw new EngineError("closed", this.closed);
    try {
      return this.announcer === undefined ? call() : this.announcer.around(kind, call);
    } catch (error) {
      // Refused by value: the module is as it was.
      if (error instanceof ExperimentError) throw error;
      this.close();
      this.onCrash(error);
      throw error;
    }
  }
}
