// SPDX-License-Identifier: Apache-2.0
/**
 * What the engine promises to the page, to Node and to the command line. What the trainer declares (kinds, ids, hyper-parameters,
 * the canonical document) is generated from its catalog and only passed on.
 */
import type {
  Component,
  Dataset,
  Experiment,
  Kind,
  LayerId,
  ProbeId,
  Study,
  StudyId,
} from "#catalog";
import type { ProbeAnswers, Question } from "./probes.ts";
import type { SavedModel } from "./saved_model.ts";

export type * from "#catalog";
export type * from "./probes.ts";
export type { SavedBlock, SavedModel } from "./saved_model.ts";

/** A sentence in every language of the page. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** One declared hyper-parameter or field of the document, as the C++ catalog gives it. */
export interface Field {
  readonly id: string;
  readonly type:
    | "real"
    | "integer"
    | "boolean"
    | "choice"
    | "component"
    | "group"
    | "list"
    /** A short list of whole numbers. */
    | "integers"
    /** Numbers given in the document itself: a list of rows. */
    | "rows"
    /** Many 32-bit numbers as base64. */
    | "packed"
    /** A list of short texts. */
    | "texts"
    /** Anything, as its help says. */
    | "json";
  readonly label: Text;
  readonly help: Text;
  readonly source?: string;
  readonly default?: unknown;
  readonly nullable?: true;
  /** What a nullable field does where nothing is set; without it, it is off. */
  readonly empty?: Text;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusive_minimum?: true;
  readonly exclusive_maximum?: true;
  readonly scale?: "linear" | "log";
  readonly words?: readonly string[];
  readonly choices?: readonly { readonly id: string; readonly label: Text }[];
  /** component: the kind it is chosen from; list: the kind of its items. */
  readonly kind?: Kind;
  /** component: its id and its fields stand among the fields of the group itself, as in `data`. */
  readonly inline?: true;
  readonly fields?: readonly Field[];
}

/** One optimizer, loss, layer, ... of the catalog. */
export interface Entry {
  readonly id: string;
  readonly label: Text;
  readonly help: Text;
  readonly source: string;
  /** Of a dataset with its default hyper-parameters. */
  readonly task?: "regression" | "classes";
  readonly features?: number;
  readonly fields: readonly Field[];
}

export interface Catalog {
  readonly version: number;
  readonly kinds: Readonly<Record<Kind, readonly Entry[]>>;
  readonly document: readonly Field[];
  /** Kinds of documents that ask something of an experiment. */
  readonly studies: readonly Entry[];
  /** What can be asked of a run. */
  readonly probes: readonly Entry[];
  readonly defaults: Experiment;
}

/** Any JSON object a user may hand in; the C++ parser is the judge of it. */
export type ExperimentDocument = Readonly<Record<string, unknown>>;

/** A document, or its JSON text as it was typed: then the C++ parser also judges the syntax. */
export type ExperimentSource = ExperimentDocument | string;

/**
 * A document, or a part of one, as it may be written: what is left out is as by default, and a component whose hyper-parameters are
 * all left out may be its id alone. `{...} satisfies Written<Experiment>` checks every id and key while it is typed.
 */
export type Written<T> = T extends Dataset
  ? WrittenComponent<T>
  : T extends Component
    ? T["type"] | WrittenComponent<T>
    : T extends readonly (infer Item)[]
      ? readonly Written<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]?: Written<T[Key]> }
        : T;

/** A component of which only `type` must be there. */
export type WrittenComponent<T extends Component> = { readonly type: T["type"] } & {
  readonly [Key in keyof Omit<T, "type">]?: Written<T[Key]>;
};

export interface LayerSummary {
  readonly type: LayerId;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly parameters: number;
  readonly offset: number;
}

export interface Summary {
  readonly task: "regression" | "binary" | "classes";
  readonly classes: number;
  readonly class_names: readonly string[];
  readonly feature_names: readonly string[];
  readonly target_name: string;
  readonly features: number;
  readonly outputs: number;
  readonly parameters: number;
  readonly counts: { readonly train: number; readonly validation: number; readonly test: number };
  readonly steps_per_epoch: number;
  readonly range?: {
    readonly x_min: number;
    readonly x_max: number;
    readonly y_min: number;
    readonly y_max: number;
  };
  readonly layers: readonly LayerSummary[];
}

/** An experiment that the parser accepted. */
export interface Description {
  readonly experiment: Experiment;
  /** Only what differs from the defaults: what a link holds. */
  readonly minimal: ExperimentDocument;
  readonly summary: Summary;
}

