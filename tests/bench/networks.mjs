/** The four networks that are measured, and what a plain Eigen prototype (one thread, relaxed) reached on them. */

const dense = (units, activation) => ({ type: "dense", units, activation });

/** Random inputs and answers of this shape: speed does not depend on what is learned. */
const random = (features, classes, samples) => ({
  type: "random",
  features,
  classes,
  samples,
  split: { train: 0.8, validation: 0.2, test: 0 },
});

export const NETWORKS = [
  {
    name: "2-4-2-1 tanh, SGD, batch 10",
    prototype: 3_500_000,
    experiment: {
      data: random(2, 2, 1000),
      model: { layers: [dense(4, "tanh"), dense(2, "tanh"), { type: "dense" }] },
      optimizer: { type: "sgd", learning_rate: 0.01 },
      batch_size: 10,
    },
  },
  {
    name: "2-32-32-1 relu, Adam, batch 32",
    prototype: 1_600_000,
    experiment: {
      data: random(2, 2, 2000),
      model: { layers: [dense(32, "relu"), dense(32, "relu"), { type: "dense" }] },
      optimizer: { type: "adam", learning_rate: 0.001 },
      batch_size: 32,
    },
  },
  {
    name: "64-128-64-10 relu, Adam, batch 64",
    prototype: 219_000,
    experiment: {
      data: random(64, 10, 2000),
      model: { layers: [dense(128, "relu"), dense(64, "relu"), { type: "dense" }] },
      optimizer: { type: "adam", learning_rate: 0.001 },
      batch_size: 64,
    },
  },
  {
    name: "784-256-128-10 relu, momentum, batch 128",
    prototype: 14_000,
    experiment: {
      data: random(784, 10, 2000),
      model: { layers: [dense(256, "relu"), dense(128, "relu"), { type: "dense" }] },
      optimizer: { type: "momentum", learning_rate: 0.01 },
      batch_size: 128,
    },
  },
];

/** As the product trains: a point of the history at the end of every epoch, validation included. */
const WHOLE = { record: { every: 1, unit: "epoch" } };
/** Nothing but updates. */
const PURE = { record: { every: 1_000_000, unit: "epoch" } };

/** What one measurement trains; its end is far away. */
export function experimentOf(network, arithmetic, kind) {
  return {
    arithmetic,
    ...network.experiment,
    ...(kind === "whole" ? WHOLE : PURE),
    stop: { epochs: 10_000_000, divergence_factor: 1e12 },
  };
}
