// SPDX-License-Identifier: Apache-2.0
/** Small networks with every layer and activation of the catalog, and what the engine predicts with them. */
import type {
  Catalog,
  Engine,
  ExperimentDocument,
  SavedModel,
} from "../../../web/src/engine/api.ts";

export interface Trained {
  readonly name: string;
  readonly model: SavedModel;
  /** Samples in original units, and the engine's predictions for them. */
  readonly inputs: readonly (readonly number[])[];
  readonly predictions: readonly (readonly number[])[];
}

/** Both compute in 32 bits, in another order: some hundred roundings of 6e-8 at the sizes of these networks. */
export const TOLERANCE = 1e-5;

const SAMPLES = 5;
const STEPS = 5;

const moons = { type: "moons", samples: 60 };
const digits = { type: "digits" };
const head = { type: "dense" };
const conv = { type: "conv2d", out_channels: 3, kernel: [3, 2], stride: [2, 1] };

/** A document that contains the layer in question; a new layer has to be added here. */
const WITH_LAYER: Readonly<Record<string, ExperimentDocument>> = {
  dense: { data: moons, layers: [{ type: "dense", units: 3, bias: false }, head] },
  activation: {
    data: moons,
    layers: [{ type: "dense", units: 4 }, { type: "activation", activation: "tanh" }, head],
  },
  dropout: {
    data: moons,
    layers: [{ type: "dense", units: 6, activation: "relu" }, { type: "dropout", p: 0.4 }, head],
  },
  batch_norm: {
    data: digits,
    layers: [
      { ...conv, activation: "linear" },
      { type: "batch_norm" },
      "flatten",
      "batch_norm",
      head,
    ],
  },
  layer_norm: {
    data: digits,
    layers: [conv, { type: "layer_norm" }, { type: "dense", units: 5 }, "layer_norm", head],
  },
  residual: {
    data: { type: "iris" },
    layers: [
      { type: "dense", units: 4, activation: "elu" },
      {
        type: "residual",
        layers: [
          { type: "residual", layers: [{ type: "dense", units: 4, activation: "gelu" }] },
          "batch_norm",
          { type: "dense", units: 4, activation: "tanh" },
        ],
      },
      head,
    ],
  },
  conv2d: {
    data: digits,
    layers: [
      { ...conv, padding: "valid", activation: "leaky_relu", bias: false },
      { type: "conv2d", out_channels: 2, kernel: [3, 5], stride: 2, padding: "same" },
      { type: "residual", layers: [{ type: "conv2d", out_channels: 2, padding: "same" }] },
      "flatten",
      head,
    ],
  },
  max_pool2d: {
    data: digits,
    layers: [
      { type: "max_pool2d", kernel: [3, 2], stride: [1, 2] },
      { type: "conv2d", out_channels: 2, kernel: 2 },
      { type: "max_pool2d" },
      head,
    ],
  },
  avg_pool2d: {
    data: digits,
    layers: [
      { type: "avg_pool2d", kernel: 3, stride: 2 },
      { type: "avg_pool2d", kernel: [1, 2] },
      head,
    ],
  },
  flatten: { data: digits, layers: ["flatten", { type: "dense", units: 6 }, head] },
};

const WITH_LOSS: Readonly<Record<string, ExperimentDocument>> = {
  mse: { data: { type: "diabetes" }, layers: [head] },
  mae: { data: { type: "diabetes" }, layers: [head] },
  huber: { data: { type: "diabetes" }, layers: [head] },
  smooth_l1: { data: { type: "diabetes" }, layers: [head] },
  bce_logits: { data: moons, layers: [{ type: "dense", units: 3, activation: "tanh" }, head] },
  bce: { data: moons, layers: [{ type: "dense", activation: "sigmoid" }] },
  cross_entropy: { data: { type: "wine" }, layers: [head] },
  hinge: { data: moons, layers: [head] },
  squared_hinge: { data: { type: "iris" }, layers: [head] },
};

/** Rows with two real targets, far from 1 and far from each other. */
const LARGE_TARGETS = Array.from({ length: 30 }, (_, i) => [i + 0.5, (i * 7) % 11]).map(
  ([a = 0, b = 0]) => ({
    features: [a, b],
    targets: [2e7 + 3e5 * a + 1e5 * b, 0.01 * b - 0.003 * a],
  }),
);

