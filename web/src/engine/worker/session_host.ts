// SPDX-License-Identifier: Apache-2.0
/** Owns one C++ session and trains it in slices, so that commands and frames get through. Serves the worker and Node alike. */
import type { Clock } from "../clock.ts";
import type { Summary } from "../contract/description.ts";
import type { Evaluation, Part } from "../contract/evaluation.ts";
import { PARTS } from "../contract/evaluation.ts";
import type { Refusal } from "../contract/experiment_error.ts";
import type { Pace, Present, ViewRequest } from "../contract/frame.ts";
import type { HostPort, Reply } from "../contract/protocol.ts";
import type { RunState } from "../contract/run_state.ts";
import { type ModelDescription, type SavedModel, savedModel } from "../saved_model.ts";
import { FrameMaker } from "./frame_maker.ts";
import { FrameSender } from "./frame_sender.ts";
import { RateMeter } from "./rate_meter.ts";
import type { WasmSession } from "./wasm_module.ts";

/** Short against the 50 ms within which people see a pause obeyed, long against the microseconds of a call into wasm. */
export const SLICE_MS = 8;

/** Progress is for people to read. */
const PROGRESS_MS = 100;

export interface HostOptions {
  readonly summary: Summary;
  readonly clock: Clock;
  readonly present?: Present | undefined;
  /** The module is in an unknown state and must be thrown away. */
  readonly onCrash: (error: unknown) => void;
  readonly onClose?: () => void;
}

/** One motion of training: play, train, some steps, an epoch. A newer one ends it. */
interface Motion {
  readonly goal: number;
  readonly playing: boolean;
  readonly paced: boolean;
  readonly onProgress?: ((state: RunState) => void) | undefined;
  readonly onPoints?: ((rows: Float64Array) => void) | undefined;
}

export class SessionHost implements HostPort {
  #state: RunState;
  #playing = false;
  #motion = 0;
  #pace: Pace = "unlimited";
  #closed = false;
  readonly #rate = new RateMeter();
  readonly #frames: FrameMaker;
  readonly #sender: FrameSender;

