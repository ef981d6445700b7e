// SPDX-License-Identifier: Apache-2.0
/** The run of several frames, on the side of the one that has the trainer: does what any of them asks, and tells all what comes of it. */
import type {
  Engine,
  ExperimentDocument,
  Frame,
  Lease,
  Moved,
  Run,
  RunState,
  SavedModel,
  ViewAnswer,
  ViewSpec,
} from "../../engine/api.ts";
import { MOST_KEPT } from "../../engine/contract/snapshot.ts";
import { MOST_STEPS } from "../protocol.ts";
import type { Asked, Kept } from "./messages.ts";

/** What is on its way to those who show the run. */
export interface Audience {
  frame(frame: Frame, except?: string): void;
  view(to: string, view: number, answer: ViewAnswer): void;
  kept(kept: Kept): void;
}

/** What there is to show a run from, for whoever comes to it. */
export type Attached = Pick<Run, "description" | "module"> & {
  readonly line: string;
  readonly frame: Frame;
};

/** A frame that is lost costs no more training than this. */
const KEEP_MS = 2_000;

const MOVES: Partial<Readonly<Record<Asked, Moved>>> = {
  pause: "pause",
  step: "step",
  epoch: "epoch",
  reset: "reset",
  restore: "restore",
  setParameters: "edit",
};
const NO_ROWS = new Float64Array();

export class RunService {
  readonly #views = new Map<string, Promise<Lease>>();
  #run: Run | undefined;
  #newest: Frame | undefined;
  #keptAt = performance.now();
  #keeping: Promise<void> | undefined;
  /** What moves the run now, whoever has asked for it. */
  readonly #moves = new Set<Promise<unknown>>();

  private constructor(
    readonly line: string,
    private readonly audience: Audience,
  ) {}

  /** `reached`: the update that was seen already, which it makes again. */
  static async open(
    engine: Pick<Engine, "open">,
    { line, document }: { readonly line: string; readonly document: ExperimentDocument },
    audience: Audience,
    saved: SavedModel | undefined,
    reached = 0,
  ): Promise<RunService> {
    const service = new RunService(line, audience);
    const run = await engine.open(document, (frame) => service.#take(frame), saved);
    const behind = reached - (saved?.steps ?? 0);
    // What was not kept is made again from the start, which is the same.
    if (behind > 0) await run.step(Math.min(behind, MOST_STEPS));
    service.#run = run;
    return service;
  }

  get run(): Run {
    if (this.#run === undefined) throw new Error("The run is not open yet.");
    return this.#run;
  }

  get playing(): boolean {
    return this.#newest?.playing === true;
  }

  async attach(): Promise<Attached> {
    const { description, module } = this.run;
    const [state, history] = await Promise.all([this.run.state(), this.run.history()]);
    const { playing } = this;
    const moved = playing ? { moved: "play" as const } : {};
    const frame = { ...this.#still(state), playing, history, ...moved };
    return { line: this.line, description, module, frame };
  }

  /** Whether the run is being moved. */
  get moving(): boolean {
    return this.#moves.size > 0;
  }

  /** `from`: who asks, and knows already. */
  perform(from: string, method: Asked, given: readonly unknown[]): Promise<unknown> {
    const done = this.#perform(from, method, given);
    if (MOVES[method] === undefined) return done;
    this.#moves.add(done);
    const forget = () => void this.#moves.delete(done);
    done.then(forget, forget);
    return done;
  }

  async #perform(from: string, method: Asked, given: readonly unknown[]): Promise<unknown> {
    // What follows comes as frames of it.
    if (method === "play") await this.#tell("play", from);
    if (method === "reset" || method === "restore") await this.#tell("back", from);
    const act = this.run[method as keyof Run] as (...all: unknown[]) => Promise<unknown>;
    const value = await act.apply(this.run, [...given]);
    const moved = MOVES[method];
    if (moved !== undefined) {
      this.audience.frame({ ...this.#still(value as RunState), moved }, from);
      void this.#keep(false);
    }
    return value;
  }

  want(from: string, view: number, spec: ViewSpec): void {
    if (this.#views.has(`${from} ${view}`)) return;
    const lease = this.run.want(spec, (answer) => this.audience.view(from, view, answer));
    this.#views.set(`${from} ${view}`, lease);
    // One that makes no sense never comes.
    lease.catch(() => {});
  }

  release(from: string, view: number): void {
    const name = `${from} ${view}`;
    void this.#views.get(name)?.then(
      (lease) => lease.release(),
      () => {},
    );
    this.#views.delete(name);
  }

  /** Of one that is gone. */
  forget(from: string): void {
    for (const name of [...this.#views.keys()]) {
      const [who = "", view] = name.split(" ");
      if (who === from) this.release(who, Number(view));
    }
  }

  /** Stands still, and tells from where another trainer goes on; undefined where it cannot. */
  async leave(): Promise<Kept | undefined> {
    const { playing } = this;
    // A pause would cut them short, and what was asked would be answered and not be done.
    await Promise.allSettled(this.#moves);
    const state = await this.run.pause();
    const saved = state.step === 0 ? undefined : await this.run.save();
    if (saved !== undefined && saved.state === undefined) {
      if (playing) await this.run.play();
      return undefined;
    }
    await this.close();
    return { saved, playing: playing && state.status === "ready" };
  }

  async close(): Promise<void> {
    this.#views.clear();
    await this.#run?.close().catch(() => {});
  }

  async #tell(moved: Moved, from: string): Promise<void> {
    this.audience.frame({ ...this.#still(await this.run.state()), moved }, from);
  }

  #still(state: RunState): Frame {
    const { steps_per_second = 0, samples_per_second = 0 } = this.#newest ?? {};
    const rates = { steps_per_second, samples_per_second };
    return { state, playing: false, history_from: 0, history: NO_ROWS, ...rates };
  }

  #take(frame: Frame): void {
    const played = this.playing;
    this.#newest = frame;
    this.audience.frame(frame);
    const due = frame.playing && performance.now() - this.#keptAt > KEEP_MS;
    if (due || (played && !frame.playing)) void this.#keep(frame.playing);
  }

  #keep(playing: boolean): Promise<void> {
    this.#keptAt = performance.now();
    this.#keeping ??= this.#save(playing).finally(() => {
      this.#keeping = undefined;
    });
    return this.#keeping;
  }

  async #save(playing: boolean): Promise<void> {
    const run = this.#run;
    if (run === undefined || run.description.summary.parameters > MOST_KEPT) return;
    // What breaks or is closed meanwhile was kept before.
    const saved = await run.save().catch(() => undefined);
    if (saved?.state !== undefined) this.audience.kept({ saved, playing });
  }
}
