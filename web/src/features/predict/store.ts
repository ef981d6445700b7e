// SPDX-License-Identifier: Apache-2.0
/**
 * A prediction from its first stroke to what was seen. Once it is locked it belongs to one run: to that very experiment from its very
 * start, and to nothing else.
 */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import { answer, answeredBy } from "../../app/answered_prediction.ts";
import { perWorkspace } from "../../app/per_workspace.ts";
import { PredictFirst } from "../../app/predict_first.ts";
import { type Drawn, epochOf, NOTHING } from "../../app/prediction_pad.ts";
import { runTitle } from "../../app/run_title.ts";
import type { Workspace } from "../../app/workspace.ts";
import {
  type Comparison,
  compared,
  type LossPoint,
  PREDICTED,
  type Prediction,
  type RecordedLoss,
  rangeFrom,
} from "../../documents/prediction.ts";
import type { Description } from "../../engine/api.ts";
import { HISTORY_COLUMNS } from "../../engine/contract/history.ts";
import type { RunSession } from "../../sessions/run_session.ts";

/** How long a run can be spoken of, in epochs. */
const LENGTHS = [8, 24, 40, 80, 160, 400] as const;
const USUAL = 80;

export interface Locked {
  readonly prediction: Prediction;
  /** Of the network before its first update. */
  readonly start: number;
  readonly run: RunSession;
  readonly generation: number;
  readonly description: Description;
  readonly edited: boolean;
}

/** A prediction that the run has answered. */
export interface Told {
  readonly id: number;
  /** What was run. */
  readonly title: string;
  readonly prediction: Prediction;
  readonly start: number;
  readonly recorded: RecordedLoss;
  /** Undefined where the run ended before the first point. */
  readonly comparison: Comparison | undefined;
  /** What somebody saw, in their own words. */
  readonly seen: string;
}

/** `left`: the experiment was changed, or the run went back, before it had answered. */
export type Stage = "draws" | "runs" | "told" | "left";

export class PredictStore {
  readonly drawn = signal<Drawn>(NOTHING);
  readonly told = signal<readonly Told[]>([]);
  readonly #of = signal<Prediction["of"]>("train_loss");
  readonly #epochs = signal<number>(USUAL);
  readonly #locked = signal<Locked | undefined>(undefined);
  readonly #stage = signal<Stage>("draws");
  #answering = false;
  #locking = false;