/** Where the trainer stands; made by C++, one truth for page and command line. */
export interface RunState {
  readonly status: "ready" | "finished" | "diverged";
  readonly reason?:
    | "epochs"
    | "steps"
    | "loss_below"
    | "gradient_norm_below"
    | "loss_change_below"
    | "early_stopping";
  readonly message?: Text;
  readonly diverged?: { readonly step: number; readonly layer: number };
  readonly step: number;
  readonly epoch: number;
  readonly samples: number;
  readonly learning_rate: number;
  /** The losses of this step are still being evaluated: the next slice goes on with it. */
  readonly recording: boolean;
  readonly rows: number;
  /** How often every second row of the history was dropped to keep it bounded. */
  readonly thinnings: number;
  readonly train_loss: number | null;
  readonly validation_loss: number | null;
  readonly train_accuracy?: number | null;
  readonly validation_accuracy?: number | null;
}

/** Columns of one history row, in order; NaN where a column does not apply. */
export const HISTORY_COLUMNS = [
  "step",
  "epoch",
  "learning_rate",
  "train_loss",
  "validation_loss",
  "train_accuracy",
  "validation_accuracy",
  "gradient_norm",
] as const;

export const PARTS = ["train", "validation", "test"] as const;
export type Part = (typeof PARTS)[number];

/** Of one class, seen as the one to find; null where nothing was predicted, or nothing is of it. */
export interface ClassMetrics {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** Samples of this class. */
  readonly support: number;
}

/** How good the network is on one part; an empty object for a part without samples. */
export interface Evaluation {
  readonly loss: number;
  readonly accuracy?: number;
  readonly classes?: readonly ClassMetrics[];
  /** The pair of classes that is confused most often, by number. */
  readonly top_confusion?: {
    readonly truth: number;
    readonly predicted: number;
    readonly count: number;
  };
  /** Regression: 1 - residual / spread, the mean over the outputs; null where a target does not vary. */
  readonly r2?: number | null;
  /** Regression: the mean absolute error. */
  readonly mae?: number;
}

export type BuildName = "simd" | "relaxed" | "simd-threads" | "relaxed-threads";

/** Which of the four modules runs, and why not a better one. */
export interface ModuleInfo {
  readonly name: BuildName;
  readonly threads: number;
  /** `reason` is a key of the page's messages; `tried` tells each module that failed to start, and at which step. */
  readonly reason:
    | "best"
    | "forced"
    | "not_isolated"
    | "no_shared_memory"
    /** The machine has one core, or one thread was asked for. */
    | "one_thread"
    | "no_relaxed_simd"
    | "reproducible"
    | "fallback";
  readonly tried: readonly {
    readonly name: BuildName;
    readonly step: string;
    readonly message: string;
  }[];
}

/** What the page wants to see besides the state and the history. Sizes in pixels; absent = not computed. */
export interface ViewRequest {
  readonly map?: { readonly width: number; readonly height: number };
  readonly curve?: { readonly count: number };
  readonly confusion?: Part;
}

/**
 * What arrives at most once per screen refresh, inside requestAnimationFrame, and only after the last one was shown. All arrays
 * are copies. A view that is absent although asked for has not changed or would have slowed training: keep the last one. The
 * frame with `playing: false` that ends every motion holds all views of that very state.
 */
export interface Frame {
  readonly state: RunState;
  readonly playing: boolean;
  /** New history rows since the last frame, flat, HISTORY_COLUMNS wide; `history_from` is the number of the first. 0 = start anew. */
  readonly history_from: number;
  readonly history: Float64Array;
  /** Wall-clock over the last second of training, drawing included. Keeps its last value while training stands still. */
  readonly steps_per_second: number;
  readonly samples_per_second: number;
  /** outputs x (width*height), pixel-major, top row first. */
  readonly map?: { readonly width: number; readonly height: number; readonly values: Float32Array };
  readonly curve?: Float32Array;
  /** classes x classes, row = true class. */
  readonly confusion?: Float32Array;
}

/** How fast play goes: updates per frame, epochs per frame, or as fast as the machine can. */
export type Pace =
  | { readonly steps_per_frame: number }
  | { readonly epochs_per_frame: number }
  | "unlimited";

