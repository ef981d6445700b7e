// SPDX-License-Identifier: Apache-2.0
/** An engine without wasm whose training only pretends: a loss that falls and a map that takes shape. For tests of the page. */
import {
  type Description,
  type Engine,
  type ExperimentDocument,
  type ExperimentSource,
  type Frame,
  HISTORY_COLUMNS,
  type ModuleInfo,
  type Pace,
  type Run,
  type RunState,
  type SavedModel,
  type Snapshot,
  type Text,
  type ViewAnswer,
  type ViewKind,
  type ViewSpec,
} from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { catalog } from "../fixtures/catalog.ts";
import { describe } from "./fake_parser.ts";

const MODULE: ModuleInfo = { name: "simd", threads: 1, reason: "not_isolated", tried: [] };

const lossAt = (step: number): number => 0.02 + 0.68 * Math.exp(-step / 900);

/** Two spiral arms around the middle, the second half a turn behind the first. */
function spiralPoints(count: number): Float32Array {
  return Float32Array.from({ length: 4 * count }, (_, at) => {
    const index = Math.floor(at / 4);
    const target = index % 2;
    const share = (index + 1) / count;
    const angle = 1.75 * 2 * Math.PI * share + target * Math.PI;
    const part = index % 20 < 14 ? 0 : index % 20 < 17 ? 1 : 2;
    return [5 * share * Math.sin(angle), 5 * share * Math.cos(angle), target, part][at % 4] ?? 0;
  });
}

/** What a network that has learned the spiral says at a place. */
function arm(x: number, y: number): number {
  const radius = Math.hypot(x, y);
  return Math.tanh(
    2.5 * Math.sin(Math.atan2(x, y) - (1.75 * 2 * Math.PI * radius) / 5 + Math.PI / 2) * -1,
  );
}

export class FakeRun implements Run {
  readonly module = MODULE;
  readonly calls: string[] = [];
  closed = false;
  pace: Pace = "unlimited";
  readonly leases = new Map<ViewSpec, (answer: never) => void>();
  step_ = 0;
  playing = false;
  status: RunState["status"] = "ready";
  edited = false;
  private rows: number[][] = [];
  private sent = 0;

  constructor(
    public description: Description,
    readonly onFrame: (frame: Frame) => void,
    public rate = Number(description.experiment.optimizer.learning_rate),
  ) {
    this.record();
    this.frame();
  }

  now(): RunState {
    const per = this.description.summary.steps_per_epoch;
    const loss = lossAt(this.step_);
    return {
      status: this.status,
      ...(this.status === "ready"
        ? {}
        : { message: { en: "Done: it ended.", zh: "完成：已结束。" } }),
      step: this.step_,
      epoch: Math.floor(this.step_ / per),
      samples: this.step_ * 32,
      learning_rate: this.rate,
      ...(this.edited ? { edited: true as const } : {}),
      recording: false,
      passes: 0,
      epoch_end: (Math.floor(this.step_ / per) + 1) * per,
      rows: this.rows.length,
      thinnings: 0,
      train_loss: loss,
      validation_loss: loss * 1.1,
      train_accuracy: 1 - loss / 1.4,
      validation_accuracy: 1 - loss / 1.3,
    };
  }

  private record(): void {
    const state = this.now();
    this.rows.push(
      HISTORY_COLUMNS.map((column) =>
        Number((state as unknown as Record<string, number>)[column] ?? Number.NaN),
      ),
    );
  }

  /** Sends what the worker would send. */
  frame(): void {
    const history_from = this.sent;
    const history = Float64Array.from(this.rows.slice(this.sent).flat());
    this.sent = this.rows.length;
    for (const [spec, show] of this.leases) {
      if (spec.kind === "parameters") show(this.weights() as never);
      if (spec.kind !== "map") continue;
      const { width, height } = spec;
      show({ width, height, values: this.values(width, height) } as never);
    }
    this.onFrame({
      state: this.now(),
      playing: this.playing,
      history_from,
      history,
      steps_per_second: 660,
      samples_per_second: 21_120,
    });
  }

  private values(width: number, height: number): Float32Array {
    const learned = 1 - Math.exp(-this.step_ / 900);
    return Float32Array.from({ length: width * height }, (_, pixel) => {
      const x = -6 + (12 * ((pixel % width) + 0.5)) / width;
      const y = 6 - (12 * (Math.floor(pixel / width) + 0.5)) / height;
      const score = 3 * learned * arm(x, y) + (1 - learned) * Math.tanh(0.3 * x + 0.2 * y);
      return 1 / (1 + Math.exp(-score));
    });
  }

  private weights(): Float32Array {
    return Float32Array.from(
      { length: this.description.summary.parameters },
      (_, at) => 2 * Math.sin(at * 12.9898 + this.step_ / 400),
    );
  }

  /** As many updates as a test, or the demonstration's clock, wants. */
  advance(steps: number): void {
    for (let left = steps; left > 0 && this.status === "ready"; left -= 1) {
      this.step_ += 1;
      if (this.step_ % this.description.summary.steps_per_epoch === 0) this.record();
      const { epochs } = this.description.experiment.stop;
      if (epochs !== null && epochs !== undefined && this.now().epoch >= epochs)
        this.end("finished");
    }
    this.frame();
  }

