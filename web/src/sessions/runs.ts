// SPDX-License-Identifier: Apache-2.0
/** The training run on the page: opened on one experiment, played, paused, stepped; holds what the last frame brought. */
import type {
  Description,
  Engine,
  Evaluation,
  Frame,
  Lease,
  ModuleInfo,
  Run,
  RunState,
  Text,
  ViewAnswer,
  ViewSpec,
} from "../engine/api.ts";
import { textOf } from "../engine/contract/engine_error.ts";
import { RunHistory } from "./history.ts";
import { Observable } from "./observable.ts";
import { paceOf, type Speed } from "./pace.ts";

/** What brought training to a standstill; each is an object of its own. */
export interface Halt {
  readonly by: "pause" | "step" | "epoch" | "reset";
}

/** Numbers of the network are for the eye: a few times a second is enough. */
const PARAMETERS_EVERY_MS = 150;
/** Of larger networks the diagram draws too small a part to be worth the copying. */
const DRAWN_PARAMETERS = 4_096;

export class RunStore extends Observable {
  description: Description | undefined;
  module: ModuleInfo | undefined;
  state: RunState | undefined;
  frame: Frame | undefined;
  /** The last that came: views that would slow training are left out. */
  map: ViewAnswer<"map"> | undefined;
  curve: ViewAnswer<"curve"> | undefined;
  confusion: ViewAnswer<"confusion"> | undefined;
  history = new RunHistory("epoch");
  /** Per sample x1, x2, target, part. */
  points: Float32Array = new Float32Array();
  parameters: Float32Array | undefined;
  /** Of the test part; only while training stands still, for it is not for steering by. */
  test: Evaluation | undefined;
  playing = false;
  /** What the visitor did last, once it is done. */
  halt: Halt | undefined;
  /** Why the trainer died, until it is started again. */
  crash: Text | undefined;