/** A training run on one experiment. In the browser it lives in a worker; every method is asynchronous. */
export interface Run {
  readonly description: Description;
  readonly module: ModuleInfo;
  /** 1-D and 2-D data: per sample x1, x2, target, part. */
  points(): Promise<Float32Array>;
  state(): Promise<RunState>;
  /** Resolves at once; frames tell the rest. */
  play(): Promise<void>;
  /** Resolves when training stands still: after a few milliseconds, or after one update where that takes longer. */
  pause(): Promise<RunState>;
  /**
   * Pauses first, and resolves after `count` steps, or earlier at the end of training or at a pause.
   * @throws ExperimentError when it is no whole number from 0.
   */
  step(count?: number): Promise<RunState>;
  /** To the end of the current epoch. */
  epoch(): Promise<RunState>;
  /** Pauses, and goes back to step 0 with the same initial parameters. */
  reset(): Promise<RunState>;
  /** From the next step on. @throws ExperimentError when it is no positive number. */
  setLearningRate(learning_rate: number): Promise<void>;
  /** @throws ExperimentError when it is none. */
  setPace(pace: Pace): Promise<void>;
  view(request: ViewRequest): Promise<void>;
  /**
   * Trains until the run ends or the signal aborts; for scripts and the command line. `onPoints` gets every recorded point,
   * HISTORY_COLUMNS wide, from step 0 on when it is given before the run has begun; history() keeps a bounded number of them.
   */
  train(options?: {
    signal?: AbortSignal;
    onProgress?: (state: RunState) => void;
    onPoints?: (rows: Float64Array) => void;
  }): Promise<RunState>;
  history(): Promise<Float64Array>;
  /** @throws ExperimentError when there is no such part; confusion() too. */
  evaluate(part: Part): Promise<Evaluation>;
  confusion(part: Part): Promise<Float32Array>;
  parameters(): Promise<Float32Array>;
  /**
   * Looks inside. `layers` and `update` make the next step themselves, exactly as it would have been made, and describe it.
   * @throws ExperimentError where the question does not fit this run.
   */
  probe<Id extends ProbeId>(question: Question<Id>): Promise<ProbeAnswers[Id]>;
  /** The trained network as an object for a file: open() goes on from it, startFrom() begins with its weights. */
  save(): Promise<SavedModel>;
  close(): Promise<void>;
}

/** A study's document: `{"version": 1, "kind": "race", "experiment": {...}, ...}`; the C++ parser is the judge of it. */
export type StudySource = Written<Study> | ExperimentSource;

/** A study that the parser accepted. */
export interface StudyDescription {
  readonly kind: StudyId;
  readonly title: Text;
  /** Every field of the kind with its value. */
  readonly document: Study;
}

export interface StudyProgress {
  readonly finished: boolean;
  /** From 0 to 1. */
  readonly progress: number;
}

/** What a study has found so far; whole when it is finished. Each kind has more in it: see src/studies. */
export interface StudyResult {
  /** The answer in a sentence. */
  readonly message: Text;
  readonly table: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly unknown[])[];
  };
  /** Restarts and search: the document of the best run. Race: the name of the winner. */
  readonly best?: ExperimentDocument | string;
  readonly status?: "finished" | "diverged";
  readonly [more: string]: unknown;
}

/** A study at work: many trainings under one question. */
export interface StudyRun {
  readonly description: StudyDescription;
  readonly module: ModuleInfo;
  /** Works until it is finished or the signal aborts; run() again goes on. What it finds depends on neither. */
  run(options?: {
    signal?: AbortSignal;
    onProgress?: (progress: StudyProgress) => void;
  }): Promise<StudyResult>;
  result(): Promise<StudyResult>;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Forces one module, for tests and bug reports. */
  readonly build?: BuildName;
  /** A whole number from 1 to THREADS_LIMIT. The default is what the machine offers, up to a limit; see threads.ts. */
  readonly threads?: number;
  /** Folder of the wasm modules; the default is `wasm/` beside the page, or what the package holds. */
  readonly wasm?: string;
}

export interface Engine {
  catalog(): Promise<Catalog>;
  /** The module that serves catalog and validation; a run may use another one, by its arithmetic. */
  readonly module: ModuleInfo;
  /** @throws ExperimentError with path and message when the document is refused. */
  validate(document: ExperimentSource): Promise<Description>;
  /** @throws ExperimentError with path and message when the document is refused. */
  open(
    document: ExperimentSource,
    onFrame?: (frame: Frame) => void,
    /** A saved run of this very experiment, to go on where it stood; only `stop` and `record` may be others. */
    saved?: SavedModel,
  ): Promise<Run>;
  /** Race, restarts, search, learning-rate finder, landscape, test function. @throws ExperimentError when the document is refused. */
  study(document: StudySource): Promise<StudyRun>;
  /** A crashed worker: told here, replaced by the next open(). */
  onCrash(listener: (message: Text) => void): void;
  close(): Promise<void>;
}
