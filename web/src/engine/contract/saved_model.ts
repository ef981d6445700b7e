// SPDX-License-Identifier: Apache-2.0
/** A trained network as an object for a file; ../saved_model.ts reads and writes it. */
import type { Experiment } from "#catalog";
import type { Summary } from "./description.ts";
import type { RunState } from "./run_state.ts";

export const MODEL_FORMAT = "downhill-model";
export const MODEL_VERSION = 1;

/** A matrix of the network, column by column: `values[row + rows * column]`. */
export interface SavedBlock {
  /** Where it belongs: `layers[2].weight`, and inside a residual block `layers[2].layers[0].weight`. */
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** 32-bit numbers with the nine digits that bring them back bit by bit through Math.fround. */
  readonly values: readonly number[];
}

/** Number by number (x - mean) / scale. */
export interface Standardization {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
}

export interface SavedModel {
  readonly format: typeof MODEL_FORMAT;
  readonly version: typeof MODEL_VERSION;
  readonly experiment: Experiment;
  readonly summary: Summary;
  /** Of the run when it was saved; absent in files of before. What has diverged is no trained network, or one that training broke. */
  readonly status?: RunState["status"];
  /** Updates and epochs so far. */
  readonly steps: number;
  readonly epochs: number;
  /** As of RunState: training the experiment anew does not give these numbers. */
  readonly edited?: true;
  /** What the network is fed, input by input: of the features, or of their formulas in `summary.inputs`. */
  readonly standardization: Standardization;
  /** Of real targets, where the experiment standardizes them: predictions are output * scale + mean. */
  readonly target_standardization?: Standardization;
  /** What is learnt, layer by layer. */
  readonly parameters: readonly SavedBlock[];
  /** What is measured: running means and variances of batch norm. */
  readonly statistics: readonly SavedBlock[];
  /** Everything else that the next step depends on, to go on with the same bits; absent where the run has diverged, and in exported files. */
  readonly state?: string;
}
