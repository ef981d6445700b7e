// SPDX-License-Identifier: Apache-2.0
/** One run as the page's side commands it: what is asked of its session, its training and its snapshots. Serves the worker and Node alike. */
import type { Clock } from "../clock.ts";
import type { Description } from "../contract/description.ts";
import type { Evaluation, Part } from "../contract/evaluation.ts";
import { PARTS } from "../contract/evaluation.ts";
import { ExperimentError } from "../contract/experiment_error.ts";
import type { Pace } from "../contract/frame.ts";
import type { HostPort, Present, Reply, Shown } from "../contract/protocol.ts";
import type { RunState } from "../contract/run_state.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { ViewSpec } from "../contract/view.ts";
import { type ModelDescription, type SavedModel, savedModel } from "../saved_model.ts";
import type { Announcer } from "./announcer.ts";
import { savedState } from "./binary_state.ts";
import { FrameMaker } from "./frame_maker.ts";
import { FrameSender } from "./frame_sender.ts";
import { GuardedCalls } from "./guarded_calls.ts";
import { GuardedSession } from "./guarded_session.ts";
import { Probing } from "./probing.ts";
import { RunSnapshots } from "./run_snapshots.ts";
import { SnapshotKeeper } from "./snapshot_keeper.ts";
import { withoutStarts, withStarts } from "./starts.ts";
import { Training } from "./training.ts";
import type { WasmSession } from "./wasm_module.ts";

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

const CLOSED = { en: "This run is closed.", zh: "这次训练已关闭。" };

export class SessionHost implements HostPort {
  #description: Description;
  readonly #calls: GuardedCalls;
  readonly #session: GuardedSession;
  readonly #frames: FrameMaker;
  readonly #sender: FrameSender;
  readonly #snapshots: RunSnapshots;
  readonly #training: Training;
  readonly #probing: Probing;

