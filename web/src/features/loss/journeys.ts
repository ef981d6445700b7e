// SPDX-License-Identifier: Apache-2.0
/** Journeys of a run to its snapshots, as the handle of time asks for them while it is dragged. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Snapshot } from "../../engine/contract/snapshot.ts";
import type { RunSession } from "../../sessions/run_session.ts";

type Traveller = Pick<RunSession, "playing" | "restore">;

export interface Journey<Run extends Traveller> {
  readonly run: Run;
  readonly mark: Snapshot;
}

export class Journeys<Run extends Traveller> {
  readonly #wanted = signal<Journey<Run> | undefined>(undefined);
  #next: Journey<Run> | undefined;
  #travelling = false;

  /** @param isShown whether a run is still the one on the page: the snapshots of another are other moments */
  constructor(private readonly isShown: (run: Run) => boolean) {}

  /** Where the handle is, while a run is on its way there. */
  get wanted(): ReadonlySignal<Journey<Run> | undefined> {
    return this.#wanted;
  }

  /**
   * One journey at a time; of those that are asked for meanwhile the last is made. Whoever has pressed play by then goes on from where the
   * run is: it is never brought to a stand for a journey.
   */
  async go(run: Run, mark: Snapshot): Promise<void> {
    this.#next = { run, mark };
    this.#wanted.value = this.#next;
    if (this.#travelling) return;
    this.#travelling = true;
    try {
      while (this.#next !== undefined) {
        const { run: one, mark: there } = this.#next;
        this.#next = undefined;
        if (this.isShown(one) && !one.playing) await one.restore(there.mark);
      }
    } finally {
      this.#next = undefined;
      this.#travelling = false;
      this.#wanted.value = undefined;
    }
  }
}
