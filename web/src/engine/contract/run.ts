// SPDX-License-Identifier: Apache-2.0
/** One training run. */
import type { ProbeId } from "#catalog";
import type { Description } from "./description.ts";
import type { ExperimentSource } from "./document.ts";
import type { Evaluation, Part } from "./evaluation.ts";
import type { Frame, Pace } from "./frame.ts";
import type { ModuleInfo } from "./module_info.ts";
import type { ProbeAnswers, Question } from "./probes.ts";
import type { RunState } from "./run_state.ts";
import type { Samples } from "./samples.ts";
import type { SavedModel } from "./saved_model.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Lease, ViewAnswer, ViewKind, ViewSpec } from "./view.ts";

/** A training run on one experiment. In the browser it lives in a worker; every method is asynchronous. */
export interface Run {
  /** Of the document that it trains by now. */
  readonly description: Description;
  readonly module: ModuleInfo;
  /** 1-D and 2-D data: per sample x1, x2, target, part. */
  points(): Promise<Float32Array>;
  state(): Promise<RunState>;
  /** Resolves at once; frames tell the rest. */
  play(): Promise<void>;
  /** Resolves when training stands still: after a few milliseconds, or after one update where that takes longer. */
  pause(): Promise<RunState>;
  /**
   * Pauses first, and resolves after `count` steps, or earlier at the end of training or at a pause.
   * @throws ExperimentError when it is no whole number from 0.
   */
  step(count?: number): Promise<RunState>;
  /** To the end of the current epoch. */
  epoch(): Promise<RunState>;
  /** Pauses, and goes back to step 0 with the same initial parameters. */
  reset(): Promise<RunState>;
  /**
   * Goes on by another document, from where the run stands and with all that it remembers, after the update under way: the learning
   * rate and what else the catalog says of (`Field.goes_on`). It is the saved run, resumed by that document. reset() then goes to the
   * start of the new one.
   * @throws ExperimentError with the path of what a run begins with, or where it has diverged; then the run stays what it was.
   */
  change(document: ExperimentSource): Promise<Description>;
  /** @throws ExperimentError when it is none. */
  setPace(pace: Pace): Promise<void>;
  /**
   * Leases a view: `show` gets it now and whenever it changes, as often as training can spare the time.
   * @throws ExperimentError when the view makes no sense; one that does not fit the data never comes.
   */
  want<K extends ViewKind>(
    view: ViewSpec<K>,
    show: (answer: ViewAnswer<K>) => void,
  ): Promise<Lease>;
  /** Keeps where the run stands. @throws ExperimentError where that is too large to be kept, or the run has diverged. */
  snapshot(): Promise<Snapshot>;
  /**
   * What is kept, by step: runs with frames keep more by themselves while they train. Their bytes are bounded, so that the closest
   * ones give way. Those ahead of where a run went back to are kept until it trains on, is changed, or set by hand.
   */
  snapshots(): Promise<readonly Snapshot[]>;
  /**
   * Pauses, and goes back (or ahead) to a snapshot: what follows has the same digits as it had.
   * @throws ExperimentError when there is no such mark.
   */
  restore(mark: number): Promise<RunState>;
  /**
   * For a run whose trainer was lost: the same run in a new one, from the last snapshot that was on this side, else from the start.
   * Leases are taken anew. `onFrame` takes the place of the old one.
   */
  reopen(onFrame?: (frame: Frame) => void): Promise<Run>;
  /**
   * Trains until the run ends or the signal aborts; for scripts and the command line. `onPoints` gets every recorded point,
   * HISTORY_COLUMNS wide, from step 0 on when it is given before the run has begun; history() keeps a bounded number of them.
   */
  train(options?: {
    signal?: AbortSignal;
    onProgress?: (state: RunState) => void;
    onPoints?: (rows: Float64Array) => void;
  }): Promise<RunState>;
  history(): Promise<Float64Array>;
  /** @throws ExperimentError when there is no such part; confusion() too. */
  evaluate(part: Part): Promise<Evaluation>;
  confusion(part: Part): Promise<Float32Array>;
  /**
   * What the network says of new samples. `features`: in original units, sample by sample, in the order of `summary.feature_names`.
   * Answers `summary.outputs` numbers a sample: probabilities, or values in original units.
   * @throws ExperimentError where they are no whole samples.
   */
  predict(features: Float32Array): Promise<Float32Array>;
  /** All samples of a part, in original units. @throws ExperimentError when there is no such part. */
  samples(part: Part): Promise<Samples>;
  parameters(): Promise<Float32Array>;
  /**
   * Pauses, and sets a block of parameters by hand, by its name as in SavedModel, column by column: `layers[0].weight`. The losses of
   * where the run stands are measured anew, and the next step begins from there.
   * @throws ExperimentError where there is no such block, where they are not as many finite numbers, or the run has diverged.
   */
  setParameters(block: string, values: Float32Array): Promise<RunState>;
  /**
   * Looks inside. `layers` and `update` make the next step themselves, exactly as it would have been made, and describe it.
   * @throws ExperimentError where the question does not fit this run, or another command comes before that step is made.
   */
  probe<Id extends ProbeId>(question: Question<Id>): Promise<ProbeAnswers[Id]>;
  /** The trained network as an object for a file: open() goes on from it, startFrom() begins with its weights. */
  save(): Promise<SavedModel>;
  close(): Promise<void>;
}