  constructor(
    private readonly session: WasmSession,
    private readonly options: HostOptions,
  ) {
    this.#state = JSON.parse(session.state());
    const { summary, clock } = options;
    this.#frames = new FrameMaker(session, summary, clock, (call) => this.#guard(call));
    const make = () =>
      this.#frames.make(this.#state, {
        playing: this.#playing,
        steps_per_second: this.#rate.steps_per_second,
        samples_per_second: this.#rate.samples_per_second,
      });
    this.#sender = new FrameSender(make, options.present, clock, options.onCrash);
    this.#sender.offer();
  }

  async state(): Promise<RunState> {
    return this.#state;
  }

  async play(): Promise<void> {
    // A failure has been told through onCrash; nobody waits for the end of this motion.
    this.#move({ goal: Number.POSITIVE_INFINITY, playing: true, paced: true }).catch(() => {});
  }

  async train(
    onProgress?: (state: RunState) => void,
    onPoints?: (rows: Float64Array) => void,
  ): Promise<RunState> {
    const goal = Number.POSITIVE_INFINITY;
    return this.#move({ goal, playing: true, paced: false, onProgress, onPoints });
  }

  async pause(): Promise<RunState> {
    this.#halt();
    return this.#state;
  }

  async step(count = 1): Promise<RunState> {
    return this.#move({ goal: this.#state.step + count, playing: false, paced: false });
  }

  async epoch(): Promise<RunState> {
    const { steps_per_epoch } = this.options.summary;
    const { step } = this.#state;
    const goal = step + steps_per_epoch - (step % steps_per_epoch);
    return this.#move({ goal, playing: false, paced: false });
  }

  async reset(): Promise<RunState> {
    this.#halt();
    this.#state = this.#guard(() => {
      this.session.reset();
      return JSON.parse(this.session.state()) as RunState;
    });
    this.#rate.clear();
    this.#frames.restart();
    // The first point may take long to evaluate: in slices, like every other.
    return this.#move({ goal: this.#state.step, playing: false, paced: false });
  }

  async setLearningRate(learning_rate: number): Promise<{ error?: Refusal }> {
    const reply = this.#guard(() => this.session.set_learning_rate(learning_rate));
    if (reply !== "") return JSON.parse(reply) as { error: Refusal };
    this.#state = this.#guard(() => JSON.parse(this.session.state()));
    this.#sender.offer();
    return {};
  }

  async setPace(pace: Pace): Promise<void> {
    this.#pace = pace;
  }

  async view(request: ViewRequest): Promise<void> {
    this.#frames.request = request;
    this.#sender.offer();
  }

  async points(): Promise<Float32Array> {
    return this.#guard(() => this.session.points().slice());
  }

  async history(): Promise<Float64Array> {
    return this.#guard(() => this.session.history(0).slice());
  }

  async parameters(): Promise<Float32Array> {
    return this.#guard(() => this.session.parameters().slice());
  }

  async save(): Promise<SavedModel> {
    return this.#guard(() => {
      // First: it ends the record under way.
      const state = this.session.save().slice();
      return savedModel(JSON.parse(this.session.model()) as ModelDescription, {
        parameters: this.session.parameters().slice(),
        statistics: this.session.statistics().slice(),
        state,
      });
    });
  }

  async confusion(part: Part): Promise<Float32Array> {
    return this.#guard(() => this.session.confusion(PARTS.indexOf(part)).slice());
  }

  async evaluate(part: Part): Promise<Evaluation> {
    return this.#guard(() => JSON.parse(this.session.evaluate(PARTS.indexOf(part))));
  }

  async probe(question: string): Promise<Reply<object>> {
    const answer = this.#guard(() => JSON.parse(this.session.probe(question)) as Reply<object>);
    // A probe may have made a step.
    this.#state = this.#guard(() => JSON.parse(this.session.state()));
    if (this.#state.status !== "ready") this.#playing = false;
    this.#sender.offer();
    return answer;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#halt();
    this.#closed = true;
    this.#sender.close();
    this.session.delete();
    this.options.onClose?.();
  }

  /** Ends the motion under way: its loop sees that it is no longer the newest and never calls the session again. */
  #halt(): void {
    this.#motion += 1;
    if (!this.#playing) return;
    this.#playing = false;
    this.#sender.offer();
  }

  async #move(motion: Motion): Promise<RunState> {
    this.#halt();
    const mine = this.#motion;
    const { clock } = this.options;
    this.#playing = motion.playing && this.#state.status === "ready";
    this.#rate.start(clock.now(), this.#state.step, this.#state.samples);
    let told = clock.now();
    this.#tellPoints(motion);
    // A step is over when its record is.
    const before = (step: number) =>
      mine === this.#motion &&
      this.#state.status === "ready" &&
      (this.#state.step < step || this.#state.recording);
    while (before(motion.goal)) {
      const quota = motion.paced ? this.#stepsPerFrame() : Number.POSITIVE_INFINITY;
      const stop = Math.min(motion.goal, this.#state.step + quota);
      while (before(stop)) {
        this.#slice(stop - this.#state.step);
        this.#tellPoints(motion);
        if (clock.now() - told >= PROGRESS_MS) {
          motion.onProgress?.(this.#state);
          told = clock.now();
        }
        await clock.yield();
      }
      if (before(motion.goal) && Number.isFinite(quota)) await this.#sender.shown();
    }
    // The last frame tells that nothing moves any more; a newer motion speaks for itself.
    if (mine === this.#motion) {
      this.#playing = false;
      this.#sender.offer();
    }
    return this.#state;
  }

  /** Before the next slice: what the history thins away would be lost. */
  #tellPoints({ onPoints }: Motion): void {
    if (onPoints === undefined) return;
    const rows = this.#guard(() => this.session.take_recorded().slice());
    if (rows.length > 0) onPoints(rows);
  }

  #slice(steps: number): void {
    this.#state = this.#guard(() => JSON.parse(this.session.run(steps, SLICE_MS)) as RunState);
    this.#rate.mark(this.options.clock.now(), this.#state.step, this.#state.samples);
    if (this.#state.status !== "ready") this.#playing = false;
    this.#sender.offer();
  }

  #stepsPerFrame(): number {
    if (this.#pace === "unlimited") return Number.POSITIVE_INFINITY;
    const steps =
      "steps_per_frame" in this.#pace
        ? this.#pace.steps_per_frame
        : this.#pace.epochs_per_frame * this.options.summary.steps_per_epoch;
    // At least one, whatever was asked for: a pace that is no number must not stall the loop.
    return Math.max(1, Math.round(steps) || 1);
  }

  /** Every call into wasm: whatever it throws is a crash, for documents are refused by value. */
  #guard<T>(call: () => T): T {
    if (this.#closed) throw new Error("This run is closed.");
    try {
      return call();
    } catch (error) {
      this.#halt();
      this.#closed = true;
      this.#sender.close();
      this.options.onCrash(error);
      throw error;
    }
  }
}
