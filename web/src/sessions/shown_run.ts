// SPDX-License-Identifier: Apache-2.0
/** What is shown of a run: what its frames brought, what was answered, and what was measured where it stands. */
import { batch, computed, signal } from "@preact/signals-core";
import type { Frame, RunState } from "../engine/api.ts";
import { RunHistory } from "./history.ts";
import { current, type Measured } from "./measured.ts";
import type { SeenRun } from "./seen_run.ts";

const NO_POINTS = new Float32Array();

export class ShownRun {
  readonly frame = signal<Frame | undefined>(undefined);
  readonly reported = signal<RunState | undefined>(undefined);
  readonly measured = signal<Measured | undefined>(undefined);
  readonly points = signal<Float32Array>(NO_POINTS);
  /** How often the run went back: what is of an older generation is of another time. */
  readonly generation = signal(0);
  /** What was recorded before the run went back. */
  readonly ahead = signal<RunHistory | undefined>(undefined);
  /** Where the run stands. At standstill all its numbers are of the step that it names. */
  readonly state = computed(() => current(this.reported.value, this.measured.value));
  readonly #history;
  readonly #rows = signal(0);
  /** The run is told to go back: the next history begins anew. */
  #goesBack = false;

  constructor(unit: RunHistory["unit"]) {
    this.#history = signal(new RunHistory(unit));
  }

  /** Whether the run came to its end, or broke. */
  get ended(): boolean {
    const state = this.state.value;
    return state !== undefined && state.status !== "ready";
  }

  /** What was recorded. Whoever draws it is told of new rows. */
  get history(): RunHistory {
    void this.#rows.value;
    return this.#history.value;
  }

  /** The same, for whoever does not draw it. */
  get historyNow(): RunHistory {
    return this.#history.peek();
  }

  replaceHistory(history: RunHistory): void {
    batch(() => {
      this.#history.value = history;
      this.#rows.value = history.rows;
    });
  }

  /** The run goes back. The rows of another time come in a history of their own; this one is held until training goes on. */
  leave(): void {
    const history = this.historyNow;
    batch(() => {
      this.generation.value += 1;
      this.measured.value = undefined;
      if (history.rows > 1) this.ahead.value ??= history;
    });
  }

  /** It is told to: from the next history on, which begins anew. */
  goBack(): void {
    this.#goesBack = true;
  }

  take(frame: Frame): void {
    // A frame that waited for the screen may be older than what was answered meanwhile.
    const back = this.#goesBack && frame.history_from === 0;
    const late = !back && frame.state.step < (this.reported.peek()?.step ?? 0);
    batch(() => {
      this.frame.value = frame;
      if (!late) this.reported.value = frame.state;
      if (back) {
        this.#goesBack = false;
        this.#history.value = new RunHistory(this.historyNow.unit);
      }
      const history = this.historyNow;
      history.append(frame.history_from, frame.history);
      this.#rows.value = history.rows;
    });
  }

  /** As it was seen elsewhere. */
  takeSeen({ points, state, measured, history }: SeenRun): void {
    batch(() => {
      this.points.value = points;
      this.reported.value = state;
      this.measured.value = measured;
      this.historyNow.append(0, history);
      this.#rows.value = this.historyNow.rows;
    });
  }

  /** But for the points, which lie where they lay. */
  forget(): void {
    batch(() => {
      this.generation.value += 1;
      this.historyNow.clear();
      this.ahead.value = undefined;
      this.#rows.value = 0;
      this.reported.value = undefined;
      this.measured.value = undefined;
      this.frame.value = undefined;
    });
  }
}
