// SPDX-License-Identifier: Apache-2.0
import { expect, it, vi } from "vitest";
import { RestingEngine } from "../../../web/src/app/resting_engine.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

it("a trainer that is let go while it starts is not given to who asks meanwhile, and none is forgotten", async () => {
  const trainers: FakeEngine[] = [];
  const starts: (() => void)[] = [];
  const engine = new RestingEngine(async () => {
    await new Promise<void>((resolve) => starts.push(resolve));
    const trainer = new FakeEngine();
    vi.spyOn(trainer, "close");
    trainers.push(trainer);
    return trainer;
  });
  void engine.wake();
  const left = [engine.rest(), engine.rest()];
  const next = engine.wake();
  for (const start of starts) start();
  await Promise.all(left);
  expect(await next).toBe(trainers[1]);
  expect(trainers[0]?.close).toHaveBeenCalledOnce();
  expect(trainers[1]?.close).not.toHaveBeenCalled();
  await engine.rest();
  expect(trainers[1]?.close).toHaveBeenCalledOnce();
});
