// SPDX-License-Identifier: Apache-2.0
/** Where a run stands. */
import type { Text } from "./text.ts";

/** Where the trainer stands; made by C++, one truth for page and command line. */
export interface RunState {
  readonly status: "ready" | "finished" | "diverged";
  readonly reason?:
    | "epochs"
    | "steps"
    | "loss_below"
    | "gradient_norm_below"
    | "loss_change_below"
    | "early_stopping";
  readonly message?: Text;
  readonly diverged?: { readonly step: number; readonly layer: number };
  readonly step: number;
  readonly epoch: number;
  readonly samples: number;
  readonly learning_rate: number;
  /** Its document alone does not lead here: it was changed on its way, or parameters were set by hand. Until a reset. */
  readonly edited?: true;
  /** The losses of this step are still being evaluated: the next slice goes on with it. */
  readonly recording: boolean;
  /** Passes over its batch that the update under way has taken; 0 between two. Until it is made, all the rest tells of the one before. */
  readonly passes: number;
  /** The step with which the epoch of the next one ends. */
  readonly epoch_end: number;
  readonly rows: number;
  /** How often every second row of the history was dropped to keep it bounded. */
  readonly thinnings: number;
  /**
   * These four are of the point that was measured last, of an earlier step than `step` where none is due at it (record.every), or where the
   * history thins it away; Run.evaluate() measures now. At the end of a run they are of its last step, or of the best one, where its
   * weights are restored.
   */
  readonly train_loss: number | null;
  readonly validation_loss: number | null;
  readonly train_accuracy?: number | null;
  readonly validation_accuracy?: number | null;
}
