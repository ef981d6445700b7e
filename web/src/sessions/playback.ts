// SPDX-License-Identifier: Apache-2.0
/** Plays a recorded run as fast as it would be trained, until the trainer has come as far. */
import { batch, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import {
  type Description,
  type Frame,
  HISTORY_COLUMNS,
  type Pace,
  type Run,
  type RunState,
  type ViewAnswer,
  type ViewKind,
  type ViewSpec,
} from "../engine/api.ts";
import { RunHistory } from "./history.ts";
import type { RecordedFilm } from "./recorded_film.ts";
import type { RecordedRun } from "./recorded_run.ts";

/** Paces are told per frame, whatever screen shows them. */
const FRAMES_PER_SECOND = 60;
/** As fast as the machine can: one still wants to see it. */
const UNLIMITED: Pace = { epochs_per_frame: 10 };
/** What came too late is not made up for. */
const LONGEST_PAUSE_MS = 100;

/** Calls `tick` with each picture of the screen, until it is ended. */
export type Screen = (tick: (now: number) => void) => () => void;

const screen: Screen = (tick) => {
  let frame = requestAnimationFrame(function next(now) {
    frame = requestAnimationFrame(next);
    tick(now);
  });
  return () => cancelAnimationFrame(frame);
};

export class Playback {
  readonly #position = signal(0);
  readonly #moving = signal(false);
  readonly #wanted = signal(false);
  readonly #end: () => void;
  /** What the trainer records on its way. */
  readonly #coming: RunHistory;
  #pace: Pace = UNLIMITED;
  #rows = 0;

  constructor(
    readonly run: RecordedRun,
    private readonly description: Description,
    private readonly show: (frame: Frame) => void,
    private readonly ticks = screen,
  ) {
    this.#coming = new RunHistory(description.experiment.record.unit);
    // What was pressed before the film was there plays when it comes.
    this.#end = effect(() => {
      const film = run.film.value;
      return this.#wanted.value && film !== undefined ? this.#play(film) : undefined;
    });
  }

  /** The update that is seen. */
  get position(): ReadonlySignal<number> {
    return this.#position;
  }

  /** Whether there is more to come, and it is on its way. */
  get moving(): ReadonlySignal<boolean> {
    return this.#moving;
  }

  setPace(pace: Pace): void {
    this.#pace = pace === "unlimited" ? UNLIMITED : pace;
  }

  play(): void {
    this.#wanted.value = true;
  }

  /** Stands where it is. */
  pause(): void {
    this.#wanted.value = false;
  }

  rewind(): void {
    this.pause();
    this.#position.value = 0;
    this.#rows = 0;
  }

  /** As it is seen now. */
  view<K extends ViewKind>(spec: ViewSpec<K>): ViewAnswer<K> | undefined {
    return this.run.view(spec, this.#position.value);
  }

  /** A frame of the trainer that is not to be seen yet. */
  keep(frame: Frame): void {
    this.#coming.append(frame.history_from, frame.history);
  }

  /** Lets the trainer make what is seen, with the same digits. @returns where both stand; from here on the trainer is seen. */
  async giveOver(trainer: Run): Promise<{ state: RunState; history: RunHistory }> {
    // Stands until both are there: on a busy machine one that runs on would be chased to its end.
    this.close();
    let state = await trainer.state();
    while (state.status === "ready" && state.step < this.#position.peek()) {
      state = await trainer.step(this.#position.peek() - state.step);
    }
    return { state, history: this.#coming };
  }

  close(): void {
    this.#end();
    this.#moving.value = false;
  }

  #play(film: RecordedFilm): () => void {
    let before: number | undefined;
    let passed = 0;
    this.#moving.value = this.#position.peek() < film.end.step;
    const end = this.ticks((now) => {
      const elapsed = Math.min(now - (before ?? now), LONGEST_PAUSE_MS);
      before = now;
      passed += (elapsed * FRAMES_PER_SECOND) / 1000;
      const quota = this.#stepsPerFrame();
      const frames = Math.floor(passed);
      passed -= frames;
      this.#goTo(Math.min(film.end.step, this.#position.peek() + frames * quota), film, quota);
    });
    return () => {
      end();
      this.#moving.value = false;
    };
  }

  #goTo(step: number, film: RecordedFilm, quota: number): void {
    if (step === this.#position.peek()) return;
    const rows = film.rowsAt(step);
    const width = HISTORY_COLUMNS.length;
    const { steps_per_epoch, counts } = this.description.summary;
    const steps_per_second = quota * FRAMES_PER_SECOND;
    const from = this.#rows;
    this.#rows = rows;
    const ended = step >= film.end.step;
    batch(() => {
      this.#position.value = step;
      if (ended) this.#moving.value = false;
      this.show({
        state: film.stateAt(step),
        playing: !ended,
        history_from: from,
        history: film.history.slice(from * width, rows * width),
        steps_per_second,
        samples_per_second: (steps_per_second * counts.train) / steps_per_epoch,
      });
    });
  }

  #stepsPerFrame(): number {
    const pace = this.#pace;
    if (pace === "unlimited") return 1;
    return "steps_per_frame" in pace
      ? pace.steps_per_frame
      : pace.epochs_per_frame * this.description.summary.steps_per_epoch;
  }
}
