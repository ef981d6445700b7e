// SPDX-License-Identifier: Apache-2.0
/** Trains a session in slices, so that commands and frames get through: one motion at a time, at its pace. */
import type { Clock } from "../clock.ts";
import type { Pace } from "../contract/frame.ts";
import type { RunState } from "../contract/run_state.ts";
import type { FrameMaker, Standing } from "./frame_maker.ts";
import type { FrameSender } from "./frame_sender.ts";
import type { GuardedSession } from "./guarded_session.ts";
import { RateMeter } from "./rate_meter.ts";
import type { RunSnapshots } from "./run_snapshots.ts";

/** Short against the 50 ms within which people see a pause obeyed, long against the microseconds of a call into wasm. */
export const SLICE_MS = 8;

/** Paces are told per frame: a sixtieth of a second, on whatever screen. */
export const FRAME_MS = 1000 / 60;

/** Progress is for people to read. */
const PROGRESS_MS = 100;

/** One motion of training: play, train, some steps, an epoch. A newer one ends it. */
export interface Motion {
  readonly goal: number;
  readonly playing: boolean;
  readonly paced: boolean;
  readonly onProgress?: ((state: RunState) => void) | undefined;
  readonly onPoints?: ((rows: Float64Array) => void) | undefined;
}

/** What a motion passes by. */
export interface Surroundings {
  readonly clock: Clock;
  readonly snapshots: RunSnapshots;
  readonly frames: Pick<FrameMaker, "making">;
  readonly sender: Pick<FrameSender, "offer" | "watched">;
  readonly stepsPerEpoch: () => number;
}

export class Training {
  pace: Pace = "unlimited";
  #playing = false;
  /** On its way, be it played or for some steps. */
  #moving = false;
  #motion = 0;
  /** Until when paced training waits. */
  #idleUntil = 0;
  /** Of those who wait for an answer that training would change. */
  #waiting = 0;
  readonly #rate = new RateMeter();

  constructor(
    private readonly session: GuardedSession,
    private readonly surroundings: Surroundings,
  ) {}

  get playing(): boolean {
    return this.#playing && this.session.state.status === "ready";
  }

  /** Counts motions, and what ends one: what was begun under another number is given up. */
  get motion(): number {
    return this.#motion;
  }

  get standing(): Standing {
    const { steps_per_second, samples_per_second } = this.#rate;
    return {
      state: this.session.state,
      moving: this.#moving,
      idle: this.#idleUntil - this.surroundings.clock.now(),
      motion: { playing: this.playing, steps_per_second, samples_per_second },
    };
  }

  /** Ends the motion under way: its loop sees that it is no longer the newest and never calls the session again. */
  halt(): void {
    this.session.goBack();
    this.#motion += 1;
    this.#moving = false;
    if (!this.#playing) return;
    this.#playing = false;
    this.surroundings.sender.offer();
  }

  async move(motion: Motion): Promise<RunState> {
    this.halt();
    // The frame that tells of the halt may have begun a step of its own.
    this.session.goBack();
    const mine = this.#motion;
    const { clock, snapshots, sender } = this.surroundings;
    snapshots.begin();
    const { step: first, samples } = this.session.state;
    this.#rate.start(clock.now(), first, samples);
    let told = clock.now();
    let tick = told;
    // A step is over when its record is.
    const before = (step: number) => {
      const { state } = this.session;
      return (
        mine === this.#motion && state.status === "ready" && (state.step < step || state.recording)
      );
    };
    this.#playing = motion.playing;
    try {
      this.#tellPoints(motion);
      if (motion.goal > this.session.state.step && before(motion.goal)) {
        snapshots.forgetAhead();
        this.#keep();
      }
      this.#moving = before(motion.goal);
      while (before(motion.goal)) {
        const quota = motion.paced ? this.#stepsPerFrame() : Number.POSITIVE_INFINITY;
        const stop = Math.min(motion.goal, this.session.state.step + quota);
        while (before(stop)) {
          if (!this.surroundings.frames.making && this.#waiting === 0) {
            this.slice(stop - this.session.state.step);
            this.#tellPoints(motion);
            this.#keep();
          }
          if (clock.now() - told >= PROGRESS_MS) {
            motion.onProgress?.(this.session.state);
            told = clock.now();
          }
          await clock.yield();
        }
        if (before(motion.goal) && Number.isFinite(quota)) tick = await this.#next(tick);
      }
      if (mine === this.#motion) {
        snapshots.begin();
        this.#keep();
      }
    } finally {
      // Also where it was refused, or who was told threw. The last frame tells that nothing moves any more; a newer motion speaks for
      // itself.
      if (mine === this.#motion) {
        this.#playing = false;
        this.#moving = false;
        sender.offer();
      }
    }
    return this.session.state;
  }

  /** No further than this within one slice; 0 ends the record under way. */
  slice(steps: number): void {
    const { step, samples } = this.session.run(steps, SLICE_MS);
    this.#rate.mark(this.surroundings.clock.now(), step, samples);
    this.surroundings.sender.offer();
  }

  /** The update and the record under way may take long: in slices, like every other. */
  async betweenUpdates(): Promise<void> {
    this.session.goBack();
    const within = () => {
      const { status, recording, passes } = this.session.state;
      return status === "ready" && (recording || passes > 0);
    };
    while (within()) {
      this.slice(this.session.state.passes > 0 ? 1 : 0);
      // A motion would begin the next one meanwhile.
      if (within()) await this.surroundings.clock.yield();
    }
  }

  /** Meanwhile training waits, or it would make the step that is described. */
  async waitFor<T>(answer: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    try {
      return await answer();
    } finally {
      this.#waiting -= 1;
    }
  }

  /** The run went back: its rates are of another time. */
  forget(): void {
    this.#rate.clear();
  }

  /**
   * Paced training waits for its own clock, not for the screen: a page that nobody sees is drawn never, and trains on. What came too
   * late is not made up for.
   */
  async #next(last: number): Promise<number> {
    const { clock, sender } = this.surroundings;
    const next = last + FRAME_MS;
    const now = clock.now();
    if (next <= now) return now;
    // Pictures that fit into the time until then cost no training.
    this.#idleUntil = next;
    sender.offer();
    await clock.delay(next - now);
    return next;
  }

  /** Where somebody looks at the run. */
  #keep(): void {
    const { sender, snapshots } = this.surroundings;
    if (sender.watched) snapshots.keepIfDue();
  }

  /** Before the next slice: what the history thins away would be lost. */
  #tellPoints({ onPoints }: Motion): void {
    if (onPoints === undefined) return;
    const rows = this.session.ask("points", (session) => session.take_recorded().slice());
    if (rows.length > 0) onPoints(rows);
  }

  #stepsPerFrame(): number {
    const { pace } = this;
    if (pace === "unlimited") return Number.POSITIVE_INFINITY;
    const steps =
      "steps_per_frame" in pace
        ? pace.steps_per_frame
        : pace.epochs_per_frame * this.surroundings.stepsPerEpoch();
    // At least one, whatever was asked for: a pace that is no number must not stall the loop.
    return Math.max(1, Math.round(steps) || 1);
  }
}
