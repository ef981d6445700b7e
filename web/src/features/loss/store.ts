// SPDX-License-Identifier: Apache-2.0
/**
 * What the chart keeps beside the run: the runs before it as ghosts, what was changed while it trained, and how it is looked at. A run
 * that ends leaves one ghost, in place of the last one; those that are pinned stay.
 */
import { effect, signal, untracked } from "@preact/signals-core";
import { perWorkspace } from "../../app/per_workspace.ts";
import type { Workspace } from "../../app/workspace.ts";
import { differences } from "../../documents/difference.ts";
import type { Description, Experiment } from "../../engine/api.ts";
import type { RunHistory } from "../../sessions/history.ts";
import type { RunSession } from "../../sessions/run_session.ts";
import type { Unit } from "./positions.ts";

export interface Ghost {
  readonly id: number;
  /** The run that it is of. */
  readonly run: number;
  /** Its settings were others before: they do not tell all. */
  readonly strayed: boolean;
  readonly description: Description;
  readonly history: RunHistory;
  readonly pinned: boolean;
}

/** Something changed while the run trained. */
export interface Change {
  readonly step: number;
  readonly paths: readonly string[];
  readonly experiment: Experiment;
}

/** As many as can be told apart. */
export const MOST_PINNED = 5;
/** One that lived shorter was only passed by, while somebody dragged a slider: it takes the place of nothing. */
const PASSED_BY_MS = 1_000;

export class LossStore {
  readonly ghosts = signal<readonly Ghost[]>([]);
  readonly changes = signal<readonly Change[]>([]);
  /** The weight of the past in the trend; 0: nothing is smoothed. */
  readonly smoothing = signal(0);
  /** Of the x axis; undefined: as the run records. */
  readonly unit = signal<Unit | undefined>(undefined);

  #run: RunSession;
  #begun: number;
  #description: Description;
  /** By which the run trains. */
  #taken: Description;
  #ahead: { readonly history: RunHistory; readonly description: Description } | undefined;
  /** What the run says to go on with, as it was left. */
  #continued: Omit<Ghost, "id" | "pinned"> | undefined;
  #ids = 0;

  constructor(
    workspace: Workspace,
    private readonly now = () => performance.now(),
  ) {
    this.#run = workspace.current.peek();
    this.#description = this.#run.description;
    this.#taken = this.#description;
    this.#begun = now();
    effect(() => {
      const run = workspace.current.value;
      void [run.description, run.ahead, run.takenUp, run.goesOnFrom];
      untracked(() => this.#follow(run));
    });
  }

  /**
   * Those to be seen. One that differs in nothing from the run would only lie under its curve; one of other data or by another loss is
   * measured otherwise, says nothing about the run, and would press its curve flat.
   */
  shown(experiment: Experiment): readonly Ghost[] {
    return this.ghosts.value.filter(({ pinned, strayed, description }) => {
      if (pinned) return true;
      const other = description.experiment;
      const alike =
        other.data.type === experiment.data.type && other.loss.type === experiment.loss.type;
      return alike && (strayed || differences(experiment, other).length > 0);
    });
  }

  get canPin(): boolean {
    return this.ghosts.value.filter(({ pinned }) => pinned).length < MOST_PINNED;
  }

  /** The run as it is now, to be compared with all that follow. */
  pinRun(): void {
    const { id, description, history } = this.#run;
    const strayed = this.changes.value.length > 0;
    this.#add({ run: id, strayed, description, history: history.copy(), pinned: true });
  }

  pin(id: number, pinned: boolean): void {
    this.ghosts.value = this.ghosts.value.map((ghost) =>
      ghost.id === id ? { ...ghost, pinned } : ghost,
    );
  }

  remove(id: number): void {
    this.ghosts.value = this.ghosts.value.filter((ghost) => ghost.id !== id);
  }

  #follow(run: RunSession): void {
    if (run !== this.#run) {
      const goesOn = this.#goesOn(run);
      const { id, history } = this.#run;
      const left = this.#ahead ?? { history, description: this.#description };
      const before = { run: id, strayed: false, ...left };
      if (
        !goesOn &&
        (this.now() - this.#begun >= PASSED_BY_MS || this.ghosts.value.every((one) => one.pinned))
      ) {
        this.#leave(before);
      }
      this.#continued = goesOn ? before : undefined;
      this.#run = run;
      this.#begun = this.now();
      this.#ahead = undefined;
      this.#taken = run.description;
      if (!goesOn) this.changes.value = [];
    } else if (this.#continued !== undefined && run.goesOnFrom === undefined) {
      // The trainer refused its state: it is another run after all.
      this.#leave(this.#continued);
      this.#continued = undefined;
      this.changes.value = [];
    } else if (run.takenUp !== undefined && run.takenUp.description !== this.#taken) {
      const { step, description } = run.takenUp;
      const { experiment } = description;
      const paths = differences(this.#taken.experiment, experiment);
      this.#taken = description;
      if (paths.length > 0 && step > 0) {
        this.changes.value = [...this.changes.value, { step, paths, experiment }];
      }
    }
    if (run.ahead !== this.#ahead?.history) this.#followAhead(run);
    this.#description = run.description;
  }

  /** Whether it is the same run, from where that stood: its curve goes on. */
  #goesOn({ goesOnFrom }: RunSession): boolean {
    const { id, state } = this.#run;
    return this.#ahead === undefined && goesOnFrom?.run === id && goesOnFrom.step === state?.step;
  }

  /** Back in time, or on from there: what lay ahead is another run then. */
  #followAhead(run: RunSession): void {
    const before = this.#ahead;
    const { ahead } = run;
    this.#ahead = ahead && {
      history: ahead,
      description: before?.description ?? this.#description,
    };
    if (ahead !== undefined || before === undefined) return;
    const step = run.state?.step ?? 0;
    const kept = this.changes.value.filter((change) => change.step <= step);
    const strayed = kept.length < this.changes.value.length;
    this.changes.value = kept;
    if (before.history.newest("step") > step) this.#leave({ run: run.id, strayed, ...before });
  }

  #leave(ghost: Omit<Ghost, "id" | "pinned">): void {
    if (ghost.history.rows < 2) return;
    const pinned = this.ghosts.value.filter((one) => one.pinned);
    this.ghosts.value = pinned;
    // Where it stood when it was pinned is what somebody wanted to see.
    const known = pinned.some(
      (one) =>
        one.run === ghost.run &&
        differences(one.description.experiment, ghost.description.experiment).length === 0,
    );
    if (!known) this.#add({ ...ghost, pinned: false });
  }

  #add(ghost: Omit<Ghost, "id">): void {
    this.#ids += 1;
    this.ghosts.value = [...this.ghosts.value, { ...ghost, id: this.#ids }];
  }
}

export const lossStore = perWorkspace((workspace) => new LossStore(workspace));
