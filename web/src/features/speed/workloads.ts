// SPDX-License-Identifier: Apache-2.0
/** What is measured here: a small network, one as for handwritten digits, and one with convolutions. `npm run bench` measures them too. */
import type { Experiment, Written } from "../../engine/api.ts";

export interface Workload {
  readonly id: "small" | "digits" | "convolutions";
  readonly document: Written<Experiment>;
}

/** Its end is far away, and nothing is recorded but at its start: updates alone. */
const ENDLESS = {
  record: { every: 1_000_000, unit: "epoch" },
  stop: { epochs: 10_000_000, divergence_factor: 1e12 },
} as const satisfies Written<Experiment>;

const SPLIT = { train: 0.8, validation: 0.2, test: 0 };

export const WORKLOADS: readonly Workload[] = [
  {
    id: "small",
    document: {
      ...ENDLESS,
      data: { type: "random", features: 2, classes: 2, samples: 2000, split: SPLIT },
      model: {
        layers: [
          { type: "dense", units: 32, activation: "relu" },
          { type: "dense", units: 32, activation: "relu" },
          { type: "dense" },
        ],
      },
      optimizer: { type: "adam", learning_rate: 0.001 },
      batch_size: 32,
    },
  },
  {
    id: "digits",
    document: {
      ...ENDLESS,
      data: { type: "random", features: 64, classes: 10, samples: 2000, split: SPLIT },
      model: {
        layers: [
          { type: "dense", units: 128, activation: "relu" },
          { type: "dense", units: 64, activation: "relu" },
          { type: "dense" },
        ],
      },
      optimizer: { type: "adam", learning_rate: 0.001 },
      batch_size: 64,
    },
  },
  {
    id: "convolutions",
    document: {
      ...ENDLESS,
      data: { type: "digits", split: SPLIT },
      model: {
        layers: [
          { type: "conv2d", out_channels: 8, padding: "same", activation: "relu" },
          { type: "max_pool2d" },
          { type: "conv2d", out_channels: 16, padding: "same", activation: "relu" },
          { type: "max_pool2d" },
          { type: "flatten" },
          { type: "dense" },
        ],
      },
      optimizer: { type: "momentum", learning_rate: 0.01 },
      batch_size: 32,
    },
  },
];
