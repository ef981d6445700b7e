// SPDX-License-Identifier: Apache-2.0
/** One module for several users, as frames of one page have it. */
import { expect, it, vi } from "vitest";
import { EngineClient } from "../../../web/src/engine/client/engine_client.ts";
import type { SharedModules } from "../../../web/src/engine/worker/trainer_service.ts";
import type { FakeBehaviour } from "./fake_module.ts";
import { FakeWorld } from "./fake_world.ts";

function users(behaviour: FakeBehaviour = {}) {
  const shared: SharedModules = { loaded: new Map(), users: new Set() };
  const user = () =>
    EngineClient.create(new FakeWorld(behaviour, undefined, false, shared), { threads: 1 });
  return { shared, user };
}

it("is loaded once, says whose it is, and stays when one of them leaves", async () => {
  const { shared, user } = users();
  const [one, other] = await Promise.all([user(), user()]);
  expect(shared.loaded.size).toBe(1);
  expect(one.module).toMatchObject({ threads: 1, reason: "shared" });
  await one.close();
  const run = await other.open({}, () => {});
  await run.step(2);
  expect((await run.state()).step).toBe(2);
});

it("is lost for all of them where it breaks, and another one is there for what they open next", async () => {
  const { user } = users({ trapAtStep: 3 });
  const [one, other] = await Promise.all([user(), user()]);
  const told = vi.fn();
  other.onCrash(told);
  const [breaking, standing] = [await one.open({}, () => {}), await other.open({}, () => {})];
  await breaking.step(5).catch(() => {});
  expect(told).toHaveBeenCalledOnce();
  await expect(standing.step()).rejects.toMatchObject({ code: "crashed" });
  const again = await other.open({}, () => {});
  await again.step(2);
  expect((await again.state()).step).toBe(2);
});

it("trains for none of them any more once it is broken", async () => {
  let slices = 0;
  // The slice of five steps is the one that breaks.
  const onCost = (ms: number) => {
    if (ms === 5) throw new WebAssembly.RuntimeError("unreachable");
    slices += 1;
  };
  const { user } = users({ stepsPerMs: 1, onCost });
  const [one, other] = await Promise.all([user(), user()]);
  const [breaking, playing] = [await one.open({}, () => {}), await other.open({}, () => {})];
  const studying = await other.study({ kind: "race", milliseconds: 1e9 } as never);
  const turns = async () => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise((go) => setImmediate(go));
  };
  await playing.play();
  studying.run().catch(() => {});
  await vi.waitFor(() => expect(slices).toBeGreaterThan(2));
  await breaking.step(5).catch(() => {});
  await turns();
  const before = slices;
  await turns();
  expect(slices).toBe(before);
});
