// SPDX-License-Identifier: Apache-2.0
/** Owns one C++ study and works on it in slices, so that a cancel gets through. Serves the worker and Node alike. */
import type { Clock } from "../clock.ts";
import { EngineError } from "../contract/engine_error.ts";
import { ExperimentError } from "../contract/experiment_error.ts";
import type { StudyPort } from "../contract/protocol.ts";
import type { StudyProgress, StudyResult } from "../contract/study.ts";
import type { Announcer } from "./announcer.ts";
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

export class StudyHost implements StudyPort {
  #motion = 0;
  #closed = false;

  constructor(
    private readonly study: WasmStudy,
    private readonly options: StudyHostOptions,
  ) {}

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
    return this.#guard("result", () => JSON.parse(this.study.result()) as StudyResult);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#motion += 1;
    this.#closed = true;
    this.study.delete();
    this.options.onClose();
  }

  /** The module has broken: nothing of it is called any more. */
  abandon(): void {
    this.#motion += 1;
    this.#closed = true;
  }

  #advance(budget_ms: number): StudyProgress {
    return this.#guard("run", () => JSON.parse(this.study.run(budget_ms)) as StudyProgress);
  }

  #guard<T>(kind: string, call: () => T): T {
    if (this.#closed)
      throw new EngineError("closed", { en: "This study is closed.", zh: "这项研究已关闭。" });
    try {
      const { announcer } = this.options;
      return announcer === undefined ? call() : announcer.around(kind, call);
    } catch (error) {
      // Refused by value: the module is as it was.
      if (error instanceof ExperimentError) throw error;
      this.abandon();
      this.options.onCrash(error);
      throw error;
    }
  }
}
