// SPDX-License-Identifier: Apache-2.0
/** What a run begins with that its document does not tell: where it stood when it was put aside, or the weights of another. */
import { signal } from "@preact/signals-core";
import type { Engine, ExperimentDocument, Frame, Run, SavedModel, Text } from "../engine/api.ts";
import { textOf } from "../engine/contract/engine_error.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { refusesState, startFrom, withStartsOf } from "../engine/model_start.ts";

export interface BeginsWith {
  /** A run of this experiment that was put aside: training goes on where it stood. */
  readonly saved?: SavedModel | undefined;
  /** The network of another run, whose weights this one begins with where they fit. */
  readonly weights?: Promise<SavedModel | undefined> | undefined;
}

type OnFrame = (frame: Frame) => void;

export class Beginning {
  /** Whether it has the weights of the run before it: those of the document itself are others. */
  readonly carried = signal(false);
  /** Whether it goes on where it was put aside, unless the trainer has refused that state. */
  readonly goesOn = signal(true);
  /** The step that it begins at. */
  step = 0;
  /** The document with the weights that the run began with, where they are others than it says. */
  started = (document: ExperimentDocument): ExperimentDocument => document;

  constructor(
    private readonly engine: Pick<Engine, "open">,
    private readonly from: BeginsWith,
  ) {}

  /**
   * A saved state that is damaged, of another version or of another experiment keeps nobody from training: the run begins with its
   * weights, or where they do not fit anew, and `refuse` is told.
   */
  async open(
    document: ExperimentDocument,
    onFrame: OnFrame,
    refuse: (why: Text) => void,
  ): Promise<Run> {
    const { saved } = this.from;
    if (saved === undefined) return this.#openWith(await this.from.weights, document, onFrame);
    const started = withStartsOf(document, saved);
    try {
      const run = await this.engine.open(started, onFrame, saved);
      this.step = saved.steps;
      if (started !== document) this.#carries((other) => withStartsOf(other, saved));
      return run;
    } catch (error) {
      if (!(error instanceof ExperimentError)) throw error;
      this.goesOn.value = false;
      if (!refusesState(error)) {
        refuse(textOf(error));
        return this.engine.open(document, onFrame);
      }
      const run = await this.#openWith(saved, document, onFrame);
      refuse(notGoneOnWith(textOf(error), this.carried.peek()));
      return run;
    }
  }

  /** Weights that do not fit keep nobody from training either: the run has its own then. */
  async #openWith(
    weights: SavedModel | undefined,
    document: ExperimentDocument,
    onFrame: OnFrame,
  ): Promise<Run> {
    if (weights === undefined) return this.engine.open(document, onFrame);
    const started = (other: ExperimentDocument) => startFrom({ ...other }, weights);
    try {
      const run = await this.engine.open(started(document), onFrame);
      this.#carries(started);
      return run;
    } catch (error) {
      if (!(error instanceof ExperimentError)) throw error;
      return this.engine.open(document, onFrame);
    }
  }

  #carries(started: Beginning["started"]): void {
    this.started = started;
    this.carried.value = true;
  }
}

/** The trainer says what is wrong with the state; what has been done is this page's to say. */
function notGoneOnWith(why: Text, carried: boolean): Text {
  return carried
    ? {
        en: `The saved state ${why.en} This is done: training begins at step 0 with its weights.`,
        zh: `保存的状态${why.zh}已照此处理：训练从第 0 步开始，使用其权重。`,
      }
    : {
        en: `The saved state ${why.en} Its weights do not fit either: training begins anew.`,
        zh: `保存的状态${why.zh}其权重也不适用：训练重新开始。`,
      };
}
