// SPDX-License-Identifier: Apache-2.0
/** Owns one C++ session and trains it in slices, so that commands and frames get through. Serves the worker and Node alike. */
import type { Clock } from "../clock.ts";
import type { Description } from "../contract/description.ts";
import { EngineError } from "../contract/engine_error.ts";
import type { Evaluation, Part } from "../contract/evaluation.ts";
import { PARTS } from "../contract/evaluation.ts";
import { accepted, ExperimentError, type Refusal } from "../contract/experiment_error.ts";
import type { Pace } from "../contract/frame.ts";
import type { HostPort, Present, Reply, Shown } from "../contract/protocol.ts";
import type { RunState } from "../contract/run_state.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { ViewedProbe, ViewSpec } from "../contract/view.ts";
import { type ModelDescription, type SavedModel, savedModel } from "../saved_model.ts";
import type { Announcer } from "./announcer.ts";
import { resumeFrom, savedState } from "./binary_state.ts";
import { FrameMaker } from "./frame_maker.ts";
import { FrameSender } from "./frame_sender.ts";
import { RateMeter } from "./rate_meter.ts";
import { SnapshotKeeper } from "./snapshot_keeper.ts";
import { SNAPSHOT_BYTES, SnapshotRing } from "./snapshot_ring.ts";
import { withoutStarts, withStarts } from "./starts.ts";
import type { WasmSession } from "./wasm_module.ts";

/** Short against the 50 ms within which people see a pause obeyed, long against the microseconds of a call into wasm. */
export const SLICE_MS = 8;

/** Paces are told per frame: a sixtieth of a second, on whatever screen. */
export const FRAME_MS = 1000 / 60;

/** Of the probes, those that make a step to describe it. */
const STEPPING: readonly ViewedProbe[] = ["layers", "update"];

/** Progress is for people to read. */
const PROGRESS_MS = 100;

export interface HostOptions {
  readonly description: Description;
  readonly clock: Clock;
  readonly present?: Present | undefined;
  /** Whether frames are wanted from the first on. */
  readonly watched?: boolean;
  readonly announcer?: Announcer;
  /** Asks again with the stored table where that is all that was missing. */
  readonly withTables?: <T extends object>(ask: () => Reply<T>) => Promise<Reply<T>>;
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
  #description: Description;
  #playing = false;
  /** On its way, be it played or for some steps. */
  #moving = false;
  #motion = 0;
  /** Until when paced training waits. */
  #idleUntil = 0;
  #pace: Pace = "unlimited";
  #closed = false;
  readonly #rate = new RateMeter();
  readonly #frames: FrameMaker;
  readonly #sender: FrameSender;
  readonly #ring = new SnapshotRing();
  readonly #keeper: SnapshotKeeper;
  /** The newest snapshot that was not yet sent. */
  #kept: Uint8Array | undefined;
  /** Where a run stands whose next step is made for a view alone: it goes back there. */
  #back: Uint8Array | undefined;
  /** Questions that are being answered: meanwhile training waits, or it would make the step that is described. */
  #asking = 0;

