// SPDX-License-Identifier: Apache-2.0
/**
 * One run as the page holds it: opened on one experiment, played, paused, stepped; holds what the last frame brought. It answers to
 * nobody after its end, and what its trainer suffers it tells by `crash`: none of its promises is rejected.
 */
import { batch, effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import type {
  Description,
  Engine,
  Evaluation,
  Frame,
  ModuleInfo,
  Moved,
  Part,
  ProbeAnswers,
  Question,
  Run,
  RunState,
  Samples,
  SavedModel,
  Snapshot,
  Text,
  ViewAnswer,
  ViewKind,
  ViewSpec,
} from "../engine/api.ts";
import { EngineError, textOf } from "../engine/contract/engine_error.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { Beginning, type BeginsWith } from "./beginning.ts";
import { RunHistory } from "./history.ts";
import { current, type Measured } from "./measured.ts";
import { paceOf, type Speed } from "./pace.ts";
import { Playback } from "./playback.ts";
import type { RecordedRun } from "./recorded_run.ts";
import type { SeenRun } from "./seen_run.ts";
import { ShownRun } from "./shown_run.ts";

/** What brought training to a standstill; each is an object of its own. */
export interface Halt {
  readonly by: "pause" | "step" | "epoch" | "reset" | "restore" | "edit";
  /** The training loss before and after a step or an epoch. */
  readonly loss?: readonly [before: number, after: number];
}

/** A view on order: computed while somebody sees it, by no run but this one. */
export interface ViewLease<K extends ViewKind> {
  readonly answer: ReadonlySignal<ViewAnswer<K> | undefined>;
  release(): void;
}

/** A description that a run goes on by, from this update on. */
export interface TakenUp {
  readonly step: number;
  readonly description: Description;
}

export interface RunWishes extends BeginsWith {
  readonly play: boolean;
  readonly speed: Speed;
  /** What is seen of it until its trainer is there. */
  readonly recorded?: RecordedRun | undefined;
  /** As it was seen when its trainer was let go. */
  readonly seen?: SeenRun | undefined;
}

interface Leased {
  readonly spec: { readonly kind: ViewKind };
  readonly answer: ReadonlySignal<ViewAnswer | undefined>;
}

let sessions = 0;

/** Of which run something was put aside, and where it stood. */
const asides = new WeakMap<SavedModel, { readonly run: number; readonly step: number }>();

export class RunSession {
  readonly id: number;
  /** The run that it goes on with, and from where; undefined where it is none of this page. */
  readonly goesOnFrom: { readonly run: number; readonly step: number } | undefined;
  readonly #description;
  readonly #run = signal<Run | undefined>(undefined);
  readonly #generation = signal(0);
  readonly #shown;
  readonly #playing;
  readonly #pausing = signal(false);
  readonly #moving = signal(false);
  readonly #halt = signal<Halt | undefined>(undefined);
  readonly #crash = signal<Text | undefined>(undefined);
  readonly #refused = signal<Text | undefined>(undefined);

  #opening: Promise<void> = Promise.resolve();
  #speed: Speed;
  readonly #saved: SavedModel | undefined;
  /** What is seen until the trainer is there. */
  #playback: Playback | undefined;
  readonly #seen: SeenRun | undefined;
  readonly #leases = new Set<Leased>();
  readonly #beginning;
  /** What the run trains by. */
  #taken: Description;
  readonly #takenUp = signal<TakenUp | undefined>(undefined);
  /** What it takes up when it goes on from before it broke. */
  #due: Description | undefined;
  #lost: Run | undefined;
  /** A frame of the run has come since it was opened. */
  #isHeard = false;
  #disposed = false;
  /** How often play or pause was pressed. */
  #choices = 0;

  constructor(
    engine: Pick<Engine, "open">,
    description: Description,
    { play, speed, saved, weights, recorded, seen }: RunWishes,
  ) {
    sessions += 1;
    this.id = sessions;
    this.#description = signal(description);
    this.#taken = description;
    this.#shown = new ShownRun(description.experiment.record.unit);
    this.#playing = signal(play);
    this.#speed = speed;
    this.#saved = saved;
    this.goesOnFrom = saved && asides.get(saved);
    this.#beginning = new Beginning(engine, { saved, weights });
    this.#seen = seen;
    if (seen !== undefined) this.#shown.takeSeen(seen);
    if (recorded !== undefined) {
      this.#playback = new Playback(recorded, description, (frame) => this.#show(frame));
      this.#playback.setPace(paceOf(speed));
      this.#shown.takeSeen(recorded);
    }
  }

  get description(): Description {
    return this.#description.value;
  }
  get state(): RunState | undefined {
    return this.#shown.state.value;
  }
  get frame(): Frame | undefined {
    return this.#shown.frame.value;
  }
  get module(): ModuleInfo | undefined {
    return this.#run.value?.module;
  }
  /** Per sample x1, x2, target, part. */
  get points(): Float32Array {
    return this.#shown.points.value;
  }
  /** What was recorded. Whoever draws it is told of new rows. */
  get history(): RunHistory {
    return this.#shown.history;
  }
  /** What was recorded before the run went back; until it trains on, it can go there again. */
  get ahead(): RunHistory | undefined {
    return this.#shown.ahead.value;
  }
  /** Of the test part; only while training stands still, for it is not for steering by. */
  get test(): Evaluation | undefined {
    return this.#shown.measured.value?.test;
  }
  /** Whether the losses of `state` are of its very step, be it recorded or not. */
  get measured(): boolean {
    return this.#shown.measured.value?.step === this.#shown.reported.value?.step;
  }
  /** Training, or told to train as soon as it can. */
  get playing(): boolean {
    return this.#playing.value;
  }
  /** Told to pause, and still at an update that takes long. */
  get pausing(): boolean {
    return this.#pausing.value;
  }
  /** At a step, an epoch or a reset. */
  get moving(): boolean {
    return this.#moving.value;
  }
  /** What the visitor did last, once it is done. */
  get halt(): Halt | undefined {
    return this.#halt.value;
  }
  /** Why the trainer died, until it is started again. */
  get crash(): Text | undefined {
    return this.#crash.value;
  }
  /** Why the trainer does not train this experiment, though it is one. */
  get refused(): Text | undefined {
    return this.#refused.value;
  }
  /** Whether it is more than its document makes of itself: something would be lost with it. */
  get begun(): boolean {
    return (this.state?.step ?? 0) > 0 || this.state?.edited === true || this.carried;
  }
  /** Whether it stands where it was opened: it has no way back yet that would be lost with its trainer. */
  get untrained(): boolean {
    return (this.state?.step ?? 0) === this.#beginning.step && this.state?.edited !== true;
  }
  /** Whether it began with the weights of the run before it: those of the document itself are others. */
  get carried(): boolean {
    return this.#beginning.carried.value;
  }
  /** What it took up last while it trained. */
  get takenUp(): TakenUp | undefined {
    return this.#takenUp.value;
  }
  /** How often the run went back: what is of an older generation is of another time. */
  get generation(): number {
    return this.#generation.value;
  }
  /** When it is there to be asked, or known not to come. */
  get opened(): Promise<void> {
    return this.#opening;
  }
  /** Whether it is there to be asked. */
  get ready(): boolean {
    return this.#run.value !== undefined;
  }
  /** What is seen is a recording of this very run: it moves, or stands, until the trainer has come as far. */
  get replay(): "moves" | "stands" | undefined {
    if (this.ready || (this.#playback?.position.value ?? 0) === 0) return undefined;
    return this.#playback?.moving.value ? "moves" : "stands";
  }
  /** Whether the run came to its end, or broke. */
  get ended(): boolean {
    return this.state !== undefined && this.state.status !== "ready";
  }

  /** `after`: the end of the run before, whose memory this one needs. */
  open(after: Promise<void> = Promise.resolve()): Promise<void> {
    this.#opening = after.then(() =>
      this.#disposed
        ? undefined
        : this.#connect((onFrame) => {
            this.#taken = this.#description.peek();
            return this.#beginning.open(this.#taken.minimal, onFrame, (why) => {
              this.#refused.value = why;
            });
          }),
    );
    return this.#opening;
  }

  /** After the trainer died: the run from where it was last kept; false where there is none, or it does not come back. */
  async revive(): Promise<boolean> {
    const lost = this.#lost;
    if (lost === undefined || this.#disposed) return false;
    this.#forget();
    this.#opening = this.#connect((onFrame) => lost.reopen(onFrame));
    await this.#opening;
    return this.#run.peek() !== undefined;
  }

  /** The end: nothing of it is shown any more. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#playback?.close();
    const run = this.#run.peek();
    this.#run.value = undefined;
    await run?.close().catch(() => {});
    await this.#opening;
  }

  /**
   * Goes on by another document from where it stands; false where it does not, and stays what it was. Numbers that broke stay to be looked
   * at: it is taken up when training goes on from before.
   */
  async change(description: Description): Promise<boolean> {
    const broke = this.#shown.reported.peek()?.status === "diverged";
    this.#due = broke ? description : undefined;
    if (broke) return true;
    const before = this.#description.peek();
    this.#description.value = description;
    const taken = await this.#ask((run) => this.#takeUp(run, description));
    // What died meanwhile takes it up when it is revived.
    if (taken !== false) return true;
    this.#description.value = before;
    return false;
  }

  async #takeUp(run: Run, description: Description): Promise<boolean> {
    try {
      await run.change(this.#beginning.started(description.minimal));
      this.#taken = description;
      await this.#countIn(description.experiment.record.unit, run);
      const state = await run.state();
      batch(() => {
        // It may have been at its end, and is not any more.
        this.#shown.reported.value = state;
        this.#takenUp.value = { step: state.step, description };
        // What lay ahead is of the document before.
        this.#shown.ahead.value = undefined;
      });
      return true;
    } catch (error) {
      if (error instanceof ExperimentError) return false;
      throw error;
    }
  }

  async #takeUpDue(run: Run): Promise<void> {
    const due = this.#due;
    this.#due = undefined;
    if (due === undefined) return;
    this.#description.value = due;
    await this.#takeUp(run, due);
  }

  /** Curves run over what the run records by: epochs, or updates. */
  async #countIn(unit: RunHistory["unit"], run: Run): Promise<void> {
    if (unit === this.#shown.historyNow.unit) return;
    const rows = await run.history();
    const history = new RunHistory(unit);
    history.append(0, rows);
    this.#shown.replaceHistory(history);
  }

  /** Sets a block of parameters by hand; false, and `refused` tells, where they do not fit. */
  setParameters(block: string, values: Float32Array): Promise<boolean> {
    return this.#move("edit", (run) => run.setParameters(block, values));
  }

  /** All that is learnt, in the order of the layers. */
  parameters(): Promise<Float32Array | undefined> {
    return this.#ask((run) => run.parameters());
  }

  async setSpeed(speed: Speed): Promise<void> {
    this.#speed = speed;
    this.#playback?.setPace(paceOf(speed));
    await this.#ask((run) => run.setPace(paceOf(speed)));
  }

  async play(): Promise<void> {
    this.#choices += 1;
    const choice = this.#choices;
    batch(() => {
      this.#playing.value = true;
      this.#pausing.value = false;
      this.#shown.ahead.value = undefined;
      this.#shown.measured.value = undefined;
      this.#refused.value = undefined;
    });
    this.#playback?.play();
    // What was pressed while the run was being opened may have been taken back.
    await this.#ask(async (run) => {
      await this.#takeUpDue(run);
      if (choice === this.#choices) await run.play();
    });
  }

  async pause(): Promise<void> {
    this.#choices += 1;
    const choice = this.#choices;
    const isThere = this.ready;
    this.#playback?.pause();
    batch(() => {
      // One that is still being opened has nothing to finish.
      this.#pausing.value = isThere;
      if (isThere) return;
      this.#playing.value = false;
      this.#halt.value = { by: "pause" };
    });
    const state = await this.#ask((run) => run.pause());
    if (choice !== this.#choices) return;
    batch(() => {
      this.#pausing.value = false;
      this.#playing.value = false;
      if (state !== undefined) this.#shown.reported.value = state;
    });
    await this.#lookCloser();
    // What is said of it is of the step where it stands, not of the last record.
    if (choice === this.#choices && state !== undefined && isThere) {
      this.#halt.value = { by: "pause" };
    }
  }

  /** So many updates, fewer where the run ends or is paused before; none after the end. */
  async step(count = 1): Promise<void> {
    await this.#move("step", (run) => run.step(count));
  }

  async epoch(): Promise<void> {
    await this.#move("epoch", (run) => run.epoch());
  }

  async reset(): Promise<void> {
    await this.#move("reset", (run) => this.#goBack(() => run.reset()));
  }

  /** Where the run stood at some of its steps, by step: what it can go back to. */
  async snapshots(): Promise<readonly Snapshot[]> {
    return (await this.#ask((run) => run.snapshots())) ?? [];
  }

  /**
   * Back, or ahead, to a snapshot; play goes on from there with the digits that it had. One that is kept no more leaves the run where
   * it stands.
   */
  async restore(mark: number): Promise<void> {
    // While it plays more are kept, and others give way.
    if (this.#playing.peek()) await this.pause();
    if (!(await this.snapshots()).some((one) => one.mark === mark)) return;
    await this.#move("restore", (run) => this.#goBack(() => run.restore(mark)));
  }

  /** Leases a view: asked of the run while it is seen, and of the one that takes its place after a crash. */
  want<K extends ViewKind>(spec: ViewSpec<K>, visible: ReadonlySignal<boolean>): ViewLease<K> {
    const early = () =>
      this.#run.peek() === undefined
        ? (this.#playback?.view(spec) ?? this.#seen?.view(spec))
        : undefined;
    const answer = signal(untracked(early));
    const end = effect(() => {
      const run = this.#run.value;
      if (!visible.value) return;
      if (run === undefined) {
        answer.value = early() ?? answer.peek();
        return;
      }
      const lease = this.#of(run, (one) =>
        one.want(spec, (shown) => {
          answer.value = shown;
        }),
      );
      return () => void lease.then((taken) => taken?.release());
    });
    const leased: Leased = { spec, answer };
    this.#leases.add(leased);
    const release = (): void => {
      this.#leases.delete(leased);
      end();
    };
    return { answer, release };
  }

  /** The network as it stands, with all that the next step depends on; undefined where there is no trainer to ask. */
  save(): Promise<SavedModel | undefined> {
    return this.#ask((run) => run.save());
  }

  /** Where it stands, for coming back to it: nothing where it has not begun, or broke; where it began, if its trainer is gone. */
  async putAside(): Promise<SavedModel | undefined> {
    if (!untracked(() => this.begun)) return undefined;
    const saved = await this.save();
    if (saved !== undefined) asides.set(saved, { run: this.id, step: saved.steps });
    const model = saved ?? this.#saved;
    return model?.state === undefined ? undefined : model;
  }

  /** What is seen of it now, for as long as its trainer is let go; undefined where there is no trainer to ask any more. */
  async seen(): Promise<SeenRun | undefined> {
    const history = await this.#ask((run) => run.history());
    if (history === undefined) return undefined;
    const answers = new Map(
      [...this.#leases].map(({ spec, answer }) => [JSON.stringify(spec), answer.peek()]),
    );
    return {
      points: this.#shown.points.peek(),
      history,
      state: this.#shown.reported.peek(),
      measured: this.#shown.measured.peek(),
      view: <K extends ViewKind>(spec: ViewSpec<K>) =>
        answers.get(JSON.stringify(spec)) as ViewAnswer<K> | undefined,
    };
  }

  /** Looks inside; undefined where the question does not fit this run, which `refused` tells, or there is no trainer to ask. */
  async probe<Id extends keyof ProbeAnswers>(
    question: Question<Id>,
  ): Promise<ProbeAnswers[Id] | undefined> {
    return this.#ask((run) => run.probe(question));
  }

  /** Every recorded row, unthinned. */
  async recorded(): Promise<Float64Array> {
    return (await this.#ask((run) => run.history())) ?? new Float64Array();
  }

  /** All samples of a part, in original units. */
  async samples(part: Part): Promise<Samples | undefined> {
    return this.#ask((run) => run.samples(part));
  }

  /** What the network says of samples in original units, `summary.outputs` numbers each. */
  async predict(features: Float32Array): Promise<Float32Array | undefined> {
    return this.#ask((run) => run.predict(features));
  }

  /** The trainer died. */
  crashed(message: Text): void {
    if (this.#disposed || this.#crash.peek() !== undefined) return;
    this.#playback?.pause();
    batch(() => {
      this.#crash.value = message;
      this.#playing.value = false;
      this.#pausing.value = false;
      this.#moving.value = false;
      this.#lost = this.#run.peek() ?? this.#lost;
      this.#run.value = undefined;
    });
  }

  async #connect(open: (onFrame: (frame: Frame) => void) => Promise<Run>): Promise<void> {
    let run: Run;
    this.#isHeard = false;
    try {
      // The first frame may come before open() resolves.
      run = await open((frame) => this.#take(frame));
    } catch (error) {
      this.crashed(textOf(error));
      return;
    }
    if (this.#disposed) {
      await run.close().catch(() => {});
      return;
    }
    this.#lost = undefined;
    const prepared = await this.#of(run, async () => {
      const [points, state] = await Promise.all([
        run.points(),
        run.state(),
        run.setPace(paceOf(this.#speed)),
      ]);
      // Or it may still be on its way when somebody asks where the run stands.
      if (!this.#isHeard && this.#playback === undefined) this.#shown.reported.value = state;
      // It may have been changed while it was being opened, or lay dead.
      const description = this.#description.peek();
      if (description !== this.#taken) await this.#takeUp(run, description);
      await this.#takeOver(run);
      if (this.#playing.peek()) await run.play();
      return points;
    });
    if (prepared === undefined || this.#disposed || this.#crash.peek() !== undefined) {
      this.#lost = run;
      return;
    }
    batch(() => {
      this.#shown.points.value = prepared;
      this.#run.value = run;
    });
    // Not waited for: what is pressed meanwhile need not wait either.
    if (!this.#playing.peek()) void this.#lookCloser();
  }

  #forget(): void {
    batch(() => {
      this.#generation.value += 1;
      this.#shown.forget();
      this.#crash.value = undefined;
      this.#refused.value = undefined;
    });
  }

  /** Asks something of the run, as soon as it is open. */
  async #ask<T>(question: (run: Run) => Promise<T>): Promise<T | undefined> {
    await this.#opening;
    const run = this.#run.peek();
    return run === undefined ? undefined : this.#of(run, question);
  }

  /** A run that is closed or dies meanwhile answers nothing: the one is on purpose, the other is told by `crash`. */
  async #of<T>(run: Run, question: (run: Run) => Promise<T>): Promise<T | undefined> {
    try {
      return await question(run);
    } catch (error) {
      if (this.#disposed || (error instanceof EngineError && error.code === "closed"))
        return undefined;
      if (error instanceof EngineError) this.crashed(textOf(error));
      else if (error instanceof ExperimentError) this.#refused.value = textOf(error);
      else throw error;
      return undefined;
    }
  }

  #goBack(go: () => Promise<RunState>): Promise<RunState> {
    this.#shown.goBack();
    return go();
  }

  /** @returns whether it was made */
  async #move(by: Halt["by"], motion: (run: Run) => Promise<RunState>): Promise<boolean> {
    const choices = this.#choices;
    const back = by === "reset" || by === "restore";
    if (!this.ready) this.#standEarly(back);
    // What is pressed while a run is being opened is meant for that run, unless play or pause is pressed after it.
    await this.#opening;
    if (choices !== this.#choices || (this.ended && !back && by !== "edit")) return false;
    const before = back ? undefined : await this.#lossNow();
    batch(() => {
      this.#playing.value = false;
      this.#pausing.value = false;
      this.#moving.value = true;
      this.#refused.value = undefined;
      if (back) {
        this.#generation.value += 1;
        this.#shown.measured.value = undefined;
        this.#shown.holdAhead();
      } else {
        this.#shown.ahead.value = undefined;
      }
    });
    const state = await this.#ask(async (run) => {
      if (!back) await this.#takeUpDue(run);
      return motion(run);
    });
    const measured = state && (await this.#measure(state));
    batch(() => {
      this.#moving.value = false;
      if (state === undefined) return;
      this.#shown.reported.value = state;
      if (measured !== undefined && !this.#playing.peek()) this.#shown.measured.value = measured;
      const after = current(state, measured)?.train_loss;
      const known = typeof before === "number" && typeof after === "number";
      this.#halt.value = known ? { by, loss: [before, after] } : { by };
    });
    return state !== undefined;
  }

  /** Of the very step where the run stands; while it plays, as it was recorded last. */
  async #lossNow(): Promise<number | null | undefined> {
    const state = this.#shown.reported.peek();
    if (state === undefined || this.#playing.peek()) return this.#shown.state.peek()?.train_loss;
    const known = this.#shown.measured.peek();
    return current(state, known?.step === state.step ? known : await this.#measure(state))
      ?.train_loss;
  }

  /** All parts at the step of `state`, for which the trainer's last record may be too old. */
  async #measure(state: RunState): Promise<Measured | undefined> {
    if (state.status === "diverged") return undefined;
    const { counts } = this.#description.peek().summary;
    const fresh = this.#shown.historyNow.newest("step") === state.step;
    const parts = (["train", "validation", "test"] as const).filter(
      (part) => counts[part] > 0 && (part === "test" || !fresh),
    );
    const found = await this.#ask((run) =>
      Promise.all(parts.map(async (part) => [part, await run.evaluate(part)] as const)),
    );
    return found && { step: state.step, ...Object.fromEntries(found) };
  }

  /** Training stands still: what was too dear while it ran. */
  async #lookCloser(): Promise<void> {
    const state = this.#shown.reported.peek();
    if (this.#playing.peek()) return;
    const measured = state && (await this.#measure(state));
    if (measured === undefined || this.#playing.peek()) return;
    this.#shown.measured.value = measured;
  }

  /** A step or a reset is made when the trainer is there; until then nothing moves. */
  #standEarly(back: boolean): void {
    const playback = this.#playback;
    if (playback === undefined) return;
    this.#playing.value = false;
    if (back) {
      playback.rewind();
      this.#shown.takeSeen(playback.run);
    } else {
      playback.pause();
    }
  }

  /** The trainer makes what was seen, and is seen itself from there on. */
  async #takeOver(run: Run): Promise<void> {
    const playback = this.#playback;
    if (playback === undefined) return;
    const { state, history } = await playback.giveOver(run);
    batch(() => {
      this.#playback = undefined;
      this.#shown.reported.value = state;
      if (history.rows > 0) this.#shown.replaceHistory(history);
    });
  }

  /** What the trainer sends. */
  #take(frame: Frame): void {
    this.#isHeard ||= frame.moved === undefined;
    if (frame.moved !== undefined) this.#movedBy(frame.moved, frame.state);
    else if (this.#playback === undefined) this.#show(frame);
    else this.#playback.keep(frame);
  }

  /** Another page that shows this very run has moved it. */
  #movedBy(by: Moved, state: RunState): void {
    if (this.#disposed) return;
    this.#choices += 1;
    batch(() => {
      this.#pausing.value = false;
      this.#playing.value = by === "play";
      this.#refused.value = undefined;
      if (by !== "pause") this.#shown.measured.value = undefined;
      if (by === "back") {
        this.#generation.value += 1;
        this.#shown.holdAhead();
        this.#shown.goBack();
        return;
      }
      if (by !== "reset" && by !== "restore" && by !== "pause") this.#shown.ahead.value = undefined;
      if (by === "play") return;
      this.#shown.reported.value = state;
      this.#halt.value = { by };
    });
    if (by !== "play" && by !== "back") void this.#lookCloser();
  }

  #show(frame: Frame): void {
    if (this.#disposed) return;
    const wasPlaying = this.#playing.peek();
    batch(() => {
      this.#shown.take(frame);
      if (frame.state.status === "ready" && frame.state.message !== undefined) {
        this.#refused.value = frame.state.message;
        this.#playing.value = false;
      }
      // A run that ends tells so in its last frame; a frame sent before play() was obeyed is no end.
      if (frame.state.status !== "ready") this.#playing.value = false;
    });
    if (wasPlaying && !this.#playing.peek()) void this.#lookCloser();
  }
}
