// SPDX-License-Identifier: Apache-2.0
/** What `downhill train` prints for people, over the real trainer. */
import { describe, expect, it } from "vitest";
import { downhill, EXPERIMENT, file } from "./real_command_line.ts";

async function summary(stop: object, more: object = {}): Promise<string[]> {
  const path = await file("experiment.json", { ...EXPERIMENT, ...more, stop });
  const { code, out, err } = await downhill("train", path);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out.trimEnd().split("\n");
}

describe("the summary", () => {
  it("says why a run was stopped early, and which weights it has", async () => {
    const early_stopping = { patience: 2, minimum_improvement: 10, restore_best: true };
    const [first, second] = await summary({ epochs: 50, early_stopping });
    expect(first).toMatch(/^finished \(early_stopping\) after /);
    expect(second).toMatch(/^Stopped early: the loss was .* The weights of step 1 are restored\.$/);
  });

  it("does not say twice that all epochs or steps are done", async () => {
    const inTwos = { batch_size: 2, record: { every: 1, unit: "epoch" } };
    for (const stop of [{ epochs: 2 }, { steps: 3 }]) {
      expect((await summary(stop, inTwos))[1]).toMatch(/^module /);
    }
  });

  it("says which weights a run has that has come to its last epoch", async () => {
    const early_stopping = { patience: 50, minimum_improvement: 10, restore_best: true };
    const [, second] = await summary({ epochs: 2, early_stopping });
    expect(second).toBe("Done: 2 epochs. The weights of step 1 are restored.");
  });

  it("counts epochs that are not whole in hundredths, and one of anything as one", async () => {
    // 28 samples to train on.
    const inTwos = { batch_size: 2 };
    expect((await summary({ steps: 1 }, inTwos))[0]).toContain("after 0.07 epochs, 1 step, ");
    expect((await summary({ steps: 13 }, inTwos))[0]).toContain("after 0.93 epochs, 13 steps, ");
    expect((await summary({ epochs: 1 }, inTwos))[0]).toContain("after 1 epoch, 14 steps, ");
  });
});