  constructor(
    private readonly session: WasmSession,
    private readonly options: HostOptions,
  ) {
    this.#state = JSON.parse(session.state());
    const { clock } = options;
    this.#description = options.description;
    const { summary } = this.#description;
    this.#frames = new FrameMaker(
      session,
      summary,
      clock,
      (kind, call) => this.#guard(kind, call),
      (question, makes) => this.#look(question, makes),
    );
    this.#keeper = new SnapshotKeeper(clock, summary.parameters);
    this.#sender = new FrameSender(
      () => this.#shown(),
      options.present,
      options.onCrash,
      options.watched ?? true,
    );
    this.#sender.offer();
  }

  async state(): Promise<RunState> {
    return this.#state;
  }

  async play(): Promise<void> {
    // A crash has been told through onCrash; nobody waits for the end of this motion.
    this.#move({ goal: Number.POSITIVE_INFINITY, playing: true, paced: true }).catch((error) => {
      if (error instanceof ExperimentError) this.#showRefusal(error);
    });
  }

  async train(
    onProgress?: (state: RunState) => void,
    onPoints?: (rows: Float64Array) => unknown,
  ): Promise<RunState> {
    const goal = Number.POSITIVE_INFINITY;
    let told: unknown;
    const tell = (rows: Float64Array) => {
      told = onPoints?.(rows);
    };
    const state = await this.#move({
      goal,
      playing: true,
      paced: false,
      onProgress,
      onPoints: onPoints && tell,
    });
    // Out of a worker they go another way than the answer, which must not come before the last of them.
    await told;
    return state;
  }

  async pause(): Promise<RunState> {
    this.#halt();
    return this.#state;
  }

  async step(count = 1): Promise<RunState> {
    return this.#move({ goal: this.#state.step + count, playing: false, paced: false });
  }

  async epoch(): Promise<RunState> {
    return this.#move({ goal: this.#state.epoch_end, playing: false, paced: false });
  }

  async reset(generation: number): Promise<RunState> {
    this.#halt();
    return this.#wentBack(generation, () => {
      this.session.reset();
      if (this.#ring.list().length > 0) this.#ring.standAt(savedState(this.session));
    });
  }

  async snapshot(): Promise<{ snapshot: Snapshot; state: Uint8Array }> {
    const snapshot = this.#take();
    const state = snapshot && this.#ring.state(snapshot.mark);
    if (snapshot !== undefined && state !== undefined) return { snapshot, state };
    const limit = SNAPSHOT_BYTES / 2 ** 20;
    throw new ExperimentError({
      path: "",
      message: `this run has diverged, or what it is made of is larger than the ${limit} MiB for all snapshots. Use save().`,
      zh: `这次训练已发散，或其状态超过全部快照的上限 ${limit} MiB。请使用 save()。`,
    });
  }

  async snapshots(): Promise<readonly Snapshot[]> {
    return this.#ring.list();
  }

  async restore(mark: number, generation: number): Promise<RunState> {
    const state = this.#ring.state(mark);
    if (state === undefined) {
      // The run stays where it is, but whoever asked counts from here on.
      this.#frames.restart(generation);
      this.#sender.offer();
      throw new ExperimentError({
        path: "mark",
        message: `there is no snapshot ${mark}. Give a mark of snapshots().`,
        zh: `没有快照 ${mark}。请给出 snapshots() 中的 mark。`,
      });
    }
    this.#halt();
    return this.#wentBack(generation, () => {
      const refusal = resumeFrom(this.session, state);
      if (refusal !== "") accepted(JSON.parse(refusal) as { error: Refusal });
      this.#ring.standAt(state);
    });
  }

  /** What was shown and measured so far is of another time. */
  #wentBack(generation: number, go: () => void): Promise<RunState> {
    this.#state = this.#alter("reset", () => {
      go();
      return JSON.parse(this.session.state()) as RunState;
    });
    this.#rate.clear();
    this.#frames.restart(generation);
    // The first point may take long to evaluate: in slices, like every other.
    return this.#move({ goal: this.#state.step, playing: false, paced: false });
  }

  async change(text: string): Promise<Reply<Description>> {
    await this.#betweenUpdates();
    const lean = withoutStarts(text);
    const ask = () =>
      this.#alter(
        "change",
        () => JSON.parse(this.session.change(lean.text, lean.starts)) as Reply<Description>,
      );
    const reply = await (this.options.withTables?.(ask) ?? ask());
    // Also where it is refused: the update under way is over.
    this.#state = this.#guard("state", () => JSON.parse(this.session.state()) as RunState);
    this.#sender.offer();
    if ("error" in reply) return reply;
    this.#ring.forgetAhead();
    this.#description = withStarts(reply, lean.starts);
    return this.#description;
  }

  /** The update and the record under way may take long: in slices, like every other. */
  async #betweenUpdates(): Promise<void> {
    this.#goBack();
    const within = () =>
      this.#state.status === "ready" && (this.#state.recording || this.#state.passes > 0);
    while (within()) {
      this.#slice(this.#state.passes > 0 ? 1 : 0);
      // A motion would begin the next one meanwhile.
      if (within()) await this.options.clock.yield();
    }
  }

  async setPace(pace: Pace): Promise<void> {
    this.#pace = pace;
  }

  async want(lease: number, spec: ViewSpec): Promise<void> {
    this.#frames.wants.set(lease, spec);
    this.#sender.watch();
  }

  async release(lease: number): Promise<void> {
    this.#frames.wants.delete(lease);
  }

  async points(): Promise<Float32Array> {
    return this.#guard("points", () => this.session.points().slice());
  }

  async history(): Promise<Float64Array> {
    return this.#guard("history", () => this.session.history(0).slice());
  }

  async parameters(): Promise<Float32Array> {
    return this.#guard("parameters", () => this.session.parameters().slice());
  }

  async setParameters(block: string, values: Float32Array): Promise<Reply<RunState>> {
    this.#halt();
    await this.#betweenUpdates();
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const refusal = this.#alter("edit", () => this.session.set_parameters(block, bytes));
    this.#state = this.#guard("state", () => JSON.parse(this.session.state()) as RunState);
    if (refusal !== "") return JSON.parse(refusal) as Reply<RunState>;
    this.#ring.forgetAhead();
    // The newest row of the history may be another.
    this.#frames.restart();
    return this.#move({ goal: this.#state.step, playing: false, paced: false });
  }

  async save(): Promise<SavedModel> {
    this.#goBack();
    return this.#guard("model", () => {
      // First: it ends the record under way.
      const state = savedState(this.session);
      const { experiment, summary } = this.#description;
      const model = JSON.parse(this.session.model()) as Omit<
        ModelDescription,
        "experiment" | "summary"
      >;
      return savedModel(
        { ...model, experiment, summary },
        {
          parameters: this.session.parameters().slice(),
          statistics: this.session.statistics().slice(),
          state,
        },
      );
    });
  }

  async confusion(part: Part): Promise<Float32Array> {
    return this.#guard("confusion", () => this.session.confusion(PARTS.indexOf(part)).slice());
  }

  async predict(features: Float32Array): Promise<Float32Array> {
    const bytes = new Uint8Array(features.buffer, features.byteOffset, features.byteLength);
    return this.#guard("predict", () => this.session.predict(bytes).slice());
  }

  async samples(part: Part, first: number): Promise<Float32Array> {
    const index = PARTS.indexOf(part);
    return this.#guard("samples", () =>
      this.session.samples(index, first, Number.MAX_SAFE_INTEGER).slice(),
    );
  }

  async evaluate(part: Part): Promise<Evaluation> {
    return this.#guard("evaluate", () => JSON.parse(this.session.evaluate(PARTS.indexOf(part))));
  }

  async probe(question: string): Promise<Reply<object>> {
    this.#goBack();
    const { step } = this.#state;
    const motion = this.#motion;
    // A change makes the step itself.
    const wanted = () => motion === this.#motion && this.#state.step === step;
    this.#asking += 1;
    const answer = await this.#asked(question, wanted).finally(() => {
      this.#asking -= 1;
    });
    if (this.#state.step > step) this.#ring.forgetAhead();
    this.#sender.offer();
    if (answer !== undefined) return answer;
    throw new ExperimentError({
      path: "",
      message: "the step that was to be described was not made: another command came. Ask again.",
      zh: "要展示的那一步没有完成：收到了其他指令。请再次查询。",
    });
  }

  /** For a view: what looks at a step looks at one that is made anyway, or puts the run back to where it stood. */
  async #look(
    question: { readonly type: ViewedProbe },
    makes: boolean,
  ): Promise<object | undefined> {
    const steps = STEPPING.includes(question.type);
    // What the motion would do next: on a slow machine nearly every slice ends within a record.
    if (steps && this.#playing && this.#state.recording) this.#slice(0);
    const { recording, passes, status } = this.#state;
    // Between two steps only, and after the last one there is none.
    if (steps && (recording || passes > 0 || status !== "ready")) return undefined;
    const back = steps && !(this.#playing && makes) ? savedState(this.session) : undefined;
    this.#back = back;
    const motion = this.#motion;
    const answer = await this.#asked(
      JSON.stringify(question),
      () => motion === this.#motion && back === this.#back,
    );
    this.#goBack();
    // Given up for another command: it comes with a later frame.
    if (answer === undefined) this.#sender.offer();
    return answer === undefined || "error" in answer ? undefined : answer;
  }

  /** Before anything else is done with a run whose step a view has begun. */
  #goBack(): void {
    const back = this.#back;
    this.#back = undefined;
    if (back === undefined || this.#closed) return;
    const refusal = this.#guard("view", () => resumeFrom(this.session, back));
    this.#state = this.#guard("state", () => JSON.parse(this.session.state()) as RunState);
    // Where another run has taken the memory meanwhile: it stands at its start.
    if (refusal !== "") {
      const { error } = JSON.parse(refusal) as { error: Refusal };
      this.#showRefusal(new ExperimentError(error));
    }
  }

  /** A call that changes what the run is; a frame that was offered just before may have begun a step of its own. */
  #alter<T>(kind: string, call: () => T): T {
    this.#goBack();
    return this.#guard(kind, call);
  }

  /** Undefined where it is no longer wanted while the step that it describes is under way. */
  async #asked(question: string, wanted: () => boolean): Promise<Reply<object> | undefined> {
    const ask = () => JSON.parse(this.session.probe(question, SLICE_MS)) as Reply<object> | null;
    for (;;) {
      const answer = this.#guard("probe", ask);
      // A probe may have made a step. One that is made for a view alone is nobody's.
      if (this.#back === undefined) {
        this.#state = this.#guard("state", () => JSON.parse(this.session.state()));
        if (this.#state.status !== "ready") this.#playing = false;
      }
      if (answer !== null) return answer;
      await this.options.clock.yield();
      if (!wanted()) return undefined;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#halt();
    this.#closed = true;
    this.#sender.close();
    this.session.delete();
    this.options.onClose?.();
  }

  /** The module has broken: nothing of it is called any more. */
  abandon(): void {
    this.#back = undefined;
    this.#halt();
    this.#closed = true;
    this.#sender.close();
  }

  /** Where nobody waits, the next frame says why the run stands, and where: at its start, or where it last was. */
  #showRefusal({ message, zh }: ExperimentError): void {
    this.#halt();
    const answer = this.#guard("state", () => {
      try {
        return JSON.parse(this.session.state()) as RunState;
      } catch (error) {
        if (error instanceof ExperimentError) return this.#state;
        throw error;
      }
    });
    this.#frames.restart();
    this.#state = { ...answer, message: { en: message, zh } };
    this.#sender.offer();
  }

  /** Ends the motion under way: its loop sees that it is no longer the newest and never calls the session again. */
  #halt(): void {
    this.#goBack();
    this.#motion += 1;
    this.#moving = false;
    if (!this.#playing) return;
    this.#playing = false;
    this.#sender.offer();
  }

  async #move(motion: Motion): Promise<RunState> {
    this.#halt();
    // The frame that tells of the halt may have begun a step of its own.
    this.#goBack();
    const mine = this.#motion;
    const { clock } = this.options;
    this.#keeper.begin();
    this.#playing = motion.playing && this.#state.status === "ready";
    this.#rate.start(clock.now(), this.#state.step, this.#state.samples);
    let told = clock.now();
    let tick = told;
    this.#tellPoints(motion);
    // A step is over when its record is.
    const before = (step: number) =>
      mine === this.#motion &&
      this.#state.status === "ready" &&
      (this.#state.step < step || this.#state.recording);
    if (motion.goal > this.#state.step && before(motion.goal)) {
      this.#ring.forgetAhead();
      this.#keep();
    }
    this.#moving = before(motion.goal);
    while (before(motion.goal)) {
      const quota = motion.paced ? this.#stepsPerFrame() : Number.POSITIVE_INFINITY;
      const stop = Math.min(motion.goal, this.#state.step + quota);
      while (before(stop)) {
        if (!this.#frames.making && this.#asking === 0) {
          this.#slice(stop - this.#state.step);
          this.#tellPoints(motion);
          this.#keep();
        }
        if (clock.now() - told >= PROGRESS_MS) {
          motion.onProgress?.(this.#state);
          told = clock.now();
        }
        await clock.yield();
      }
      if (before(motion.goal) && Number.isFinite(quota)) tick = await this.#next(tick);
    }
    // The last frame tells that nothing moves any more; a newer motion speaks for itself.
    if (mine === this.#motion) {
      this.#playing = false;
      this.#moving = false;
      this.#keeper.begin();
      this.#keep();
      this.#sender.offer();
    }
    return this.#state;
  }

  /**
   * Paced training waits for its own clock, not for the screen: a page that nobody sees is drawn never, and trains on. What came too
   * late is not made up for.
   */
  async #next(last: number): Promise<number> {
    const { clock } = this.options;
    const next = last + FRAME_MS;
    const now = clock.now();
    if (next <= now) return now;
    // Pictures that fit into the time until then cost no training.
    this.#idleUntil = next;
    this.#sender.offer();
    await clock.delay(next - now);
    return next;
  }

  async #shown(): Promise<Shown | undefined> {
    const shown = await this.#frames.make(() => ({
      state: this.#state,
      moving: this.#moving,
      idle: this.#idleUntil - this.options.clock.now(),
      motion: {
        playing: this.#playing,
        steps_per_second: this.#rate.steps_per_second,
        samples_per_second: this.#rate.samples_per_second,
      },
    }));
    const kept = this.#kept;
    this.#kept = undefined;
    return shown === undefined || kept === undefined ? shown : { ...shown, kept };
  }

  /** Where somebody looks at the run, and the trainer is between two steps: saving ends a record, which may take long. */
  #keep(): void {
    const { recording, passes } = this.#state;
    if (!this.#sender.watched || recording || passes > 0 || !this.#keeper.due) return;
    this.#take();
  }

  /** Undefined where there is nothing to go on from, or too much of it. */
  #take(): Snapshot | undefined {
    this.#goBack();
    const state = this.#keeper.timed(() => this.#guard("save", () => savedState(this.session)));
    if (state.byteLength === 0) return undefined;
    // It has ended the record under way.
    this.#state = this.#guard("state", () => JSON.parse(this.session.state()) as RunState);
    if (this.#keeper.sends()) this.#kept = state.slice();
    return this.#ring.keep(this.#state, state);
  }

  /** Before the next slice: what the history thins away would be lost. */
  #tellPoints({ onPoints }: Motion): void {
    if (onPoints === undefined) return;
    const rows = this.#guard("points", () => this.session.take_recorded().slice());
    if (rows.length > 0) onPoints(rows);
  }

  #slice(steps: number): void {
    this.#state = this.#guard(
      "run",
      () => JSON.parse(this.session.run(steps, SLICE_MS)) as RunState,
    );
    this.#rate.mark(this.options.clock.now(), this.#state.step, this.#state.samples);
    if (this.#state.status !== "ready") this.#playing = false;
    this.#sender.offer();
  }

  #stepsPerFrame(): number {
    if (this.#pace === "unlimited") return Number.POSITIVE_INFINITY;
    const steps =
      "steps_per_frame" in this.#pace
        ? this.#pace.steps_per_frame
        : this.#pace.epochs_per_frame * this.#description.summary.steps_per_epoch;
    // At least one, whatever was asked for: a pace that is no number must not stall the loop.
    return Math.max(1, Math.round(steps) || 1);
  }

  /** Every call into wasm: whatever it throws is a crash, for documents are refused by value. */
  #guard<T>(kind: string, call: () => T): T {
    if (this.#closed) {
      throw new EngineError("closed", { en: "This run is closed.", zh: "这次训练已关闭。" });
    }
    try {
      const { announcer } = this.options;
      return announcer === undefined ? call() : announcer.around(kind, call);
    } catch (error) {
      // Refused by value: the module is as it was.
      if (error instanceof ExperimentError) throw error;
      this.abandon();
      this.options.onCrash(error);
      throw error;
    }
  }
}
