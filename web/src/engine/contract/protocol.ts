// SPDX-License-Identifier: Apache-2.0
/** What the trainer's side offers to the page's side; in the browser every call crosses to the worker by Comlink. */
import type { Description } from "./description.ts";
import type { EngineOptions } from "./engine.ts";
import type { Attempt } from "./engine_error.ts";
import type { Evaluation, Part } from "./evaluation.ts";
import type { Refusal } from "./experiment_error.ts";
import type { Frame, Pace } from "./frame.ts";
import type { BuildName, ModuleAddresses, ModuleInfo } from "./module_info.ts";
import type { RunState } from "./run_state.ts";
import type { SavedModel } from "./saved_model.ts";
import type { Snapshot } from "./snapshot.ts";
import type { StudyDescription, StudyProgress, StudyResult } from "./study.ts";
import type { FindTable } from "./tables.ts";
import type { ViewAnswer, ViewSpec } from "./view.ts";

/** What a module goes through until it serves. */
export type LoadStep = "detect" | "import" | "compile" | "start" | "handshake" | "self_test";

/** A pool of threads that starts at all starts in a fraction of this. */
export const START_LIMIT_MS = 5_000;

/** Errors cross as values: a thrown one would lose its fields on the way between threads. */
export type Reply<T extends object> = T | { readonly error: Refusal };

export interface Opened {
  /** For host(). */
  readonly id: number;
  readonly description: Description;
  readonly module: ModuleInfo;
}

export interface OpenedStudy {
  /** For study(). */
  readonly id: number;
  /** Its title is a text of the catalog, which the trainer does not have. */
  readonly description: Omit<StudyDescription, "title">;
  readonly module: ModuleInfo;
}

export interface StartOptions extends Omit<EngineOptions, "tables"> {
  /** Modules that made an earlier worker hang. */
  readonly failed: readonly Attempt[];
  /** The name of the lock by which its end is noticed (../life_lock.ts). */
  readonly life?: string | undefined;
  /** In place of the folder `wasm`. */
  readonly modules?: ModuleAddresses | undefined;
}

/** How the trainer's side speaks unasked. */
export interface ServiceListeners {
  /** The trainer is in an unknown state: throw it away. */
  crashed(message: string): void;
  /** Told before each step of a module's start and at its end, so that a blocked one is found from outside. */
  starting(name: BuildName, step: LoadStep | "done"): void;
  /** Told before and after a call that may take long: meanwhile no heartbeat can be answered. */
  working(working: boolean): void;
}

/**
 * One trainer: a worker of the browser, or the process of Node itself. Refused documents are answered by value; everything else that goes wrong is thrown, and
 * crosses whole (../error_crossing.ts).
 */
export interface ServicePort {
  start(
    options: StartOptions,
    crashed: ServiceListeners["crashed"],
    starting: ServiceListeners["starting"],
    working: ServiceListeners["working"],
    /** Of the engine's user; asked before the host's own. */
    tables?: FindTable,
  ): Promise<ModuleInfo>;
  /** A heartbeat. */
  ping(): Promise<void>;
  validate(text: string): Promise<Reply<Description>>;
  /**
   * `present` gets frames from the first on where the run is `watched`, else once a view is wanted. `state`: of a saved run of
   * this document, to go on from.
   */
  open(
    text: string,
    present?: Present,
    state?: Uint8Array,
    watched?: boolean,
  ): Promise<Reply<Opened>>;
  /** A call of its own, for only a whole result can be handed over by reference. */
  host(id: number): Promise<HostPort>;
  openStudy(text: string): Promise<Reply<OpenedStudy>>;
  study(id: number): Promise<StudyPort>;
  close(): Promise<void>;
}

/** One open study. */
export interface StudyPort {
  /** Until it is finished, paused or closed. */
  run(onProgress?: (progress: StudyProgress) => void): Promise<StudyProgress>;
  pause(): Promise<void>;
  result(): Promise<StudyResult>;
  close(): Promise<void>;
}

/** What goes over for one refresh of the screen. */
export interface Shown {
  readonly frame: Frame;
  /** Counts what the run went back by: reset() and restore(). What was begun before belongs to a past that is no more. */
  readonly generation: number;
  /** Each computed once, for all leases that ask for the same. */
  readonly views: readonly { readonly leases: readonly number[]; readonly answer: ViewAnswer }[];
  /** The newest snapshot, when there is a new one: what a run is offered again from when its trainer is lost. */
  readonly kept?: Uint8Array;
}

/** Delivers; resolves when it has been shown, which a page does once per screen refresh. */
export type Present = (shown: Shown) => Promise<void>;

/** One open run. */
export interface HostPort {
  state(): Promise<RunState>;
  play(): Promise<void>;
  pause(): Promise<RunState>;
  step(count?: number): Promise<RunState>;
  epoch(): Promise<RunState>;
  /** `generation`: of everything that is shown from now on; restore() too. */
  reset(generation: number): Promise<RunState>;
  /** With the state itself, for the day that the trainer is lost. */
  snapshot(): Promise<{ readonly snapshot: Snapshot; readonly state: Uint8Array }>;
  snapshots(): Promise<readonly Snapshot[]>;
  restore(mark: number, generation: number): Promise<RunState>;
  train(
    onProgress?: (state: RunState) => void,
    onPoints?: (rows: Float64Array) => void,
  ): Promise<RunState>;
  change(text: string): Promise<Reply<Description>>;
  setPace(pace: Pace): Promise<void>;
  /** `lease` is a number that the asking side chooses. */
  want(lease: number, spec: ViewSpec): Promise<void>;
  release(lease: number): Promise<void>;
  points(): Promise<Float32Array>;
  history(): Promise<Float64Array>;
  parameters(): Promise<Float32Array>;
  setParameters(block: string, values: Float32Array): Promise<Reply<RunState>>;
  save(): Promise<SavedModel>;
  confusion(part: Part): Promise<Float32Array>;
  predict(features: Float32Array): Promise<Float32Array>;
  /** As the module gives them: so many as fit at once. */
  samples(part: Part, first: number): Promise<Float32Array>;
  evaluate(part: Part): Promise<Evaluation>;
  probe(question: string): Promise<Reply<object>>;
  close(): Promise<void>;
}
