// SPDX-License-Identifier: Apache-2.0
/** Trainers that fall silent: said to be lost, replaced, and their run offered again. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Frame } from "../../../web/src/engine/api.ts";
import { EngineClient } from "../../../web/src/engine/client/engine_client.ts";
import {
  Heartbeat,
  SILENCE_LIMIT_MS,
  WORK_LIMIT_MS,
} from "../../../web/src/engine/client/heartbeat.ts";
import type { ServicePort } from "../../../web/src/engine/contract/protocol.ts";
import { FakeWorld } from "./fake_world.ts";
import { withChanges } from "./with_changes.ts";

/** A beat to notice the silence in, and one that was under way. */
const SLACK_MS = 2_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

describe("Heartbeat", () => {
  const silent = () => new Promise<void>(() => {});

  it("loses what does not answer for five seconds, once, and not earlier", async () => {
    const lost = vi.fn();
    new Heartbeat(silent, lost).start();
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS);
    expect(lost).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(SLACK_MS);
    expect(lost.mock.calls).toEqual([[5]]);
  });

  it("gives announced work two minutes", async () => {
    const lost = vi.fn();
    const heartbeat = new Heartbeat(silent, lost);
    heartbeat.working = true;
    heartbeat.start();
    await vi.advanceTimersByTimeAsync(WORK_LIMIT_MS);
    expect(lost).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(SLACK_MS);
    expect(lost).toHaveBeenCalledWith(120);
  });

  it("never loses what answers, with or without an error", async () => {
    const lost = vi.fn();
    let beats = 0;
    const ping = () => {
      beats += 1;
      return beats % 2 === 0 ? Promise.resolve() : Promise.reject(new Error("closed"));
    };
    const heartbeat = new Heartbeat(ping, lost);
    heartbeat.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lost).not.toHaveBeenCalled();
    expect(beats).toBe(60);
    heartbeat.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(beats).toBe(60);
  });
});

describe("a trainer that closed itself", () => {
  const DOCUMENT = { seed: 1 };

  /** Its first life answers nothing more once it is told to fall silent. */
  function mortalWorld() {
    const life = { silent: false };
    const world = new FakeWorld(
      {},
      (service, lives) => {
        if (lives > 1) return service;
        const alive: ServicePort["ping"] = () =>
          life.silent ? new Promise<void>(() => {}) : service.ping();
        return withChanges(service, { ping: alive });
      },
      true,
    );
    return { life, world };
  }

  it("is noticed within seconds, ends every call, and is replaced by the next open()", async () => {
    const { life, world } = mortalWorld();
    const engine = await EngineClient.create(world, {});
    const told: string[] = [];
    engine.onCrash(({ en, zh }) => told.push(en, zh));
    const run = await engine.open(DOCUMENT);
    await run.step(7);
    life.silent = true;
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS + SLACK_MS);
    expect(told).toEqual([
      "The trainer was lost: it did not answer for 5 seconds.",
      "训练器已失去联系：5 秒没有响应。",
    ]);
    await expect(run.step()).rejects.toMatchObject({ code: "lost" });
    expect([world.hung, world.terminated]).toEqual([1, 1]);
    const next = await engine.open(DOCUMENT);
    expect((await next.step(2)).step).toBe(2);
    expect(world.lives).toBe(2);
    await engine.close();
  });

  it("has its run offered again from the last snapshot", async () => {
    const { life, world } = mortalWorld();
    const engine = await EngineClient.create(world, {});
    const frames: Frame[] = [];
    const run = await engine.open(DOCUMENT, (frame) => frames.push(frame));
    await run.step(7);
    await run.snapshot();
    life.silent = true;
    await vi.advanceTimersByTimeAsync(SILENCE_LIMIT_MS + SLACK_MS);
    const again = await run.reopen();
    expect((await again.state()).step).toBe(7);
    expect((await again.step()).step).toBe(8);
    await vi.waitFor(() => expect(frames.at(-1)?.state.step).toBe(8));
    await engine.close();
  });
});
