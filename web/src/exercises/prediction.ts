// SPDX-License-Identifier: Apache-2.0
/** A prediction against what comes. */
import { between } from "../documents/between.ts";
import { patched } from "../documents/patch.ts";
import { type Engine, HISTORY_COLUMNS, type Run, type Text } from "../engine/api.ts";
import type { Exercise, Prediction } from "./document.ts";
import { type RunOptions, reproducible } from "./measure.ts";
import { requireOption } from "./read_exercise.ts";
import { refusal } from "./shape.ts";
import type { Predicted } from "./work.ts";

export interface PredictionOutcome {
  readonly right: boolean;
  /** How far off: of a curve the mean over its whole length. Null of a choice, and where nothing can be compared. */
  readonly distance: number | null;
  /** What came: of a curve [epoch, value] from left to right, of a point the parameters. */
  readonly came: readonly (readonly number[])[];
  readonly text: Text;
}

/** What a run of the start comes to, as far as predictions ask for it: the same for everybody who predicts. */
export interface Came {
  /** Of a curve [epoch, value] from left to right, of a point the parameters. */
  readonly points: readonly (readonly number[])[];
  readonly diverged: boolean;
}

export type WhatComes = (exercise: Exercise, engine: Engine, options?: RunOptions) => Promise<Came>;

/** What the prediction is about, as the checker would train it; closed when `use` is done. */
async function withRun<T>(
  { start, prediction }: Exercise,
  engine: Engine,
  use: (run: Run) => Promise<T>,
): Promise<T> {
  const changed = patched(start, prediction?.change ?? {});
  const { experiment } = await engine.validate(changed);
  const document = reproducible(changed, experiment.seed);
  const run = await engine.open(document, undefined, undefined, "long");
  try {
    return await use(run);
  } finally {
    await run.close();
  }
}

/**
 * Trains what the prediction is about; of a choice, which its author has answered, nothing.
 * @throws what the signal says, where it aborts.
 */
async function whatComes(
  exercise: Exercise,
  engine: Engine,
  { signal, onProgress }: RunOptions = {},
): Promise<Came> {
  const { prediction } = exercise;
  if (prediction === undefined || prediction.kind === "choice") {
    return { points: [], diverged: false };
  }
  return await withRun(exercise, engine, async (run) => {
    if (prediction.kind === "point") {
      const { status } = await run.step(prediction.steps);
      signal?.throwIfAborted();
      return { points: [[...(await run.parameters())]], diverged: status === "diverged" };
    }
    const { epochs } = run.description.experiment.stop;
    const { status } = await run.train({
      ...(signal === undefined ? {} : { signal }),
      onProgress: ({ epoch }) => onProgress?.(epochs === null ? 0 : epoch / epochs),
    });
    signal?.throwIfAborted();
    const points = curve(await run.history(), prediction.metric);
    return { points, diverged: status === "diverged" };
  });
}

/** For a whole class: what has come is not trained again for everybody. */
export function rememberedComing(): WhatComes {
  const known = new Map<string, Came>();
  return async (exercise, engine, options) => {
    const key = JSON.stringify([exercise.start, exercise.prediction]);
    const came = known.get(key) ?? (await whatComes(exercise, engine, options));
    known.set(key, came);
    return came;
  };
}

/**
 * What comes of the start, and how near the prediction was. `comes`: where it is remembered.
 * @throws ExperimentError where it is a prediction of another kind than the exercise asks for; what the signal says, where it aborts.
 */
export async function outcomeOf(
  exercise: Exercise,
  predicted: Predicted,
  engine: Engine,
  { comes = whatComes, ...options }: RunOptions & { readonly comes?: WhatComes | undefined } = {},
): Promise<PredictionOutcome> {
  const { prediction } = exercise;
  if (prediction === undefined || prediction.kind !== predicted.kind) {
    throw refusal("prediction.kind", {
      en: "is not what this exercise asks for. Predict anew.",
      zh: "不是此练习所要求的预测。请重新预测。",
    });
  }
  if (prediction.kind === "choice" && predicted.kind === "choice") {
    requireOption("prediction.option", predicted.option, prediction.options);
    return chosen(prediction, predicted.option);
  }
  const { points, diverged } = await comes(exercise, engine, options);
  if (diverged) return incomparable(points, DIVERGED);
  if (prediction.kind === "point" && predicted.kind === "point") {
    const [came = []] = points;
    if (came.length !== predicted.at.length) {
      return incomparable(points, otherSize(predicted.at.length, came.length));
    }
    const distance = Math.hypot(...came.map((value, index) => value - (predicted.at[index] ?? 0)));
    return compared(prediction.near, points, distance);
  }
  if (prediction.kind === "curve" && predicted.kind === "curve") {
    if (points.length === 0) return incomparable(points, NO_VALUES);
    return compared(prediction.near, points, meanDistance(predicted.points, points));
  }
  throw new Error("A kind of prediction has no outcome.");
}

