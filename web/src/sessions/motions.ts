// SPDX-License-Identifier: Apache-2.0
/** How a run is moved: by who presses play, step or reset, by another page that shows it, and by itself when it comes to its end. */
import { batch, signal } from "@preact/signals-core";
import { type Frame, type Moved, PARTS, type Run, type RunState } from "../engine/api.ts";
import { current, type Measured, measure } from "./measured.ts";
import type { RunPreview } from "./preview.ts";
import type { RunLink } from "./run_link.ts";
import type { ShownRun } from "./shown_run.ts";
import type { TrainedDocument } from "./trained_document.ts";

/** What brought training to a standstill; each is an object of its own. */
export interface Halt {
  readonly by: "pause" | "step" | "epoch" | "reset" | "restore" | "edit";
  /** The training loss before and after a step or an epoch. */
  readonly loss?: readonly [before: number, after: number];
}

export class Motions {
  readonly playing;
  readonly pausing = signal(false);
  readonly moving = signal(false);
  readonly halt = signal<Halt | undefined>(undefined);
  /** How often play or pause was pressed. */
  #choices = 0;

  constructor(
    private readonly link: RunLink,
    private readonly shown: ShownRun,
    private readonly document: TrainedDocument,
    private readonly preview: RunPreview,
    play: boolean,
  ) {
    this.playing = signal(play);
  }

  async play(): Promise<void> {
    this.#choices += 1;
    const choice = this.#choices;
    batch(() => {
      this.playing.value = true;
      this.pausing.value = false;
      this.shown.ahead.value = undefined;
      this.shown.measured.value = undefined;
      this.link.refused.value = undefined;
    });
    this.preview.play();
    // What was pressed while the run was being opened may have been taken back.
    await this.link.ask(async (run) => {
      await this.document.takeUpDue(run);
      if (choice === this.#choices) await run.play();
    });
  }

  async pause(): Promise<void> {
    this.#choices += 1;
    const choice = this.#choices;
    const isThere = this.link.run.peek() !== undefined;
    this.preview.pause();
    batch(() => {
      // One that is still being opened has nothing to finish.
      this.pausing.value = isThere;
      if (isThere) return;
      this.playing.value = false;
      this.halt.value = { by: "pause" };
    });
    const state = await this.link.ask((run) => run.pause());
    if (choice !== this.#choices) return;
    batch(() => {
      this.pausing.value = false;
      this.playing.value = false;
      if (state !== undefined) this.shown.reported.value = state;
    });
    await this.lookCloser();
    // What is said of it is of the step where it stands, not of the last record.
    if (choice === this.#choices && state !== undefined && isThere) {
      this.halt.value = { by: "pause" };
    }
  }

  /** A step, an epoch, an edit by hand. @returns whether it was made */
  go(by: "step" | "epoch" | "edit", motion: (run: Run) => Promise<RunState>): Promise<boolean> {
    return this.#move(by, async (run) => {
      await this.document.takeUpDue(run);
      return motion(run);
    });
  }

  /** A reset, or to a snapshot. @returns whether it was made */
  goBack(by: "reset" | "restore", motion: (run: Run) => Promise<RunState>): Promise<boolean> {
    return this.#move(by, (run) => {
      this.shown.goBack();
      return motion(run);
    });
  }

  async #move(by: Halt["by"], motion: (run: Run) => Promise<RunState>): Promise<boolean> {
    const choices = this.#choices;
    const back = by === "reset" || by === "restore";
    if (this.link.run.peek() === undefined) this.#standEarly(back);
    // What is pressed while a run is being opened is meant for that run, unless play or pause is pressed after it.
    await this.link.opened;
    if (choices !== this.#choices || (this.shown.ended && !back && by !== "edit")) return false;
    const before = back ? undefined : await this.#lossNow();
    // Or while its loss was measured.
    if (choices !== this.#choices) return false;
    batch(() => {
      this.playing.value = false;
      this.pausing.value = false;
      this.moving.value = true;
      this.link.refused.value = undefined;
      if (back) this.shown.leave();
      else this.shown.ahead.value = undefined;
    });
    const state = await this.link.ask(motion);
    const measured = state && (await this.#measure(state));
    batch(() => {
      this.moving.value = false;
      if (state === undefined) return;
      this.shown.reported.value = state;
      if (measured !== undefined && !this.playing.peek()) this.shown.measured.value = measured;
      const after = current(state, measured)?.train_loss;
      const known = typeof before === "number" && typeof after === "number";
      this.halt.value = known ? { by, loss: [before, after] } : { by };
    });
    return state !== undefined;
  }

  /** Another page that shows this very run has moved it. */
  movedBy(by: Moved, state: RunState): void {
    if (this.link.disposed) return;
    this.#choices += 1;
    batch(() => {
      this.pausing.value = false;
      this.playing.value = by === "play";
      this.link.refused.value = undefined;
      if (by === "back") {
        this.shown.leave();
        this.shown.goBack();
        return;
      }
      if (by !== "pause") this.shown.measured.value = undefined;
      if (by !== "reset" && by !== "restore" && by !== "pause") this.shown.ahead.value = undefined;
      if (by === "play") return;
      this.shown.reported.value = state;
      this.halt.value = { by };
    });
    if (by !== "play" && by !== "back") void this.lookCloser();
  }

  show(frame: Frame): void {
    if (this.link.disposed) return;
    const wasPlaying = this.playing.peek();
    batch(() => {
      this.shown.take(frame);
      if (frame.state.status === "ready" && frame.state.message !== undefined) {
        this.link.refused.value = frame.state.message;
        this.playing.value = false;
      }
      // A run that ends tells so in its last frame; a frame sent before play() was obeyed is no end.
      if (frame.state.status !== "ready") this.playing.value = false;
    });
    if (wasPlaying && !this.playing.peek()) void this.lookCloser();
  }

  /** Its trainer died. */
  stop(): void {
    this.playing.value = false;
    this.pausing.value = false;
    this.moving.value = false;
  }

  /** Where training stands still: what was too dear while it ran. */
  async lookCloser(): Promise<void> {
    const state = this.shown.reported.peek();
    if (this.playing.peek()) return;
    const measured = state && (await this.#measure(state));
    if (measured === undefined || this.playing.peek()) return;
    this.shown.measured.value = measured;
  }

  /** Of the very step where the run stands; while it plays, as it was recorded last. */
  async #lossNow(): Promise<number | null | undefined> {
    const state = this.shown.reported.peek();
    if (state === undefined || this.playing.peek()) return this.shown.state.peek()?.train_loss;
    const known = this.shown.measured.peek();
    return current(state, known?.step === state.step ? known : await this.#measure(state))
      ?.train_loss;
  }

  /** All parts at the step of `state`, for which the trainer's last record may be too old. */
  async #measure(state: RunState): Promise<Measured | undefined> {
    if (state.status === "diverged") return undefined;
    const { counts } = this.document.description.peek().summary;
    const fresh = this.shown.historyNow.newest("step") === state.step;
    const parts = PARTS.filter((part) => counts[part] > 0 && (part === "test" || !fresh));
    return this.link.ask((run) => measure(run, state.step, parts));
  }

  /** A step or a reset is made when the trainer is there; until then nothing moves. */
  #standEarly(back: boolean): void {
    if (!this.preview.plays) return;
    this.playing.value = false;
    if (back) this.preview.rewind();
    else this.preview.pause();
  }
}
