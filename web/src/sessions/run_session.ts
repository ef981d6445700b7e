// SPDX-License-Identifier: Apache-2.0
/**
 * One run as the page holds it: opened on one experiment, played, paused, stepped; holds what the last frame brought. It answers to
 * nobody after its end, and what its trainer suffers it tells by `crash`: none of its promises is rejected.
 */
import { type ReadonlySignal, untracked } from "@preact/signals-core";
import type {
  Description,
  Engine,
  Evaluation,
  Frame,
  ModuleInfo,
  Part,
  ProbeAnswers,
  Question,
  RunState,
  Samples,
  SavedModel,
  Snapshot,
  Text,
  ViewKind,
  ViewSpec,
} from "../engine/api.ts";
import { Beginning, type BeginsWith } from "./beginning.ts";
import type { RunHistory } from "./history.ts";
import { type Halt, Motions } from "./motions.ts";
import { Opening } from "./opening.ts";
import type { Speed } from "./pace.ts";
import { RunPreview, type SeenEarly } from "./preview.ts";
import { RunLink } from "./run_link.ts";
import type { SeenRun } from "./seen_run.ts";
import { ShownRun } from "./shown_run.ts";
import { type TakenUp, TrainedDocument } from "./trained_document.ts";
import { type ViewLease, ViewLeases } from "./view_leases.ts";

export interface RunWishes extends BeginsWith, SeenEarly {
  readonly play: boolean;
  readonly speed: Speed;
}

let sessions = 0;

/** Of which run something was put aside, and where it stood. */
const asides = new WeakMap<SavedModel, { readonly run: number; readonly step: number }>();

export class RunSession {
  readonly id: number;
  readonly #shown: ShownRun;
  readonly #link: RunLink;
  readonly #beginning: Beginning;
  readonly #document: TrainedDocument;
  readonly #preview: RunPreview;
  readonly #motions: Motions;
  readonly #opening: Opening;
  readonly #views: ViewLeases;
  readonly #saved: SavedModel | undefined;

