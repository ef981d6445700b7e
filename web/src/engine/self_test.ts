// SPDX-License-Identifier: Apache-2.0
/** Twenty steps whose outcome is known: proof that a module computes what it should in this very browser. */
import type { RunState } from "./api.ts";
import type { WasmModule } from "./wasm_module.ts";

/** Everything is written out, so that no change of a default changes the expected loss. */
export const SELF_TEST_EXPERIMENT = {
  version: 1,
  seed: 1,
  arithmetic: "reproducible",
  data: {
    type: "xor",
    samples: 200,
    noise: 0.1,
    split: { train: 0.8, validation: 0.1, test: 0.1 },
    standardize: true,
    class_targets: "index",
  },
  model: {
    layers: [
      { type: "dense", units: 8, activation: "tanh", initializer: "glorot_uniform", bias: true },
      { type: "dense", units: 1, initializer: "glorot_uniform", bias: true },
    ],
  },
  loss: "bce_logits",
  optimizer: { type: "sgd", learning_rate: 0.5, weight_decay: 0 },
  schedule: "constant",
  regularization: { l1: 0, l2: 0, applies_to: "weights" },
  clip: "none",
  batch_size: "full",
  record: { every: 1, unit: "step" },
  stop: { epochs: null, steps: 20 },
} as const;

const STEPS = 20;
/** Training loss after the last step, from the module `simd` in Node; tests/web/engine/modules.test.ts guards it. */
export const SELF_TEST_LOSS = 0.5650671570701762;
/** Fused operations and other maths libraries differ in the last digits; a broken opcode differs in the first. */
const TOLERANCE = 1e-4;
/** Far above what twenty such steps take anywhere. */
const BUDGET_MS = 2_000;
/** A map of so many pixels is divided among the threads, so that the pool has to answer. */
const MAP_SIDE = 64;

export function selfTest(module: WasmModule, threads: number): void {
  const session = new module.Session(JSON.stringify(SELF_TEST_EXPERIMENT), threads);
  try {
    const state = JSON.parse(session.run(STEPS, BUDGET_MS)) as RunState;
    const error = Math.abs((state.train_loss ?? Number.NaN) / SELF_TEST_LOSS - 1);
    // Not `error > TOLERANCE`: a NaN must fail.
    if (!(error <= TOLERANCE)) {
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
