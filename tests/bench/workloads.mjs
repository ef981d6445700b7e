// SPDX-License-Identifier: Apache-2.0
/** What is trained: seven networks from a fitted line to two thousand units. */

const dense = (units, activation) => ({ type: "dense", units, activation });
const LAST = { type: "dense" };
const SPLIT = { train: 0.8, validation: 0.2, test: 0 };

/** Random inputs and the answers of a teacher: speed does not depend on what is learned. */
const random = (features, classes, samples) => ({
  type: "random",
  features,
  classes,
  samples,
  split: SPLIT,
  standardize: false,
});

export const IDS = ["W1", "W2", "W3", "W4", "W5", "W6", "W7"];

/**
 * @typedef {object} Workload
 * @property {string} id
 * @property {string} name
 * @property {object} document data, model, loss, optimizer and batch size; the training part is whole batches
 * @property {number} common steps after which losses are compared
 * @property {object} [commonData] for that comparison, where it is not one batch of the same kind of random data
 */

/**
 * @param {{id: string, document: object}[]} shared those of the page's own measurement
 * @param {{name: string, sha256: string, count: number}} images the stored table of page/noise_images.js
 * @returns {Workload[]}
 */
export function workloads(shared, images) {
  const { name, sha256 } = images;
  const pictures = { type: "stored", name, sha256, standardize: false };
  const of = (id) => {
    const { record: _, stop: __, ...document } = shared.find((one) => one.id === id).document;
    return document;
  };
  const withData = (document, data) => ({ ...document, data: { ...document.data, ...data } });
  return [
    {
      id: "W1",
      name: "2-4-2-1 tanh, mse, SGD, batch 10",
      common: 50,
      document: {
        data: random(2, 0, 1000),
        model: { layers: [dense(4, "tanh"), dense(2, "tanh"), LAST] },
        loss: { type: "mse" },
        optimizer: { type: "sgd", learning_rate: 0.05 },
        batch_size: 10,
      },
    },
    {
      id: "W2",
      name: "2-32-32-1 relu, bce, Adam, batch 32",
      common: 20,
      document: withData(of("small"), { standardize: false }),
    },
    {
      id: "W3",
      name: "64-128-64-10 relu, Adam, batch 64",
      common: 20,
      document: withData(of("digits"), { standardize: false }),
    },
    {
      id: "W4",
      name: "784-256-128-10 relu, momentum, batch 128",
      common: 10,
      document: {
        data: random(784, 10, 1600),
        model: { layers: [dense(256, "relu"), dense(128, "relu"), LAST] },
        optimizer: { type: "momentum", learning_rate: 0.01 },
        batch_size: 128,
      },
    },
    {
      id: "W5",
      name: "28x28 conv 3x3x8, pool, conv 3x3x16, pool, 10, relu, momentum, batch 32",
      common: 10,
      document: {
        data: { ...pictures, split: SPLIT },
        model: of("convolutions").model,
        optimizer: { type: "momentum", learning_rate: 0.01 },
        batch_size: 32,
      },
      commonData: {
        ...pictures,
        split: { train: 32 / images.count, validation: 0, test: 1 - 32 / images.count },
      },
    },
    {
      id: "W6",
      name: "y = 2x + 3, 100 points, SGD, full batch",
      common: 50,
      document: {
        data: { type: "line", samples: 125, split: SPLIT, standardize: false },
        model: { layers: [LAST] },
        loss: { type: "mse" },
        optimizer: { type: "sgd", learning_rate: 0.01 },
        batch_size: 100,
      },
      commonData: {
        type: "line",
        samples: 100,
        split: { train: 1, validation: 0, test: 0 },
        standardize: false,
      },
    },
    {
      id: "W7",
      name: "784-1024-1024-10 relu, SGD, batch 256",
      common: 3,
      document: {
        data: random(784, 10, 1600),
        model: { layers: [dense(1024, "relu"), dense(1024, "relu"), LAST] },
        optimizer: { type: "sgd", learning_rate: 0.01 },
        batch_size: 256,
      },
    },
  ];
}

/** `page`: as the page trains, with a point of the history at the end of every epoch, validation included. `pure`: updates alone. */
const RECORD = {
  page: { every: 1, unit: "epoch" },
  pure: { every: 1_000_000, unit: "epoch" },
};

/** What one measurement trains; its end is far away. */
export const measured = (document, { arithmetic, kind }) => ({
  ...document,
  arithmetic,
  record: RECORD[kind],
  stop: { epochs: 10_000_000, divergence_factor: 1e12 },
});

/** The same with one batch for all its data, which every peer can be given. */
export function commonDocument({ document, commonData }) {
  const { data, batch_size } = document;
  const one = { ...data, samples: batch_size, split: { train: 1, validation: 0, test: 0 } };
  // Updates after every sample are compared one by one, so that all data may stay.
  const chosen = batch_size === 1 ? data : (commonData ?? one);
  return measured({ ...document, data: chosen }, { arithmetic: "reproducible", kind: "pure" });
}
