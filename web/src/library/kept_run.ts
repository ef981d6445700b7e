// SPDX-License-Identifier: Apache-2.0
/** A run as it is kept: what it was, what came of it, and how it looked; where it stood lies beside it, for that may be large. */
import type { KeptPicture } from "../charts/kept_picture.ts";
import type { AnsweredPrediction } from "../documents/prediction.ts";
import type { Experiment, ExperimentDocument, RunState, SavedModel } from "../engine/api.ts";

/** Losses and shares as they were measured last; absent where they do not apply. */
export interface RunResults {
  readonly status: RunState["status"];
  readonly steps: number;
  readonly epochs: number;
  readonly train_loss?: number | null;
  readonly validation_loss?: number | null;
  readonly test_loss?: number | null;
  readonly train_accuracy?: number | null;
  readonly validation_accuracy?: number | null;
  readonly test_accuracy?: number | null;
}

export interface KeptRun {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  /** Why it was run, in one line. */
  readonly why?: string;
  /** When it was kept, in milliseconds since 1970. */
  readonly at: number;
  /** What differs from the defaults, and the same with all of them. */
  readonly document: ExperimentDocument;
  readonly experiment: Experiment;
  readonly results: RunResults;
  /** What was expected of it, where it was asked. */
  readonly prediction?: AnsweredPrediction;
  /** With its losses, thinned. */
  readonly picture?: KeptPicture;
}

/** With where it stood, so that it goes on with the same bits; absent where it has diverged. */
export interface WholeRun {
  readonly run: KeptRun;
  readonly model?: SavedModel;
}