  constructor(private readonly workspace: Workspace) {
    effect(() => this.#follow());
  }

  get stage(): Stage {
    return this.#stage.value;
  }
  get locked(): Locked | undefined {
    return this.#locked.value;
  }
  /** The answer to what is locked. */
  get answer(): Told | undefined {
    return this.stage === "told" ? this.told.value.at(-1) : undefined;
  }

  /** The losses that the experiment has. */
  readonly kinds: ReadonlySignal<readonly Prediction["of"][]> = computed(() => {
    const { validation } = this.workspace.document.description.summary.counts;
    return PREDICTED.filter((of) => of === "train_loss" || validation > 0);
  });

  get of(): Prediction["of"] {
    const [first = "train_loss"] = this.kinds.value;
    return this.kinds.value.includes(this.#of.value) ? this.#of.value : first;
  }
  set of(of: Prediction["of"]) {
    this.#of.value = of;
  }

  /** None is longer than the run itself will be. */
  get lengths(): readonly number[] {
    const end = Number(this.workspace.document.experiment.stop.epochs) || Number.POSITIVE_INFINITY;
    const fitting = LENGTHS.filter((length) => length <= end);
    return fitting.length === 0 ? [end] : fitting;
  }

  get epochs(): number {
    const { lengths } = this;
    const wanted = this.#epochs.value;
    return lengths.includes(wanted) ? wanted : (lengths.at(-1) ?? wanted);
  }
  set epochs(epochs: number) {
    this.#epochs.value = epochs;
  }

  /** The loss before the first update; undefined where the run is further on, or its loss has no logarithm. */
  get start(): number | undefined {
    const { state } = this.workspace.run;
    const loss = state?.step === 0 ? state[this.of] : undefined;
    return typeof loss === "number" && Number.isFinite(loss) && loss > 0 ? loss : undefined;
  }

  /** Where nothing trains before it. */
  get first(): PredictFirst | undefined {
    const wantedFirst = this.workspace.wantedFirst.value;
    return wantedFirst instanceof PredictFirst ? wantedFirst : undefined;
  }

  get canLock(): boolean {
    const isDrawn = this.drawn.value.some((loss) => loss !== undefined);
    return isDrawn && this.start !== undefined && this.workspace.run.ready;
  }

  /** From now on nothing is changed in it; the run begins. */
  async lock(): Promise<void> {
    const { start, epochs, of, workspace } = this;
    if (start === undefined || !this.canLock || this.stage !== "draws" || this.#locking) return;
    const { first } = this;
    // Another wish than this prediction itself.
    if (first === undefined && workspace.holdsBack()) return;
    this.#locking = true;
    // Another trainer has the run anew, which is the one that will answer.
    await workspace.beforeTraining().finally(() => {
      this.#locking = false;
    });
    const { run } = workspace;
    const points = this.drawn.peek().flatMap((loss, column): LossPoint[] => {
      return loss === undefined ? [] : [{ epoch: epochOf(column, epochs), loss }];
    });
    const { generation, description } = run;
    const prediction = { of, epochs, range: rangeFrom(start), points };
    const edited = run.state?.edited === true;
    this.#stage.value = "runs";
    this.#locked.value = { prediction, start, run, generation, description, edited };
    first?.pass();
    await workspace.play();
  }

  /** For the next one. */
  again(): void {
    this.drawn.value = NOTHING;
    this.#stage.value = "draws";
    this.#locked.value = undefined;
  }

  /** What was seen in the run that answered last. */
  see(seen: string): void {
    const all = this.told.peek();
    const last = all.at(-1);
    const locked = this.#locked.peek();
    if (last === undefined) return;
    this.told.value = [...all.slice(0, -1), { ...last, seen }];
    // The run may have gone on to something else meanwhile.
    if (locked !== undefined && answeredBy(locked.run) !== undefined) {
      keep(locked.run, { ...last, seen });
    }
  }

  #follow(): void {
    const locked = this.#locked.value;
    if (locked === undefined || this.#stage.value !== "runs") return;
    const run = this.workspace.current.value;
    const { generation, description, state, history, ended } = run;
    const same =
      run === locked.run &&
      generation === locked.generation &&
      description === locked.description &&
      (state?.edited === true) === locked.edited;
    const isOver = ended || history.newest("epoch") >= locked.prediction.epochs;
    untracked(() => {
      if (!same) this.#stage.value = "left";
      else if (isOver) void this.#answer(locked);
    });
  }

  async #answer(locked: Locked): Promise<void> {
    if (this.#answering) return;
    this.#answering = true;
    const { run, prediction, start, description } = locked;
    let rows: Float64Array;
    try {
      if (run.playing) await run.pause();
      rows = await run.recorded();
    } finally {
      this.#answering = false;
    }
    // Another run, or this one from its start, tells nothing of what was expected.
    if (this.#locked.peek() !== locked || this.#stage.peek() !== "runs") return;
    const diverged = run.state?.status === "diverged";
    const recorded = recordedLoss(rows, prediction, diverged);
    const { settings, document } = this.workspace;
    const answered: Told = {
      id: this.told.peek().length + 1,
      title: runTitle(document.catalog, description, settings.language),
      prediction,
      start,
      recorded,
      comparison: compared(prediction, recorded),
      seen: "",
    };
    this.told.value = [...this.told.peek(), answered];
    keep(run, answered);
    this.#stage.value = "told";
  }
}

/** Goes with the run when that is kept. */
function keep(run: RunSession, { prediction, comparison, seen }: Told): void {
  answer(run, { prediction, ...(comparison && { decades: comparison.decades }), seen });
}

/** Up to where the prediction goes; one record more where none lies on that place. `rows`: as `Run.history` gives them. */
export function recordedLoss(
  rows: Float64Array,
  { of, epochs: end }: Pick<Prediction, "of" | "epochs">,
  diverged: boolean,
): RecordedLoss {
  const width = HISTORY_COLUMNS.length;
  const [epoch, loss] = [HISTORY_COLUMNS.indexOf("epoch"), HISTORY_COLUMNS.indexOf(of)];
  const epochs: number[] = [];
  const losses: number[] = [];
  for (let row = 0; row < rows.length; row += width) {
    if ((epochs.at(-1) ?? 0) >= end) break;
    epochs.push(rows[row + epoch] ?? 0);
    losses.push(rows[row + loss] ?? Number.NaN);
  }
  return { epochs, losses, diverged };
}

export const predictOf = perWorkspace((workspace) => new PredictStore(workspace));