  end(status: "finished" | "diverged"): void {
    this.status = status;
    this.playing = false;
  }

  private called<T>(name: string, result: T): Promise<T> {
    this.calls.push(name);
    return Promise.resolve(result);
  }

  points() {
    return this.called("points", spiralPoints(500));
  }
  play() {
    this.playing = true;
    return this.called("play", undefined);
  }
  pause() {
    this.playing = false;
    return this.called("pause", this.now());
  }
  step(count = 1) {
    this.advance(count);
    return this.called("step", this.now());
  }
  epoch() {
    this.advance(this.description.summary.steps_per_epoch);
    return this.called("epoch", this.now());
  }
  reset() {
    this.step_ = 0;
    this.edited = false;
    this.playing = false;
    this.status = "ready";
    this.rows = [];
    this.sent = 0;
    this.record();
    this.frame();
    return this.called("reset", this.now());
  }
  setParameters(block: string) {
    this.edited = this.step_ > 0;
    return this.called(`setParameters ${block}`, this.now());
  }
  change(source: ExperimentSource) {
    this.edited = this.step_ > 0;
    this.description = describe(source as ExperimentDocument);
    this.rate = Number(this.description.experiment.optimizer.learning_rate);
    return this.called("change", this.description);
  }
  setPace(pace: Pace) {
    this.pace = pace;
    return this.called("setPace", undefined);
  }
  want<K extends ViewKind>(view: ViewSpec<K>, show: (answer: ViewAnswer<K>) => void) {
    const spec = view as ViewSpec;
    this.leases.set(spec, show);
    this.frame();
    return this.called("want", { release: async () => void this.leases.delete(spec) });
  }
  snapshots(): Promise<readonly Snapshot[]> {
    return this.called("snapshots", []);
  }
  snapshot(): Promise<never> {
    return Promise.reject(new Error("No snapshot is faked."));
  }
  restore(): Promise<never> {
    return Promise.reject(new Error("No snapshot is faked."));
  }
  /** Its second life, if a test gives it one. */
  revival: ((onFrame: (frame: Frame) => void) => FakeRun) | undefined;
  async reopen(onFrame: (frame: Frame) => void = this.onFrame): Promise<FakeRun> {
    if (this.revival === undefined) throw new Error("No second life is faked.");
    return this.revival(onFrame);
  }
  train() {
    return this.called("train", this.now());
  }
  state() {
    return this.called("state", this.now());
  }
  history() {
    return this.called("history", Float64Array.from(this.rows.flat()));
  }
  evaluate() {
    return this.called("evaluate", {
      loss: lossAt(this.step_),
      accuracy: 1 - lossAt(this.step_) / 1.3,
    });
  }
  confusion() {
    return this.called("confusion", Float32Array.from([30, 2, 1, 29]));
  }
  predict(features: Float32Array) {
    return this.called("predict", features);
  }
  samples() {
    const none = new Float32Array();
    return this.called("samples", { count: 0, features: none, targets: none });
  }
  parameters() {
    return this.called("parameters", this.weights());
  }
  probe(): Promise<never> {
    return Promise.reject(new Error("No probe is faked."));
  }
  save() {
    const { experiment, summary } = this.description;
    return this.called("save", {
      format: "downhill-model" as const,
      version: 1 as const,
      experiment,
      summary,
      steps: this.step_,
      epochs: 0,
      standardization: { mean: [], scale: [] },
      parameters: [],
      statistics: [],
      state: "AAAA",
    });
  }
  close() {
    this.closed = true;
    return this.called("close", undefined);
  }
}

export class FakeEngine implements Engine {
  readonly module = MODULE;
  readonly runs: FakeRun[] = [];
  /** What every judgement waits for. */
  judging: Promise<void> = Promise.resolve();
  /** What every opening waits for. */
  gate: Promise<void> = Promise.resolve();
  private crashListener: (message: Text) => void = () => {};

  get run(): FakeRun {
    const run = this.runs.at(-1);
    if (run === undefined) throw new Error("No run was opened.");
    return run;
  }

  async catalog() {
    return catalog;
  }
  /** What the next judgements die of. */
  deaths: Error[] = [];
  async validate(document: ExperimentSource) {
    await this.judging;
    const death = this.deaths.shift();
    if (death !== undefined) throw death;
    return describe(typeof document === "string" ? JSON.parse(document) : document);
  }
  study(): Promise<never> {
    return Promise.reject(new Error("No study is faked."));
  }
  async open(
    document: ExperimentSource,
    onFrame: (frame: Frame) => void = () => {},
    saved?: SavedModel,
  ) {
    const description = await this.validate(document);
    await this.gate;
    if (saved?.state === "damaged") {
      const message = "The state is damaged. Start from the weights.";
      throw new ExperimentError({ path: "model.state", message, zh: "状态已损坏。请从权重开始。" });
    }
    const run = new FakeRun(description, onFrame);
    if (saved !== undefined) run.advance(saved.steps);
    this.runs.push(run);
    return run;
  }
  onCrash(listener: (message: Text) => void) {
    this.crashListener = listener;
  }
  crash(message: Text): void {
    this.crashListener(message);
  }
  async close() {}
}