/** What is known before anything is trained: how long the run will be, and where it begins. */
export interface Before {
  readonly epochs: number;
  /** Of what is to be drawn; null where it is nothing that could be. */
  readonly value: number | null;
  readonly parameters: readonly number[];
}

export async function beforeOf(exercise: Exercise, engine: Engine): Promise<Before> {
  const { prediction } = exercise;
  return await withRun(exercise, engine, async (run) => {
    const { experiment, summary } = run.description;
    const metric = prediction?.kind === "curve" ? prediction.metric : "train_loss";
    const { loss, accuracy } = await run.evaluate(
      metric.startsWith("validation") ? "validation" : "train",
    );
    const { epochs, steps } = experiment.stop;
    return {
      epochs: Math.max(1, epochs ?? Math.ceil((steps ?? 0) / summary.steps_per_epoch)),
      value: (metric.endsWith("accuracy") ? accuracy : loss) ?? null,
      parameters: summary.parameters > 2 ? [] : [...(await run.parameters())],
    };
  });
}

/** The training loss of what is asked about, [epoch, value]: beside a choice it shows what came. */
export async function curveOf(
  exercise: Exercise,
  engine: Engine,
  { signal }: RunOptions = {},
): Promise<PredictionOutcome["came"]> {
  return await withRun(exercise, engine, async (run) => {
    await run.train(signal === undefined ? {} : { signal });
    signal?.throwIfAborted();
    return curve(await run.history(), "train_loss");
  });
}

function chosen(
  { options, right }: Extract<Prediction, { kind: "choice" }>,
  option: string,
): PredictionOutcome {
  const name = (id: string): Text =>
    options.find((one) => one.id === id)?.text ?? { en: id, zh: id };
  const isRight = option === right;
  return {
    right: isRight,
    distance: null,
    came: [],
    text: isRight
      ? { en: `As predicted: ${name(right).en}`, zh: `与预测一致：${name(right).zh}` }
      : {
          en: `Predicted: ${bare(name(option).en)}. Result: ${bare(name(right).en)}.`,
          zh: `预测：${bare(name(option).zh)}；实际：${bare(name(right).zh)}。`,
        },
  };
}

/** An option may end as a sentence or not. */
const bare = (option: string): string => option.replace(/[.。]$/, "");

const DIVERGED: Text = {
  en: "It diverged: there is nothing to compare with.",
  zh: "训练发散了，无从比较。",
};
const NO_VALUES: Text = {
  en: "The run has no values of what was drawn: there is nothing to compare with.",
  zh: "这次训练没有所画的量，无从比较。",
};
const otherSize = (drawn: number, came: number): Text => ({
  en: `The point is given by ${drawn} ${drawn === 1 ? "number" : "numbers"}, and the model has ${came}: they cannot be compared. Predict anew.`,
  zh: `预测的点有 ${drawn} 个坐标，而模型有 ${came} 个参数，无法比较。请重新预测。`,
});

const incomparable = (came: PredictionOutcome["came"], text: Text): PredictionOutcome => ({
  right: false,
  distance: null,
  came,
  text,
});

function compared(
  near: number,
  came: PredictionOutcome["came"],
  distance: number,
): PredictionOutcome {
  // So large that their squares are beyond all numbers.
  if (!Number.isFinite(distance)) return incomparable(came, DIVERGED);
  const digits = String(Number(distance.toPrecision(3)));
  const right = distance <= near;
  return {
    right,
    distance,
    came,
    text: right
      ? { en: `Near: off by ${digits}.`, zh: `很接近：相差 ${digits}。` }
      : {
          en: `Off by ${digits}; up to ${near} is near.`,
          zh: `相差 ${digits}；${near} 以内算接近。`,
        },
  };
}

function curve(
  history: Float64Array,
  metric: (typeof HISTORY_COLUMNS)[number],
): (readonly number[])[] {
  const width = HISTORY_COLUMNS.length;
  const [x, y] = [HISTORY_COLUMNS.indexOf("epoch"), HISTORY_COLUMNS.indexOf(metric)];
  const points: number[][] = [];
  for (let row = 0; row < history.length; row += width) {
    const point = [history[row + x] ?? Number.NaN, history[row + y] ?? Number.NaN];
    if (point.every(Number.isFinite)) points.push(point);
  }
  return points;
}

/** Over the whole run; beyond its ends what was drawn stays what it is there. */
function meanDistance(
  drawn: readonly (readonly number[])[],
  came: readonly (readonly number[])[],
): number {
  const places = drawn.map(([x = 0]) => x);
  const valueAt = (x: number): number => {
    const { after, share } = between(places, x);
    const [, y1 = 0] = drawn.at(after < drawn.length ? after : -1) ?? [];
    const [, y0 = y1] = drawn[after - 1] ?? [];
    return y0 + share * (y1 - y0);
  };
  const sum = came.reduce((total, [x = 0, y = 0]) => total + Math.abs(y - valueAt(x)), 0);
  return sum / came.length;
}
