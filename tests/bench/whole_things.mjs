// SPDX-License-Identifier: Apache-2.0
/** What threads give where whole things are shared among them, and the cost of a sample by width and depth. */
import { byProcessorTime } from "./clock.mjs";
import { race } from "./rounds.mjs";
import { measured } from "./workloads.mjs";

const experimentOf = (epochs) => ({
  data: { type: "random", features: 64, classes: 10, samples: 1000 },
  model: { layers: [{ type: "dense", units: 64, activation: "relu" }, { type: "dense" }] },
  stop: { epochs },
});

const studies = (epochs) => ({
  "race of two": {
    kind: "race",
    experiment: experimentOf(epochs),
    racers: [0.001, 0.002].map((learning_rate) => ({
      name: String(learning_rate),
      optimizer: { type: "adam", learning_rate },
    })),
    seeds: 1,
  },
  // Its own training is over soon: what is left are 4096 losses.
  "landscape 64 x 64": {
    kind: "landscape",
    experiment: experimentOf(1),
    directions: "random",
    resolution: 64,
  },
});

/** @returns {Promise<{name: string, one: number, two: number, times: number}[]>} seconds on one thread and on two */
export async function measureStudies(page, { rounds, quick }) {
  const rows = [];
  for (const [name, document] of Object.entries(studies(quick ? 40 : 200))) {
    const contestants = [1, 2].map((threads) => ({
      perStep: 1,
      run: async (steps) => {
        let seconds = 0;
        for (let step = 0; step < steps; step += 1) {
          seconds += await page.ask("study", document, threads);
        }
        return seconds;
      },
    }));
    const results = await race(contestants, { rounds, seconds: 0.05 });
    const [one, two] = contestants.map((contestant) => 1 / results.get(contestant).rate);
    rows.push({ name, one, two, times: one / two });
  }
  return rows;
}

export const WIDTHS = [8, 16, 32, 64, 128, 256, 512];
export const DEPTHS = [1, 2, 4, 8, 16];

/** Square networks: as many inputs as units, so that every product is of one size. */
const square = (width, depth) => ({
  data: {
    type: "random",
    features: width,
    classes: 2,
    samples: 512,
    split: { train: 1, validation: 0, test: 0 },
    standardize: false,
  },
  model: {
    layers: [
      ...Array.from({ length: depth }, () => ({ type: "dense", units: width, activation: "relu" })),
      { type: "dense" },
    ],
  },
  optimizer: { type: "sgd", learning_rate: 0.001 },
  batch_size: 64,
});

/** @returns {Promise<{width: number, depth: number, nanoseconds: number, gflops: number}[]>} of one sample, fast, on one thread */
export async function measureWidths(page, windows, byProcessor) {
  const rows = [];
  for (const width of WIDTHS) {
    const opened = [];
    for (const depth of DEPTHS) {
      const document = measured(square(width, depth), { arithmetic: "fast", kind: "pure" });
      const { id, operations } = await page.ask("openDownhill", document, 1);
      const run = (steps) => page.ask("run", id, steps);
      const clocked = byProcessor ? byProcessorTime(run, page.process) : run;
      opened.push({ id, depth, operations, perStep: 64, run: clocked });
    }
    const results = await race(opened, windows);
    for (const [{ id, depth, operations }, result] of results) {
      await page.ask("close", id);
      const { rate } = result;
      rows.push({ width, depth, nanoseconds: 1e9 / rate, gflops: (rate * operations) / 1e9 });
    }
  }
  return rows;
}
