// SPDX-License-Identifier: Apache-2.0
/** An engine whose studies do as much work as the test lets them. */
import type {
  ExperimentSource,
  ModuleInfo,
  StudyDescription,
  StudyProgress,
  StudyResult,
  StudyRun,
} from "../../../web/src/engine/api.ts";

export class FakeStudy implements StudyRun {
  readonly module: ModuleInfo = { name: "simd", threads: 1, reason: "not_isolated", tried: [] };
  readonly description: StudyDescription;
  done = 0;
  closed = false;
  runs = 0;
  #end: ((error?: Error) => void) | undefined;
  #tell: (progress: StudyProgress) => void = () => {};

  constructor(document: ExperimentSource) {
    const title = { en: "Race", zh: "竞赛" };
    this.description = { kind: "race", title, document } as unknown as StudyDescription;
  }

  get working(): boolean {
    return this.#end !== undefined;
  }

  async run({
    signal,
    onProgress,
  }: {
    signal?: AbortSignal;
    onProgress?: (progress: StudyProgress) => void;
  }) {
    this.runs += 1;
    this.#tell = onProgress ?? (() => {});
    if (!signal?.aborted && this.done < 1) {
      await new Promise<void>((resolve, reject) => {
        this.#end = (error) => {
          this.#end = undefined;
          if (error === undefined) resolve();
          else reject(error);
        };
        signal?.addEventListener("abort", () => this.#end?.());
      });
    }
    return this.result();
  }

  async result(): Promise<StudyResult> {
    const message = { en: `Done ${this.done}.`, zh: `完成${this.done}。` };
    return { message, table: { columns: ["racer"], rows: [["sgd"]] } };
  }

  /** As far as this. */
  advance(share: number): void {
    this.done = share;
    if (share < 1) this.#tell({ finished: false, progress: share });
    else this.#end?.();
  }

  die(error: Error): void {
    this.#end?.(error);
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

export class FakeLaboratory {
  readonly studies: FakeStudy[] = [];
  /** What every opening waits for. */
  gate: Promise<void> = Promise.resolve();
  /** What the next openings end with. */
  refusals: Error[] = [];

  get study(): FakeStudy {
    const study = this.studies.at(-1);
    if (study === undefined) throw new Error("No study was opened.");
    return study;
  }

  engine = {
    study: async (document: ExperimentSource): Promise<StudyRun> => {
      await this.gate;
      const refusal = this.refusals.shift();
      if (refusal !== undefined) throw refusal;
      const study = new FakeStudy(document);
      this.studies.push(study);
      return study;
    },
  };
}
