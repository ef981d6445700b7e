// SPDX-License-Identifier: Apache-2.0
/** What the trainer's own optimizers, activations, losses and schedules make of the same numbers. */
import type { Engine, ExperimentDocument, StudyResult } from "../engine/api.ts";
import { HISTORY_COLUMNS } from "../engine/api.ts";
import type { CurvePoint } from "./curve_tasks.ts";
import type { Point } from "./test_functions.ts";

export type Trainer = Pick<Engine, "open" | "study">;
/** A component as a document names it. */
export type Chosen = { readonly type: string } & ExperimentDocument;

/** Those whose step is a function of the gradient, and not of its sign alone: of a sign the last bit of 32 decides. */
export const COMPARED_OPTIMIZERS: readonly string[] = [
  "sgd",
  "momentum",
  "nesterov",
  "adagrad",
  "adadelta",
  "rmsprop",
  "adam",
  "amsgrad",
  "adamw",
  "adamax",
  "nadam",
  "radam",
];

/** Of one output; cross_entropy is of as many as there are classes. */
export const COMPARED_LOSSES: readonly string[] = [
  "mse",
  "mae",
  "huber",
  "smooth_l1",
  "bce_logits",
  "bce",
  "hinge",
  "squared_hinge",
];

/** Functions of the step alone: what follows from the losses cannot be written as one. */
export const COMPARED_SCHEDULES: readonly string[] = [
  "constant",
  "step",
  "multistep",
  "exponential",
  "polynomial",
  "cosine",
  "cosine_warm_restarts",
  "one_cycle",
  "linear_warmup",
];

/** Steps of a schedule that is looked at. */
export const SCHEDULE_STEPS = 100;

/** From 0 outward: what is told first is what can be calculated by hand. */
const outward = (one: number, other: number): number => Math.abs(one) - Math.abs(other);

/** Where an activation is looked at: its picture, and extreme places, at which exp is too large. 32-bit numbers, all of them. */
export const ACTIVATION_POINTS: readonly number[] = [
  ...Array.from({ length: 49 }, (_, index) => (index - 24) / 4),
  ...[-1000, -100, -20, 20, 100, 1000],
].sort(outward);

const OUTPUTS: readonly number[] = [
  0, -0.25, 0.25, -0.75, 0.75, -1.25, 1.25, -3, 3, -40, 40, -1000, 1000,
];
/** Of which the sigmoid lies far enough from 0 and 1 for differences on both sides. */
const LOGITS: readonly number[] = [0, -0.25, 0.25, -1, 1, -2, 2, -3, 3, -5, 5];

/** The classes as the loss sees them; none where targets are numbers. */
const LABELS: Readonly<Record<string, readonly [number, number]>> = {
  bce: [0, 1],
  bce_logits: [0, 1],
  hinge: [-1, 1],
  squared_hinge: [-1, 1],
};
const NUMBERS = [-1, 0, 0.5] as const;

export interface Compared {
  readonly points: readonly CurvePoint[];
  readonly ours: readonly number[];
}

const ONLY_TRAINED = { train: 1, validation: 0, test: 0 };

function oneUnit(
  features: readonly number[],
  target: number,
  layer: ExperimentDocument,
  more: ExperimentDocument,
  classes = 0,
): ExperimentDocument {
  return {
    version: 1,
    data: {
      type: "rows",
      features: features.map((x) => [x]),
      targets: features.map(() => [target]),
      classes,
      split: ONLY_TRAINED,
      standardize: false,
    },
    model: { layers: [{ type: "dense", ...layer }] },
    ...more,
  };
}

/** A network that hands its input on: one weight of 1, and no bias. */
async function handingOn(trainer: Trainer, document: ExperimentDocument) {
  const run = await trainer.open(document);
  await run.setParameters("layers[0].weight", Float32Array.of(1));
  await run.setParameters("layers[0].bias", Float32Array.of(0));
  return run;
}

/** The path of a descent, from its start on. */
export async function descentOf(
  trainer: Trainer,
  source: ExperimentDocument,
): Promise<{
  readonly result: StudyResult;
  readonly path: readonly Point[];
  readonly values: readonly number[];
}> {
  const study = await trainer.study({ ...source, kind: "descent" });
  try {
    const result = await study.run();
    const rows = result.table.rows as readonly (readonly [number, number, number, number | null])[];
    return {
      result,
      path: rows.map(([, x, y]) => ({ x, y })),
      values: rows.map(([, , , value]) => value ?? Number.NaN),
    };
  } finally {
    await study.close();
  }
}

export async function activationOf(trainer: Trainer, chosen: Chosen): Promise<Compared> {
  const run = await handingOn(trainer, oneUnit([0], 0, { activation: chosen }, { loss: "mse" }));
  try {
    const ours = await run.predict(Float32Array.from(ACTIVATION_POINTS));
    return { points: ACTIVATION_POINTS.map((x) => ({ x })), ours: [...ours] };
  } finally {
    await run.close();
  }
}

/** Each output with each target. */
export async function lossOf(trainer: Trainer, chosen: Chosen): Promise<Compared> {
  const labels = LABELS[chosen.type];
  const wantsProbability = chosen.type === "bce";
  const layer = wantsProbability ? { activation: "sigmoid" } : {};
  const points: CurvePoint[] = [];
  const ours: number[] = [];
  for (const [index, target] of (labels ?? NUMBERS).entries()) {
    for (const given of wantsProbability ? LOGITS : OUTPUTS) {
      const written = labels === undefined ? target : index;
      const classes = labels === undefined ? 0 : 2;
      const run = await handingOn(
        trainer,
        oneUnit([given], written, layer, { loss: chosen }, classes),
      );
      try {
        const [output = given] = wantsProbability ? await run.predict(Float32Array.of(given)) : [];
        points.push({ x: output, target });
        ours.push((await run.evaluate("train")).loss);
      } finally {
        await run.close();
      }
    }
  }
  return { points, ours };
}

/** The rate of each of so many steps. */
export async function scheduleOf(
  trainer: Trainer,
  chosen: Chosen,
  rate: number,
  steps = SCHEDULE_STEPS,
): Promise<readonly number[]> {
  const run = await trainer.open({
    ...oneUnit([1], 1, {}, { optimizer: { type: "sgd", learning_rate: rate }, schedule: chosen }),
    batch_size: 1,
    record: { every: 1, unit: "step" },
    stop: { epochs: steps },
  });
  try {
    const rates: number[] = [];
    const width = HISTORY_COLUMNS.length;
    await run.train({
      onPoints: (rows) => {
        for (let at = 0; at < rows.length; at += width) {
          rates.push(rows[at + HISTORY_COLUMNS.indexOf("learning_rate")] ?? Number.NaN);
        }
      },
    });
    return rates.slice(0, steps);
  } finally {
    await run.close();
  }
}
