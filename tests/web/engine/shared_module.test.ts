// SPDX-License-Identifier: Apache-2.0
/** One module for several users, as frames of one page have it. */
import { afterEach, expect, it, vi } from "vitest";
import { EngineClient } from "../../../web/src/engine/client/engine_client.ts";
import { startEngine } from "../../../web/src/engine/engine.ts";
import { holdWhileAlive } from "../../../web/src/engine/life_lock.ts";
import type { SharedModules } from "../../../web/src/engine/worker/trainer_service.ts";
import { FakeLocks } from "./fake_locks.ts";
import type { FakeBehaviour } from "./fake_module.ts";
import { FakeWorld } from "./fake_world.ts";

afterEach(() => void vi.unstubAllGlobals());

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

it("tells all of them of work that keeps it from answering", async () => {
  const { shared, user } = users();
  const [one] = await Promise.all([user(), user()]);
  const told = [...shared.users].map((service) => {
    const working = vi.fn();
    void service.start(
      { failed: [] },
      () => {},
      () => {},
      working,
    );
    return working;
  });
  await one?.validate({});
  for (const working of told) expect(working.mock.calls).toEqual([[true], [false]]);
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

it("keeps nothing of a user that leaves, neither its lock nor its listener", async () => {
  const locks = new FakeLocks();
  const listen = vi.fn();
  vi.stubGlobal("navigator", { locks });
  vi.stubGlobal("document", { baseURI: "https://school.example/" });
  vi.stubGlobal("addEventListener", listen);
  const shared: SharedModules = { loaded: new Map(), users: new Set() };
  const world = new FakeWorld({}, undefined, false, shared, holdWhileAlive);
  const engine = await startEngine({ threads: 1 }, undefined, world);
  const crashed = vi.fn();
  engine.onCrash(crashed);
  const { signal } = listen.mock.calls.find(([type]) => type === "pagehide")?.[2] ?? {};
  expect(signal?.aborted).toBe(false);
  await engine.close();
  expect(signal.aborted).toBe(true);
  const free = vi.fn();
  void locks.request("life", free);
  await vi.waitFor(() => expect(free).toHaveBeenCalled());
  expect(crashed).not.toHaveBeenCalled();
});
