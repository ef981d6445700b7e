// SPDX-License-Identifier: Apache-2.0
/** Owns one C++ study and works on it in slices, so that a cancel gets through. Serves the worker and Node alike. */
import type { Clock } from "../clock.ts";
import type { StudyPort } from "../contract/protocol.ts";
import type { StudyProgress, StudyResult } from "../contract/study.ts";
import type { Announcer } from "./announcer.ts";
import { GuardedCalls } from "./guarded_calls.ts";
import type { WasmStudy } from "./wasm_module.ts";

/** Nobody watches a study frame by frame: longer than a slice of training, short enough for a cancel. */
const SLICE_MS = 25;

/** Progress is for people to read. */
const PROGRESS_MS = 100;

export interface StudyHostOptions {
  readonly clock: Clock;
  readonly announcer?: Announcer;
  /** The module is in an unknown state and must be thrown away. */
  readonly onCrash: (error: unknown) => void;
  readonly onClose: () => void;
}

const CLOSED = { en: "This study is closed.", zh: "这项研究已关闭。" };

export class StudyHost implements StudyPort {
  #motion = 0;
  readonly #calls: GuardedCalls;

  constructor(
    private readonly study: WasmStudy,
    private readonly options: StudyHostOptions,
  ) {
    this.#calls = new GuardedCalls(CLOSED, options.announcer, (error) => {
      this.abandon();
      options.onCrash(error);
    });
  }

  async run(onProgress?: (progress: StudyProgress) => void): Promise<StudyProgress> {
    this.#motion += 1;
    const mine = this.#motion;
    const { clock } = this.options;
    let told = clock.now();
    for (;;) {
      const progress = this.#advance(SLICE_MS);
      if (progress.finished) return progress;
      if (onProgress !== undefined && clock.now() - told >= PROGRESS_MS) {
        onProgress(progress);
        told = clock.now();
      }
      await clock.yield();
      if (mine !== this.#motion) return progress;
    }
  }

  async pause(): Promise<void> {
    this.#motion += 1;
  }

  async result(): Promise<StudyResult> {
    return this.#calls.call("result", () => JSON.parse(this.study.result()) as StudyResult);
  }

  async close(): Promise<void> {
    if (this.#calls.isClosed) return;
    this.#motion += 1;
    this.#calls.close();
    this.study.delete();
    this.options.onClose();
  }

  /** The module has broken: nothing of it is called any more. */
  abandon(): void {
    this.#motion += 1;
    this.#calls.close();
  }

  #advance(budget_ms: number): StudyProgress {
    return this.#calls.call("run", () => JSON.parse(this.study.run(budget_ms)) as StudyProgress);
  }
}