  private run: Run | undefined;
  /** The run whose trainer died last. */
  private lost: Run | undefined;
  private spec: ViewSpec | undefined;
  private lease: Promise<Lease | undefined> = Promise.resolve(undefined);
  private speed: Speed = "epoch";
  /** Number of the newest opening: what an older run still reports is not shown. */
  private opening = 0;
  /** Number of the opening that `run` came from. */
  private connected = 0;
  private queue: Promise<void> = Promise.resolve();
  /** How often play or pause was pressed. */
  private choices = 0;
  private parametersAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly engine: Pick<Engine, "open" | "onCrash">) {
    super();
    engine.onCrash((message) => this.crashed(message));
  }

  /** Opens a run on an accepted experiment in place of the one before, and plays if that one played. */
  open(description: Description, play = this.playing): Promise<void> {
    this.opening += 1;
    const mine = this.opening;
    this.playing = play;
    this.queue = this.queue.then(() =>
      mine === this.opening ? this.start(description, mine) : undefined,
    );
    return this.queue;
  }

  private async start(description: Description, mine: number): Promise<void> {
    const old = this.run;
    this.run = undefined;
    await old?.close().catch(() => {});
    this.begin(description);
    try {
      await this.connect(mine, (onFrame) => this.engine.open(description.minimal, onFrame));
    } catch (error) {
      // A newer opening has closed this run under its feet; otherwise no trainer starts.
      if (mine === this.opening) this.crashed(textOf(error));
    }
  }

  /** The run that died, from where it was last kept; false where there is none, or it does not come back. */
  async revive(): Promise<boolean> {
    const { lost, description } = this;
    if (lost === undefined || description === undefined) return false;
    this.opening += 1;
    const mine = this.opening;
    this.begin(description);
    try {
      await this.connect(mine, (onFrame) => lost.reopen(onFrame));
      return true;
    } catch {
      return false;
    }
  }

  private async connect(
    mine: number,
    open: (onFrame: (frame: Frame) => void) => Promise<Run>,
  ): Promise<void> {
    // The first frame may come before open() resolves.
    const run = await open((frame) => {
      if (mine === this.opening) this.show(frame);
    });
    this.run = run;
    this.lost = undefined;
    this.connected = mine;
    this.module = run.module;
    const [points] = await Promise.all([
      run.points(),
      run.setPace(paceOf(this.speed)),
      this.leaseView(),
    ]);
    this.points = points;
    this.notify();
    if (this.playing && mine === this.opening) await run.play();
    else await this.lookCloser();
  }

  private begin(description: Description): void {
    this.description = description;
    this.history = new RunHistory(description.experiment.record.unit);
    this.state = undefined;
    this.frame = undefined;
    this.map = undefined;
    this.curve = undefined;
    this.confusion = undefined;
    this.points = new Float32Array();
    this.parameters = undefined;
    this.test = undefined;
    this.crash = undefined;
  }

  /** A description that differs in nothing the run would have to start anew for. */
  relabel(description: Description): void {
    this.description = description;
    this.notify();
  }

  /**
   * Asks something of the open run. A run that is closed or dies meanwhile answers nothing:
   * the one is on purpose, the other is told by `crash`.
   */
  private async ask<T>(question: (run: Run) => Promise<T>): Promise<T | undefined> {
    const { run } = this;
    if (run === undefined) return undefined;
    try {
      return await question(run);
    } catch (error) {
      if (run === this.run && this.crash === undefined) throw error;
      return undefined;
    }
  }

  /** Whether the newest run is there to be asked; while one is being opened, only the one before is. */
  get ready(): boolean {
    return this.run !== undefined && this.connected === this.opening;
  }

  /** Whether the run came to its end, or broke. */
  get ended(): boolean {
    return this.state !== undefined && this.state.status !== "ready";
  }

  async play(): Promise<void> {
    this.choices++;
    this.playing = true;
    this.test = undefined;
    this.notify();
    await this.ask((run) => run.play());
  }

  async pause(): Promise<void> {
    this.choices++;
    this.playing = false;
    this.notify();
    await this.stand("pause", (run) => run.pause());
  }

  /** One update; none after the end. */
  async step(): Promise<void> {
    await this.move("step", (run) => run.step());
  }

  async epoch(): Promise<void> {
    await this.move("epoch", (run) => run.epoch());
  }

  async reset(): Promise<void> {
    await this.move("reset", (run) => run.reset());
  }

  async setLearningRate(rate: number): Promise<void> {
    await this.ask((run) => run.setLearningRate(rate));
  }

  async setSpeed(speed: Speed): Promise<void> {
    this.speed = speed;
    await this.ask((run) => run.setPace(paceOf(speed)));
  }

  /** What the stage shows; asked of this run and of every later one. */
  async look(spec: ViewSpec): Promise<void> {
    this.spec = spec;
    await this.leaseView();
  }

  private async leaseView(): Promise<void> {
    const { spec, lease: old } = this;
    if (spec === undefined) return;
    const mine = this.opening;
    this.lease = this.ask((run) =>
      run.want(spec, (answer) => {
        if (mine === this.opening) this.keepView(spec, answer);
      }),
    );
    await Promise.all([this.lease, old.then((lease) => lease?.release())]);
  }

  /** Shown with the frame that follows. */
  private keepView({ kind }: ViewSpec, answer: ViewAnswer): void {
    if (kind === "map") this.map = answer as ViewAnswer<"map">;
    else if (kind === "curve") this.curve = answer as ViewAnswer<"curve">;
    else this.confusion = answer as ViewAnswer<"confusion">;
  }

  /** Every recorded row, unthinned. */
  async recorded(): Promise<Float64Array> {
    return (await this.ask((run) => run.history())) ?? new Float64Array();
  }

  private async move(by: Halt["by"], motion: (run: Run) => Promise<RunState>): Promise<void> {
    const { choices } = this;
    // What is pressed while a run is being opened is meant for that run, unless play or pause is pressed after it.
    await this.queue;
    if (choices !== this.choices || (this.ended && by !== "reset")) return;
    this.playing = false;
    this.test = undefined;
    this.notify();
    await this.stand(by, motion);
  }

  private async stand(by: Halt["by"], motion: (run: Run) => Promise<RunState>): Promise<void> {
    const state = await this.ask(motion);
    if (state !== undefined) {
      this.state = state;
      this.halt = { by };
    }
    this.notify();
    await this.lookCloser();
  }

  private show(frame: Frame): void {
    const wasPlaying = this.playing;
    this.frame = frame;
    this.state = frame.state;
    this.history.append(frame.history_from, frame.history);
    // A run that ends tells so in its last frame; a frame sent before play() was obeyed is no end.
    if (frame.state.status !== "ready") this.playing = false;
    this.notify();
    if (wasPlaying && !this.playing) void this.lookCloser();
    else void this.readParameters();
  }

  private async readParameters(): Promise<void> {
    const now = performance.now();
    const { run } = this;
    const size = this.description?.summary.parameters ?? 0;
    const due = now - this.parametersAt >= PARAMETERS_EVERY_MS && size <= DRAWN_PARAMETERS;
    if (run === undefined || !due) return;
    this.parametersAt = now;
    const parameters = await this.ask(() => run.parameters());
    if (run !== this.run || parameters === undefined) return;
    this.parameters = parameters;
    this.notify();
  }

  /** Training stands still: what was too dear while it ran. */
  private async lookCloser(): Promise<void> {
    const { run } = this;
    if (run === undefined || this.playing) return;
    const hasTest = (this.description?.summary.counts.test ?? 0) > 0;
    const found = await this.ask(() =>
      Promise.all([run.parameters(), hasTest ? run.evaluate("test") : undefined]),
    );
    if (found === undefined || run !== this.run || this.playing) return;
    [this.parameters, this.test] = found;
    this.notify();
  }

  private crashed(message: Text): void {
    this.crash = message;
    this.playing = false;
    this.lost = this.run ?? this.lost;
    this.run = undefined;
    this.notify();
  }
}
