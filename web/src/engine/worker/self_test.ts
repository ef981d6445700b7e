// SPDX-License-Identifier: Apache-2.0
/** Two large steps whose outcome is known: proof that a module computes what it should in this very browser. */
import type { Experiment } from "#catalog";
import type { Written } from "../contract/document.ts";
import type { RunState } from "../contract/run_state.ts";
import type { WasmModule } from "./wasm_module.ts";

/**
 * What counts is written out, so that no change of a default changes the expected loss. The sizes are odd on purpose: 67, 61 and
 * 303 samples leave remainders at every tile of a product (src/core/kernels/product.cpp), more samples than a block of it
 * holds, and enough to multiply that the threads share the work.
 */
export const SELF_TEST_EXPERIMENT = {
  version: 1,
  seed: 1,
  arithmetic: "reproducible",
  data: {
    type: "xor",
    samples: 379,
    seed: null,
    noise: 0.1,
    split: { train: 0.8, validation: 0.1, test: 0.1 },
    standardize: true,
    class_targets: "index",
    inputs: null,
  },
  model: {
    layers: [
      {
        type: "dense",
        units: 67,
        activation: { type: "relu" },
        initializer: { type: "he_normal" },
        bias: true,
        frozen: false,
        start: null,
      },
      {
        type: "dense",
        units: 61,
        activation: { type: "tanh" },
        initializer: { type: "glorot_uniform" },
        bias: true,
        frozen: false,
        start: null,
      },
      {
        type: "dense",
        units: 1,
        activation: { type: "linear" },
        initializer: { type: "glorot_uniform" },
        bias: true,
        frozen: false,
        start: null,
      },
    ],
  },
  loss: { type: "bce_logits" },
  optimizer: { type: "sgd", learning_rate: 0.2, weight_decay: 0 },
  schedule: { type: "constant", warmup_steps: 0, start_factor: 0.1 },
  regularization: { l1: 0, l2: 0, applies_to: "weights" },
  clip: { type: "none" },
  batch_size: "full",
  record: { every: 2, unit: "step", train: "evaluated" },
  stop: {
    epochs: null,
    steps: 2,
    loss_below: null,
    gradient_norm_below: null,
    loss_change_below: null,
    divergence_factor: 10_000,
    early_stopping: { patience: null, minimum_improvement: 0, restore_best: true },
  },
} as const satisfies Written<Experiment>;

export const SELF_TEST_STEPS = SELF_TEST_EXPERIMENT.stop.steps;
/** Training loss after the last step, from the module `simd` in Node; tests/web/engine/modules.test.ts guards it. */
export const SELF_TEST_LOSS = 0.3506662141348298;
/** Relative. Fused operations differ in the eighth digit, a broken opcode in the first. */
export const SELF_TEST_TOLERANCE = 1e-4;
/** Far above what two such steps take anywhere. */
const BUDGET_MS = 2_000;
const MOST_SLICES = 10;
/** A map of so many pixels is divided among the threads too. */
const MAP_SIDE = 32;

export function selfTest(module: WasmModule, threads: number): void {
  const session = new module.Session(JSON.stringify(SELF_TEST_EXPERIMENT), threads);
  try {
    let state: RunState;
    let slices = 0;
    do {
      // Where others hold the processor, a slice may end before the last step is made and recorded.
      state = JSON.parse(session.run(SELF_TEST_STEPS, BUDGET_MS)) as RunState;
      slices += 1;
    } while (slices < MOST_SLICES && (state.step < SELF_TEST_STEPS || state.recording));
    const error = Math.abs((state.train_loss ?? Number.NaN) / SELF_TEST_LOSS - 1);
    // Not `error > SELF_TEST_TOLERANCE`: a NaN must fail.
    if (!(error <= SELF_TEST_TOLERANCE)) {
      throw new Error(
        `the loss after ${state.step} steps is ${state.train_loss} and should be ${SELF_TEST_LOSS}`,
      );
    }
    const map = session.map(MAP_SIDE, MAP_SIDE, -1, 1, -1, 1);
    if (map.length !== MAP_SIDE * MAP_SIDE || !map.every((p) => p >= 0 && p <= 1)) {
      throw new Error("the decision map holds values that are no probabilities");
    }
  } finally {
    session.delete();
  }
}
