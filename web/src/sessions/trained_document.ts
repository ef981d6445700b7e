// SPDX-License-Identifier: Apache-2.0
/** The document that a run trains by, which may become another while it trains. */
import { batch, type Signal, signal } from "@preact/signals-core";
import type { Description, ExperimentDocument, Run, Text } from "../engine/api.ts";
import { textOf } from "../engine/contract/engine_error.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import type { Beginning } from "./beginning.ts";
import { RunHistory } from "./history.ts";
import type { RunLink } from "./run_link.ts";
import type { ShownRun } from "./shown_run.ts";

/** A description that a run goes on by, from this update on. */
export interface TakenUp {
  readonly step: number;
  readonly description: Description;
}

export class TrainedDocument {
  /** As the run is shown. */
  readonly description: Signal<Description>;
  /** What it took up last while it trained. */
  readonly takenUp = signal<TakenUp | undefined>(undefined);
  /** What the trainer trains by. */
  #taken: Description;
  /** What it takes up when it goes on from before it broke. */
  #due: Description | undefined;

  constructor(
    description: Description,
    private readonly link: RunLink,
    private readonly shown: ShownRun,
    private readonly beginning: Beginning,
  ) {
    this.description = signal(description);
    this.#taken = description;
  }

  /** What the trainer is opened on. */
  begin(): ExperimentDocument {
    this.#taken = this.description.peek();
    return this.#taken.minimal;
  }

  /**
   * Goes on by another document from where it stands; false where it does not, and stays what it was. Numbers that broke stay to be looked
   * at: it is taken up when training goes on from before.
   */
  async change(description: Description): Promise<boolean> {
    const broke = this.shown.reported.peek()?.status === "diverged";
    this.#due = broke ? description : undefined;
    if (broke) return true;
    const before = this.description.peek();
    this.description.value = description;
    const refusal = await this.link.ask((run) => this.#takeUp(run, description));
    // What died meanwhile takes it up when it is revived.
    if (refusal === undefined) return true;
    this.description.value = before;
    return false;
  }

  /** It may have been changed while the run was being opened, or lay dead. */
  async catchUp(run: Run): Promise<void> {
    const description = this.description.peek();
    if (description !== this.#taken) await this.#goOnBy(run, description);
  }

  /** Training goes on: what it broke over is left behind. */
  async takeUpDue(run: Run): Promise<void> {
    const due = this.#due;
    this.#due = undefined;
    if (due !== undefined) await this.#goOnBy(run, due);
  }

  /** Where nobody waits for the answer: what is refused is not what the run is shown by, and why is told. */
  async #goOnBy(run: Run, description: Description): Promise<void> {
    this.description.value = description;
    const refusal = await this.#takeUp(run, description);
    // Unless it was changed once more meanwhile.
    if (refusal === undefined || this.description.peek() !== description) return;
    batch(() => {
      this.description.value = this.#taken;
      this.link.refused.value = refusal;
    });
  }

  /** @returns why the trainer refuses it, if it does */
  async #takeUp(run: Run, description: Description): Promise<Text | undefined> {
    try {
      await run.change(this.beginning.started(description.minimal));
      this.#taken = description;
      await this.#countIn(description.experiment.record.unit, run);
      const state = await run.state();
      batch(() => {
        // It may have been at its end, and is not any more.
        this.shown.reported.value = state;
        this.takenUp.value = { step: state.step, description };
        // What lay ahead is of the document before.
        this.shown.ahead.value = undefined;
      });
      return undefined;
    } catch (error) {
      if (error instanceof ExperimentError) return textOf(error);
      throw error;
    }
  }

  /** Curves run over what the run records by: epochs, or updates. */
  async #countIn(unit: RunHistory["unit"], run: Run): Promise<void> {
    if (unit === this.shown.historyNow.unit) return;
    const rows = await run.history();
    const history = new RunHistory(unit);
    history.append(0, rows);
    this.shown.replaceHistory(history);
  }
}
