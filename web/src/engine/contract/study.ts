// SPDX-License-Identifier: Apache-2.0
/** Many trainings under one question. */
import type { Study, StudyId } from "#catalog";
import type { ExperimentDocument, ExperimentSource, Written } from "./document.ts";
import type { ModuleInfo } from "./module_info.ts";
import type { Text } from "./text.ts";

/** A study's document: `{"version": 1, "kind": "race", "experiment": {...}, ...}`; the C++ parser is the judge of it. */
export type StudySource = Written<Study> | ExperimentSource;

/** A study that the parser accepted. */
export interface StudyDescription {
  readonly kind: StudyId;
  readonly title: Text;
  /** Every field of the kind with its value. */
  readonly document: Study;
}

export interface StudyProgress {
  readonly finished: boolean;
  /** From 0 to 1. */
  readonly progress: number;
}

/** What a study has found so far; whole when it is finished. Each kind has more in it: see src/studies. */
export interface StudyResult {
  /** The answer in a sentence. */
  readonly message: Text;
  readonly table: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly unknown[])[];
  };
  /** Restarts and search: the document of the best run. Race: the name of the winner. */
  readonly best?: ExperimentDocument | string;
  /** Once it has ended. Of many trainings: `diverged` where every one has, `refused` where none could be trained. */
  readonly status?: "finished" | "diverged" | "refused";
  readonly [more: string]: unknown;
}

/** A study at work: many trainings under one question. */
export interface StudyRun {
  readonly description: StudyDescription;
  readonly module: ModuleInfo;
  /** Works until it is finished or the signal aborts; run() again goes on. What it finds depends on neither. */
  run(options?: {
    signal?: AbortSignal;
    onProgress?: (progress: StudyProgress) => void;
  }): Promise<StudyResult>;
  result(): Promise<StudyResult>;
  close(): Promise<void>;
}
