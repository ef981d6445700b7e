// SPDX-License-Identifier: Apache-2.0
/** One run of the checker, and the numbers that conditions ask for. */
import { setAt } from "../documents/path.ts";
import type {
  Description,
  Engine,
  Evaluation,
  ExperimentDocument,
  Part,
  Run,
  RunState,
} from "../engine/api.ts";
import { conditionsIn } from "./asked.ts";
import type { CodeFigures, PerformCode } from "./code_check.ts";
import type { Exercise } from "./document.ts";
import { type MetricId, metricOf } from "./metrics.ts";
import { changedByStudent } from "./permission.ts";
import { mostChanges, runCount, type Work } from "./work.ts";

/** A number, a word, or null where there is none: a part without samples, a loss that has left all bounds. */
export type Measured = number | string | boolean | null;

/** What a run has come to. */
export interface RunFigures {
  readonly seed: number;
  readonly state: RunState;
  readonly evaluations: ReadonlyMap<Part, Evaluation>;
  readonly gradient_ratio?: number;
  /** As `Run.history` gives it. */
  readonly history?: Float64Array;
}

/** All that conditions are told of: the document, the work, and of one seed its run. */
export interface Facts {
  /** Of the exercise. */
  readonly start: Description;
  readonly description: Description;
  readonly work: Work;
  readonly figures?: RunFigures | undefined;
  /** What came of the code that was written, by its question. */
  readonly codes?: CodeFigures | undefined;
}

export interface Need {
  readonly parts: readonly Part[];
  readonly gradients: boolean;
  /** The curves too. */
  readonly history?: boolean;
}

/** What the conditions of an exercise need to be measured in each run. */
export function needOf(exercise: Exercise): Need {
  const ids = exercise.checks
    .flatMap(conditionsIn)
    .flatMap((one) => ("metric" in one ? [one.metric] : []));
  const parts = ids.flatMap((id) => metricOf(id).part ?? []);
  if (ids.includes("generalization_gap")) parts.push("validation");
  return { parts: [...new Set(parts)], gradients: ids.includes("gradient_ratio") };
}

export interface CheckOptions extends RunOptions {
  /** Needed where an exercise asks for code. */
  readonly perform?: PerformCode | undefined;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** From 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Trains the document with this seed, in reproducible arithmetic, to its end.
 * @throws what the signal says, where it aborts; ExperimentError where the document is refused.
 */
export async function measureRun(
  engine: Engine,
  document: ExperimentDocument,
  { parts, gradients, history }: Need,
  { seed, signal, onProgress }: RunOptions & { readonly seed: number },
): Promise<RunFigures> {
  const run = await engine.open(reproducible(document, seed), undefined, undefined, "long");
  try {
    const gradient_ratio = gradients ? await gradientRatio(run) : undefined;
    const state = await run.train({
      ...(signal === undefined ? {} : { signal }),
      onProgress: (now) => onProgress?.(shareOf(run.description, now)),
    });
    signal?.throwIfAborted();
    const evaluations = new Map<Part, Evaluation>();
    for (const part of parts) {
      if (run.description.summary.counts[part] > 0) evaluations.set(part, await run.evaluate(part));
    }
    return {
      seed,
      state,
      evaluations,
      ...(gradient_ratio === undefined ? {} : { gradient_ratio }),
      ...(history === true && { history: await run.history() }),
    };
  } finally {
    await run.close();
  }
}

export const reproducible = (document: ExperimentDocument, seed: number): ExperimentDocument =>
  setAt(setAt(document, "arithmetic", "reproducible"), "seed", seed);

/** How far a run is. */
function shareOf({ experiment, summary }: Description, { step, epoch }: RunState): number {
  const { epochs, steps } = experiment.stop;
  const shares = [
    epochs === null ? 0 : Math.max(epoch / epochs, step / (epochs * summary.steps_per_epoch)),
    steps === null ? 0 : step / steps,
  ];
  return Math.min(1, Math.max(...shares));
}

/** In the first update, which the run makes as it would have made it. */
async function gradientRatio(run: Run): Promise<number | undefined> {
  const { layers } = await run.probe({ type: "layers" });
  const norms = layers.flatMap(({ gradient_norm }) => gradient_norm ?? []);
  const [first, last] = [norms[0], norms.at(-1)];
  return first === undefined || last === undefined || !(last > 0) ? undefined : first / last;
}

/** What a metric is; null where it is nothing that could be compared. */
export function measured(metric: MetricId, facts: Facts): Measured {
  const value = figureOf(metric, facts);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return value ?? null;
}

function figureOf(metric: MetricId, { start, description, work, figures }: Facts) {
  const { summary } = description;
  const of = (part: Part) => figures?.evaluations.get(part);
  switch (metric) {
    case "train_loss":
    case "validation_loss":
    case "test_loss":
      return of(partIn(metric))?.loss;
    case "train_accuracy":
    case "validation_accuracy":
    case "test_accuracy":
      return of(partIn(metric))?.accuracy;
    case "train_r2":
    case "validation_r2":
    case "test_r2":
      return of(partIn(metric))?.r2;
    case "generalization_gap":
      return (of("validation")?.loss ?? Number.NaN) - (of("train")?.loss ?? Number.NaN);
    case "status":
      return figures?.state.status;
    case "steps":
      return figures?.state.step;
    case "epochs":
      return figures?.state.epoch;
    case "samples_seen":
      return figures?.state.samples;
    case "gradient_ratio":
      return figures?.gradient_ratio;
    case "parameters":
      return summary.parameters;
    case "hidden_layers":
      return hiddenUnits(description).length;
    case "hidden_units":
      return hiddenUnits(description).reduce((sum, units) => sum + units, 0);
    case "places_changed":
      return changedByStudent(start, description).length;
    case "looks":
      return work.looks;
    case "runs":
      return runCount(work);
    case "changes":
      return mostChanges(work);
  }
}

const partIn = (metric: MetricId): Part => metricOf(metric).part ?? "train";

type Layer = Description["experiment"]["model"]["layers"][number];

/** Of each hidden layer its units, or channels; those within residual blocks too. */
function hiddenUnits({ experiment }: Description): number[] {
  const { layers } = experiment.model;
  const output = layers.findLastIndex(({ type }) => type === "dense" || type === "conv2d");
  return layers.flatMap((layer, index) => (index === output ? [] : unitsWithin(layer)));
}

/** Of layers that mix what comes in; each of another type has as many as the one before. */
function unitsWithin(layer: Layer): number[] {
  switch (layer.type) {
    case "dense":
      return [layer.units ?? 0];
    case "conv2d":
      return [layer.out_channels];
    case "residual":
      return layer.layers.flatMap(unitsWithin);
    default:
      return [];
  }
}