  constructor(
    session: WasmSession,
    private readonly options: HostOptions,
  ) {
    const { announcer, clock, description, onCrash, present, watched } = options;
    const { summary } = description;
    this.#description = description;
    this.#calls = new GuardedCalls(CLOSED, announcer, (error) => {
      this.abandon();
      onCrash(error);
    });
    this.#session = new GuardedSession(session, this.#calls, (why) => this.#showRefusal(why));
    this.#frames = new FrameMaker(this.#session, summary, clock, (question, makes) =>
      this.#probing.look(question, makes),
    );
    this.#sender = new FrameSender(() => this.#shown(), present, onCrash, watched ?? true);
    this.#snapshots = new RunSnapshots(
      this.#session,
      new SnapshotKeeper(clock, summary.parameters),
    );
    this.#training = new Training(this.#session, {
      clock,
      snapshots: this.#snapshots,
      frames: this.#frames,
      sender: this.#sender,
      stepsPerEpoch: () => this.#description.summary.steps_per_epoch,
    });
    this.#probing = new Probing(
      this.#session,
      this.#training,
      this.#snapshots,
      this.#sender,
      clock,
    );
    this.#sender.offer();
  }

  async state(): Promise<RunState> {
    return this.#session.state;
  }

  async play(): Promise<void> {
    const goal = Number.POSITIVE_INFINITY;
    // A crash has been told through onCrash; nobody waits for the end of this motion.
    this.#training.move({ goal, playing: true, paced: true }).catch((error) => {
      if (error instanceof ExperimentError) this.#showRefusal(error);
    });
  }

  async train(
    onProgress?: (state: RunState) => void,
    onPoints?: (rows: Float64Array) => unknown,
  ): Promise<RunState> {
    const goal = Number.POSITIVE_INFINITY;
    let told: Promise<unknown> = Promise.resolve();
    const tell = (rows: Float64Array) => {
      told = Promise.all([told, onPoints?.(rows)]);
      // Until the end nobody waits for it.
      told.catch(() => {});
    };
    const state = await this.#training.move({
      goal,
      playing: true,
      paced: false,
      onProgress,
      onPoints: onPoints && tell,
    });
    // Out of a worker they go another way than the answer, which must come before none of them.
    await told;
    return state;
  }

  async pause(): Promise<RunState> {
    this.#training.halt();
    return this.#session.state;
  }

  async step(count = 1): Promise<RunState> {
    return this.#moveTo(this.#session.state.step + count);
  }

  async epoch(): Promise<RunState> {
    return this.#moveTo(this.#session.state.epoch_end);
  }

  async reset(generation: number): Promise<RunState> {
    this.#training.halt();
    const back = this.#wentBack(generation, () => {
      this.#session.alter("reset", (session) => session.reset());
      this.#snapshots.leave();
    });
    const { motion } = this.#training;
    const state = await back;
    // Only now: saving would evaluate the first point in one piece.
    if (motion === this.#training.motion) this.#snapshots.standAtStart();
    return state;
  }

  async snapshot(): Promise<{ snapshot: Snapshot; state: Uint8Array }> {
    return this.#snapshots.snapshot();
  }

  async snapshots(): Promise<readonly Snapshot[]> {
    return this.#snapshots.list();
  }

  async restore(mark: number, generation: number): Promise<RunState> {
    let go: () => void;
    try {
      go = this.#snapshots.to(mark);
    } catch (error) {
      // The run stays where it is, but whoever asked counts from here on.
      this.#frames.restart(generation);
      this.#sender.offer();
      throw error;
    }
    this.#training.halt();
    return this.#wentBack(generation, go);
  }

  async change(text: string): Promise<Reply<Description>> {
    await this.#training.betweenUpdates();
    const lean = withoutStarts(text);
    const ask = () =>
      this.#session.alter(
        "change",
        (session) => JSON.parse(session.change(lean.text, lean.starts)) as Reply<Description>,
      );
    const reply = await (this.options.withTables?.(ask) ?? ask());
    // Also where it is refused: the update under way is over.
    this.#session.look();
    this.#sender.offer();
    if ("error" in reply) return reply;
    this.#snapshots.forgetAhead();
    this.#description = withStarts(reply, lean.starts);
    return this.#description;
  }

  async setPace(pace: Pace): Promise<void> {
    this.#training.pace = pace;
  }

  async want(lease: number, spec: ViewSpec): Promise<void> {
    this.#frames.wants.set(lease, spec);
    this.#sender.watch();
  }

  async release(lease: number): Promise<void> {
    this.#frames.wants.delete(lease);
  }

  async points(): Promise<Float32Array> {
    return this.#session.ask("points", (session) => session.points().slice());
  }

  async history(): Promise<Float64Array> {
    return this.#session.ask("history", (session) => session.history(0).slice());
  }

  async parameters(): Promise<Float32Array> {
    return this.#session.ask("parameters", (session) => session.parameters().slice());
  }

  async setParameters(block: string, values: Float32Array): Promise<Reply<RunState>> {
    this.#training.halt();
    await this.#training.betweenUpdates();
    const refusal = this.#session.alter("edit", (session) =>
      session.set_parameters(block, bytesOf(values)),
    );
    this.#session.look();
    if (refusal !== "") return JSON.parse(refusal) as Reply<RunState>;
    this.#snapshots.forgetAhead();
    // The newest row of the history may be another.
    this.#frames.restart();
    return this.#moveTo(this.#session.state.step);
  }

  async save(): Promise<SavedModel> {
    return this.#session.alter("model", (session) => {
      // First: it ends the record under way.
      const state = savedState(session);
      const { experiment, summary } = this.#description;
      const model = JSON.parse(session.model()) as Omit<ModelDescription, "experiment" | "summary">;
      return savedModel(
        { ...model, experiment, summary },
        {
          parameters: session.parameters().slice(),
          statistics: session.statistics().slice(),
          state,
        },
      );
    });
  }

  async confusion(part: Part): Promise<Float32Array> {
    const index = PARTS.indexOf(part);
    return this.#session.ask("confusion", (session) => session.confusion(index).slice());
  }

  async predict(features: Float32Array): Promise<Float32Array> {
    return this.#session.ask("predict", (session) => session.predict(bytesOf(features)).slice());
  }

  async samples(part: Part, first: number): Promise<Float32Array> {
    const index = PARTS.indexOf(part);
    return this.#session.ask("samples", (session) =>
      session.samples(index, first, Number.MAX_SAFE_INTEGER).slice(),
    );
  }

  async evaluate(part: Part): Promise<Evaluation> {
    const index = PARTS.indexOf(part);
    return this.#session.ask("evaluate", (session) => JSON.parse(session.evaluate(index)));
  }

  async probe(question: string): Promise<Reply<object>> {
    return this.#probing.probe(question);
  }

  async close(): Promise<void> {
    if (this.#calls.isClosed) return;
    this.#training.halt();
    this.#calls.close();
    this.#sender.close();
    this.#session.delete();
    this.options.onClose?.();
  }

  /** The module has broken: nothing of it is called any more. */
  abandon(): void {
    this.#calls.close();
    this.#sender.close();
    this.#training.halt();
  }

  /** A step is made to its end, and a first point evaluated, in slices. */
  #moveTo(goal: number): Promise<RunState> {
    return this.#training.move({ goal, playing: false, paced: false });
  }

  async #wentBack(generation: number, go: () => void): Promise<RunState> {
    try {
      go();
    } catch (error) {
      if (!(error instanceof ExperimentError)) throw error;
      // Refused on its way: it stands at its start, as a run that was reset.
      this.#snapshots.leave();
      this.#beginsAgain(generation);
      this.#sender.offer();
      throw error;
    }
    // The first point may take long to evaluate: in slices, like every other.
    return this.#moveTo(this.#beginsAgain(generation).step);
  }

  /** What was shown and measured so far is of another time. */
  #beginsAgain(generation: number): RunState {
    this.#training.forget();
    this.#frames.restart(generation);
    return this.#session.look();
  }

  /** Where nobody waits, the next frame says why the run stands, and where. */
  #showRefusal(why: ExperimentError): void {
    this.#training.halt();
    this.#session.refuse(why);
    this.#frames.restart();
    this.#sender.offer();
  }

  async #shown(): Promise<Shown | undefined> {
    const shown = await this.#frames.make(() => this.#training.standing);
    const kept = this.#snapshots.takeUnsent();
    return shown === undefined || kept === undefined ? shown : { ...shown, kept };
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