/** What an export must turn back: the loss sees other targets than people. */
const WITH_STANDARDIZED_TARGETS: Readonly<Record<string, ExperimentDocument>> = {
  "one standardized target": {
    data: { type: "diabetes", standardize_target: true },
    layers: [head],
  },
  "two standardized targets": {
    data: {
      type: "rows",
      features: LARGE_TARGETS.map(({ features }) => features),
      targets: LARGE_TARGETS.map(({ targets }) => targets),
      standardize_target: true,
    },
    layers: [{ type: "dense", units: 4, activation: "tanh" }, head],
  },
};

/** Far from 0, and of very different sizes. */
const PENGUINS = Array.from({ length: 40 }, (_, i) => [
  4200 + 25 * i,
  -0.02 - 0.0003 * ((i * 13) % 40),
]);

/** What an export must make of the features before the network sees them. */
const WITH_INPUTS: Readonly<Record<string, ExperimentDocument>> = {
  "all inputs of two features": {
    data: {
      ...moons,
      inputs: ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"],
    },
    layers: [{ type: "dense", units: 4, activation: "tanh" }, head],
  },
  "inputs of features far from 0": {
    data: {
      type: "rows",
      features: PENGUINS,
      targets: PENGUINS.map(([mass = 0, depth = 0]) => [Math.sin(mass / 200) + 100 * depth]),
      inputs: ["x2", "x1_squared", "x1_x2", "sin_x1", "sin_x2"],
      standardize_target: true,
    },
    layers: [{ type: "dense", units: 4, activation: "tanh" }, head],
  },
  "inputs of one feature": {
    data: { type: "line", inputs: ["x1_squared", "sin_x1"], standardize: false },
    layers: [head],
  },
};

/** By name; every layer, activation and loss of the catalog has one, targets that are standardized, and inputs that are formulas. */
export function documents({ kinds }: Catalog): Map<string, ExperimentDocument> {
  const all = new Map<string, ExperimentDocument>();
  for (const { id } of kinds.layer) all.set(`layer ${id}`, documentOf(WITH_LAYER[id], "layer", id));
  for (const { id } of kinds.activation) {
    const layers = [
      { type: "dense", units: 5, activation: id },
      { type: "activation", activation: id },
      head,
    ];
    all.set(`activation ${id}`, documentOf({ data: moons, layers }, "activation", id));
  }
  for (const { id } of kinds.loss) {
    all.set(`loss ${id}`, { ...documentOf(WITH_LOSS[id], "loss", id), loss: id });
  }
  for (const [name, parts] of Object.entries({ ...WITH_STANDARDIZED_TARGETS, ...WITH_INPUTS })) {
    all.set(name, documentOf(parts, "data", name));
  }
  return all;
}

function documentOf(
  parts: ExperimentDocument | undefined,
  kind: string,
  id: string,
): ExperimentDocument {
  if (parts === undefined) {
    throw new Error(
      `No network here has the ${kind} ${id}. Add one, and the ${kind} to every exporter.`,
    );
  }
  const { data, layers } = parts;
  return {
    data,
    model: { layers },
    optimizer: { type: "adam", learning_rate: 0.05 },
    batch_size: 16,
    stop: { steps: STEPS },
    arithmetic: "reproducible",
    seed: 7,
  };
}

export async function trained(
  engine: Engine,
  name: string,
  document: ExperimentDocument,
): Promise<Trained> {
  const run = await engine.open(document);
  await run.train();
  const answers = await Promise.all(
    Array.from({ length: SAMPLES }, (_, sample) => run.probe({ type: "saliency", sample })),
  );
  const model = await run.save();
  await run.close();
  return {
    name,
    model,
    inputs: answers.map(({ input }) => input),
    predictions: answers.map(({ predictions }) => predictions),
  };
}

/** Networks of everything in the catalog. */
export async function allTrained(engine: Engine): Promise<Trained[]> {
  const all: Trained[] = [];
  for (const [name, document] of documents(await engine.catalog())) {
    all.push(await trained(engine, name, document));
  }
  return all;
}

/**
 * The largest difference, where larger numbers may differ more; infinite where the shapes do. Numbers below 1 are compared as they are:
 * what is near 0 is the difference of larger ones.
 */
export function difference(
  actual: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const differences = expected.flatMap((row, index) => {
    const other = actual[index] ?? [];
    if (other.length !== row.length) return [Number.POSITIVE_INFINITY];
    return row.map((value, column) => {
      const distance =
        Math.abs((other[column] ?? Number.NaN) - value) / Math.max(1, Math.abs(value));
      return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
    });
  });
  return Math.max(...differences);
}
