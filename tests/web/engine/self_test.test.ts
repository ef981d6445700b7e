// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { SELF_TEST_STEPS, selfTest } from "../../../web/src/engine/worker/self_test.ts";
import type { WasmModule } from "../../../web/src/engine/worker/wasm_module.ts";
import { FakeSession } from "./fake_module.ts";

it("makes all its steps before it judges a module, on a machine where a slice is over after each", () => {
  const judgedAt: number[] = [];
  class Slow extends FakeSession {
    constructor(text: string, threads: number) {
      super(text, threads, { stepsPerMs: 1 / 2_000, lastStep: SELF_TEST_STEPS, recordSlices: 1 });
    }
    override map(...place: Parameters<FakeSession["map"]>) {
      judgedAt.push(this.step_number);
      return super.map(...place);
    }
  }
  selfTest({ Session: Slow } as unknown as WasmModule, 1);
  expect(judgedAt).toEqual([SELF_TEST_STEPS]);
});
