// SPDX-License-Identifier: Apache-2.0
/** A study as its owner holds it: every method asks the trainer's side, and none waits for a dead one. */
import type { ModuleInfo } from "../contract/module_info.ts";
import type { OpenedStudy, StudyPort } from "../contract/protocol.ts";
import type { StudyDescription, StudyProgress, StudyResult, StudyRun } from "../contract/study.ts";
import type { Trainer } from "./trainer.ts";

export class StudyClient implements StudyRun {
  readonly description: StudyDescription;
  readonly module: ModuleInfo;
  #closed = false;

  constructor(
    private readonly trainer: Trainer,
    private readonly host: StudyPort,
    opened: OpenedStudy,
  ) {
    this.description = opened.description;
    this.module = opened.module;
  }

  async run(
    options: { signal?: AbortSignal; onProgress?: (progress: StudyProgress) => void } = {},
  ): Promise<StudyResult> {
    const { signal, onProgress } = options;
    const abort = () => void this.trainer.call(this.host.pause()).catch(() => {});
    signal?.addEventListener("abort", abort, { once: true });
    try {
      if (!signal?.aborted) {
        await this.trainer.call(this.host.run(onProgress && this.trainer.share(onProgress)));
      }
      return await this.result();
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  result(): Promise<StudyResult> {
    return this.trainer.call(this.host.result());
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // A dead trainer has nothing left to close.
    await this.trainer.call(this.host.close()).catch(() => {});
    this.trainer.release(this.host);
  }
}
