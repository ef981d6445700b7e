// SPDX-License-Identifier: Apache-2.0
/** The prediction of an exercise: as it is made, locked or passed over, and what comes of it. Until then nothing trains. */
import { batch, signal } from "@preact/signals-core";
import type { Text } from "../engine/api.ts";
import type { Exercise } from "../exercises/document.ts";
import {
  type Before,
  beforeOf,
  curveOf,
  outcomeOf,
  type PredictionOutcome,
} from "../exercises/prediction.ts";
import type { Predicted } from "../exercises/work.ts";
import type { Kept } from "./exercise_kept.ts";
import type { WantedFirst } from "./predict_first.ts";
import type { Workspace } from "./workspace.ts";

export class ExercisePrediction implements WantedFirst {
  /** What came of it is known from then on. */
  readonly locked = signal<Predicted | undefined>(undefined);
  /** Before it is locked. */
  readonly draft = signal<Predicted | undefined>(undefined);
  readonly skipped = signal(false);
  readonly outcome = signal<PredictionOutcome | undefined>(undefined);
  /** For what is drawn or set. */
  readonly before = signal<Before | undefined>(undefined);
  /** Of a choice about another experiment than the one on the page: how its loss went. */
  readonly came = signal<readonly (readonly number[])[] | undefined>(undefined);
  /** How often somebody wanted to train before it. */
  readonly heldBack = signal(0);
  #foreseeing = new AbortController();

  /** `failed`: what comes of it, or comes before it, could not be trained. */
  constructor(
    private readonly exercise: Exercise,
    private readonly workspace: Workspace,
    private readonly failed: (error: unknown, what: Text) => void,
  ) {
    const kind = exercise.prediction?.kind;
    if (kind === "curve" || kind === "point") void this.#lookAhead();
  }

  /** It is asked for, and was not made yet. */
  get waits(): boolean {
    return (
      this.exercise.prediction !== undefined &&
      this.locked.value === undefined &&
      !this.skipped.value
    );
  }

  /** Asked before anything trains; who is held back is led to the prediction. */
  holdsBack(): boolean {
    if (!this.waits) return false;
    this.heldBack.value += 1;
    return true;
  }

  /** Locked, and run. */
  async lock(predicted: Predicted): Promise<void> {
    this.locked.value = predicted;
    if (this.exercise.prediction?.change === undefined) void this.workspace.play();
    await this.#foresee();
  }

  /** As it was left; what comes of it is trained again. */
  restore({ prediction, draft, skipped }: Pick<Kept, "prediction" | "draft" | "skipped">): void {
    batch(() => {
      this.locked.value = prediction;
      this.draft.value = draft;
      this.skipped.value = skipped === true;
      this.outcome.value = undefined;
      this.came.value = undefined;
    });
    void this.#foresee();
  }

  /** What comes of it is wanted no more. */
  stop(): void {
    this.#foreseeing.abort();
  }

  async #foresee(): Promise<void> {
    const { exercise } = this;
    const { engine } = this.workspace;
    const predicted = this.locked.peek();
    this.stop();
    if (predicted === undefined) return;
    this.#foreseeing = new AbortController();
    const { signal } = this.#foreseeing;
    try {
      const shown = exercise.prediction?.kind === "choice" && exercise.prediction.change;
      const [outcome, came] = await Promise.all([
        outcomeOf(exercise, predicted, engine, { signal }),
        shown ? curveOf(exercise, engine, { signal }) : undefined,
      ]);
      if (signal.aborted) return;
      batch(() => {
        this.outcome.value = outcome;
        this.came.value = came;
      });
    } catch (error) {
      if (!signal.aborted) this.failed(error, UNFORESEEN);
    }
  }

  async #lookAhead(): Promise<void> {
    try {
      this.before.value = await beforeOf(this.exercise, this.workspace.engine);
    } catch (error) {
      this.failed(error, UNFORESEEN);
    }
  }
}

const UNFORESEEN: Text = {
  en: "What comes of the prediction could not be trained",
  zh: "无法训练预测所问的实验",
};