  constructor(engine: Pick<Engine, "open">, description: Description, wishes: RunWishes) {
    sessions += 1;
    this.id = sessions;
    this.#saved = wishes.saved;
    this.#shown = new ShownRun(description.experiment.record.unit);
    this.#link = new RunLink(() => {
      this.#preview.pause();
      this.#motions.stop();
    });
    this.#beginning = new Beginning(engine, wishes);
    this.#document = new TrainedDocument(description, this.#link, this.#shown, this.#beginning);
    this.#preview = new RunPreview(this.#shown, wishes, description, (frame) =>
      this.#motions.show(frame),
    );
    this.#motions = new Motions(
      this.#link,
      this.#shown,
      this.#document,
      this.#preview,
      wishes.play,
    );
    this.#opening = new Opening(
      this.#link,
      this.#shown,
      this.#beginning,
      this.#document,
      this.#preview,
      this.#motions,
      wishes.speed,
    );
    this.#views = new ViewLeases(this.#link, (spec) => this.#preview.view(spec));
  }

  get description(): Description {
    return this.#document.description.value;
  }
  get state(): RunState | undefined {
    return this.#shown.state.value;
  }
  get frame(): Frame | undefined {
    return this.#shown.frame.value;
  }
  get module(): ModuleInfo | undefined {
    return this.#link.run.value?.module;
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
    return this.#motions.playing.value;
  }
  /** Told to pause, and still at an update that takes long. */
  get pausing(): boolean {
    return this.#motions.pausing.value;
  }
  /** At a step, an epoch or a reset. */
  get moving(): boolean {
    return this.#motions.moving.value;
  }
  /** What the visitor did last, once it is done. */
  get halt(): Halt | undefined {
    return this.#motions.halt.value;
  }
  /** Why the trainer died, until it is started again. */
  get crash(): Text | undefined {
    return this.#link.crash.value;
  }
  /** Why the trainer does not train this experiment, though it is one. */
  get refused(): Text | undefined {
    return this.#link.refused.value;
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
  /** The run that it goes on with, and from where; undefined where it is none of this page, or its state was refused. */
  get goesOnFrom(): { readonly run: number; readonly step: number } | undefined {
    if (this.#saved === undefined || !this.#beginning.goesOn.value) return undefined;
    return asides.get(this.#saved);
  }
  /** What it took up last while it trained. */
  get takenUp(): TakenUp | undefined {
    return this.#document.takenUp.value;
  }
  /** How often the run went back: what is of an older generation is of another time. */
  get generation(): number {
    return this.#shown.generation.value;
  }
  /** When it is there to be asked, or known not to come. */
  get opened(): Promise<void> {
    return this.#link.opened;
  }
  /** Whether it is there to be asked. */
  get ready(): boolean {
    return this.#link.run.value !== undefined;
  }
  /** What is seen is a recording of this very run: it moves, or stands, until the trainer has come as far. */
  get replay(): "moves" | "stands" | undefined {
    return this.ready ? undefined : this.#preview.motion;
  }
  /** Whether the run came to its end, or broke. */
  get ended(): boolean {
    return this.#shown.ended;
  }

  /** `after`: the end of the run before, whose memory this one needs. */
  open(after: Promise<void> = Promise.resolve()): Promise<void> {
    return this.#opening.open(after);
  }

  /** After the trainer died: the run from where it was last kept; false where there is none, or it does not come back. */
  revive(): Promise<boolean> {
    return this.#opening.revive();
  }

  /** The end: nothing of it is shown any more. */
  async dispose(): Promise<void> {
    this.#preview.close();
    await this.#link.dispose();
  }

  /** The trainer died. */
  crashed(message: Text): void {
    this.#link.crashed(message);
  }

  /**
   * Goes on by another document from where it stands; false where it does not, and stays what it was. Numbers that broke stay to be looked
   * at: it is taken up when training goes on from before.
   */
  change(description: Description): Promise<boolean> {
    return this.#document.change(description);
  }

  setSpeed(speed: Speed): Promise<void> {
    return this.#opening.setSpeed(speed);
  }

  play(): Promise<void> {
    return this.#motions.play();
  }

  pause(): Promise<void> {
    return this.#motions.pause();
  }

  /** So many updates, fewer where the run ends or is paused before; none after the end. */
  async step(count = 1): Promise<void> {
    await this.#motions.go("step", (run) => run.step(count));
  }

  async epoch(): Promise<void> {
    await this.#motions.go("epoch", (run) => run.epoch());
  }

  /** Sets a block of parameters by hand; false, and `refused` tells, where they do not fit. */
  setParameters(block: string, values: Float32Array): Promise<boolean> {
    return this.#motions.go("edit", (run) => run.setParameters(block, values));
  }

  async reset(): Promise<void> {
    await this.#motions.goBack("reset", (run) => run.reset());
  }

  /** Where the run stood at some of its steps, by step: what it can go back to. */
  async snapshots(): Promise<readonly Snapshot[]> {
    return (await this.#link.ask((run) => run.snapshots())) ?? [];
  }

  /**
   * Back, or ahead, to a snapshot; play goes on from there with the digits that it had. One that is kept no more leaves the run where
   * it stands.
   */
  async restore(mark: number): Promise<void> {
    // While it plays more are kept, and others give way.
    if (this.#motions.playing.peek()) await this.pause();
    if (!(await this.snapshots()).some((one) => one.mark === mark)) return;
    await this.#motions.goBack("restore", (run) => run.restore(mark));
  }

  /** Leases a view: asked of the run while it is seen, and of the one that takes its place after a crash. */
  want<K extends ViewKind>(spec: ViewSpec<K>, visible: ReadonlySignal<boolean>): ViewLease<K> {
    return this.#views.want(spec, visible);
  }

  /** The network as it stands, with all that the next step depends on; undefined where there is no trainer to ask. */
  save(): Promise<SavedModel | undefined> {
    return this.#link.ask((run) => run.save());
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
    const history = await this.#link.ask((run) => run.history());
    if (history === undefined) return undefined;
    return {
      points: this.#shown.points.peek(),
      history,
      state: this.#shown.reported.peek(),
      measured: this.#shown.measured.peek(),
      view: this.#views.seen(),
    };
  }

  /** Looks inside; undefined where the question does not fit this run, which `refused` tells, or there is no trainer to ask. */
  probe<Id extends keyof ProbeAnswers>(
    question: Question<Id>,
  ): Promise<ProbeAnswers[Id] | undefined> {
    return this.#link.ask((run) => run.probe(question));
  }

  /** All that is learnt, in the order of the layers. */
  parameters(): Promise<Float32Array | undefined> {
    return this.#link.ask((run) => run.parameters());
  }

  /** Every recorded row, unthinned. */
  async recorded(): Promise<Float64Array> {
    return (await this.#link.ask((run) => run.history())) ?? new Float64Array();
  }

  /** All samples of a part, in original units. */
  samples(part: Part): Promise<Samples | undefined> {
    return this.#link.ask((run) => run.samples(part));
  }

  /** What the network says of samples in original units, `summary.outputs` numbers each. */
  predict(features: Float32Array): Promise<Float32Array | undefined> {
    return this.#link.ask((run) => run.predict(features));
  }
}
