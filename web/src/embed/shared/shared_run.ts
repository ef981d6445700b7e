// SPDX-License-Identifier: Apache-2.0
/** A run that other frames show too: what is asked of it goes to whoever has the trainer, this frame or another. */
import {
  type Description,
  type ExperimentSource,
  type Frame,
  HISTORY_COLUMNS,
  type Lease,
  type ModuleInfo,
  type Pace,
  type ProbeAnswers,
  type Question,
  type Run,
  type RunState,
  type ViewAnswer,
  type ViewKind,
  type ViewSpec,
} from "../../engine/api.ts";
import type { Asked } from "./messages.ts";
import type { Attached } from "./run_service.ts";

/** What a run needs of the group of frames. */
export interface Group {
  ask(line: string, method: Asked, given: readonly unknown[]): Promise<unknown>;
  want(line: string, spec: ViewSpec, show: (answer: ViewAnswer) => void): Lease;
  change(line: string, document: ExperimentSource): Promise<Description>;
  reopen(onFrame: (frame: Frame) => void): Promise<Run>;
  closed(run: SharedRun): void;
}

type Answer<M extends keyof Run> = Run[M] extends (...given: never) => infer Given ? Given : never;
type Given<M extends keyof Run> = Run[M] extends (...given: infer All) => unknown ? All : never;

/** The number of the row after its last. */
const rowsTo = ({ history_from, history }: Frame): number =>
  history_from + history.length / HISTORY_COLUMNS.length;

export class SharedRun implements Run {
  readonly line: string;
  #description: Description;
  readonly module: ModuleInfo;
  /** The update that was seen last. */
  reached: number;
  /** Of the history, those that are known here. */
  #rows: number;
  #joins;

  private constructor(
    private readonly group: Group,
    private readonly onFrame: (frame: Frame) => void,
    { line, description, module, frame }: Attached,
    joins: boolean,
  ) {
    this.line = line;
    this.#description = description;
    this.module = module;
    this.reached = frame.state.step;
    this.#rows = rowsTo(frame);
    this.#joins = joins;
  }

  /** `joins`: the run was begun in another frame. */
  static async attach(group: Group, line: string, onFrame: (frame: Frame) => void, joins: boolean) {
    const attached = (await group.ask(line, "attach", [])) as Attached;
    const run = new SharedRun(group, onFrame, attached, joins);
    const { moved, ...frame } = attached.frame;
    onFrame(frame);
    if (moved !== undefined) onFrame({ ...frame, moved });
    return run;
  }

  /** What whoever has the trainer sends. */
  take(frame: Frame): void {
    this.reached = frame.state.step;
    if (frame.moved === undefined) {
      // A frame before it was not heard here.
      if (frame.history_from > this.#rows) return void this.#catchUp(frame);
      this.#rows = rowsTo(frame);
    }
    this.onFrame(frame);
  }

  async #catchUp(frame: Frame): Promise<void> {
    const whole = await this.history().catch(() => undefined);
    // Whoever has the trainer next begins with all of it.
    if (whole === undefined) return;
    const told = { ...frame, history_from: 0, history: whole };
    this.#rows = rowsTo(told);
    this.onFrame(told);
  }

  get description(): Description {
    return this.#description;
  }

  points = () => this.#ask("points");
  state = () => this.#ask("state");
  play = () => this.#ask("play");
  pause = () => this.#ask("pause");
  step = (count = 1) => this.#ask("step", count);
  epoch = () => this.#ask("epoch");
  reset = () => this.#ask("reset");
  snapshot = () => this.#ask("snapshot");
  snapshots = () => this.#ask("snapshots");
  restore = (mark: number) => this.#ask("restore", mark);
  history = () => this.#ask("history");
  evaluate = (...given: Given<"evaluate">) => this.#ask("evaluate", ...given);
  confusion = (...given: Given<"confusion">) => this.#ask("confusion", ...given);
  predict = (features: Float32Array) => this.#ask("predict", features);
  samples = (...given: Given<"samples">) => this.#ask("samples", ...given);
  parameters = () => this.#ask("parameters");
  save = () => this.#ask("save");
  setParameters = (block: string, values: Float32Array) =>
    this.#ask("setParameters", block, values);

  probe<Id extends keyof ProbeAnswers>(question: Question<Id>): Promise<ProbeAnswers[Id]> {
    return this.group.ask(this.line, "probe", [question]) as Promise<ProbeAnswers[Id]>;
  }

  async change(document: ExperimentSource): Promise<Description> {
    this.#description = await this.group.change(this.line, document);
    return this.#description;
  }

  /** Whoever comes to a run takes its pace; what is chosen later is everybody's. */
  async setPace(pace: Pace): Promise<void> {
    const joins = this.#joins;
    this.#joins = false;
    if (!joins) await this.#ask("setPace", pace);
  }

  async want<K extends ViewKind>(
    view: ViewSpec<K>,
    show: (answer: ViewAnswer<K>) => void,
  ): Promise<Lease> {
    return this.group.want(this.line, view as ViewSpec, (answer) => show(answer as ViewAnswer<K>));
  }

  reopen(onFrame = this.onFrame): Promise<Run> {
    return this.group.reopen(onFrame);
  }

  /** For scripts: a run that is shown is played. */
  train(): Promise<RunState> {
    return Promise.reject(new Error("A run of several frames is played, not trained to its end."));
  }

  /** For this frame: the run itself is the others' too. */
  async close(): Promise<void> {
    this.group.closed(this);
  }

  #ask<M extends Asked & keyof Run>(method: M, ...given: readonly unknown[]): Answer<M> {
    return this.group.ask(this.line, method, given) as Answer<M>;
  }
}
