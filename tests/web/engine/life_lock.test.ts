/** The end of a worker as its lock tells it, over locks like a browser's. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { holdWhileAlive, whenReleased } from "../../../web/src/engine/life_lock.ts";
import { FakeLocks } from "./fake_locks.ts";

let locks: FakeLocks;
beforeEach(() => {
  locks = new FakeLocks();
  vi.stubGlobal("navigator", { locks });
});
afterEach(() => void vi.unstubAllGlobals());

it("is told when what holds the lock ends, and not before", async () => {
  const gone = vi.fn();
  await holdWhileAlive("a");
  whenReleased("a", gone);
  await holdWhileAlive("b");
  locks.end("b");
  await new Promise((resolve) => setImmediate(resolve));
  expect(gone).not.toHaveBeenCalled();
  locks.end("a");
  await vi.waitFor(() => expect(gone).toHaveBeenCalledTimes(1));
});

it("is not told to whoever listens no more", async () => {
  const gone = vi.fn();
  await holdWhileAlive("a");
  whenReleased("a", gone)();
  locks.end("a");
  await new Promise((resolve) => setImmediate(resolve));
  expect(gone).not.toHaveBeenCalled();
});

it("is told when what holds the lock releases it", async () => {
  const gone = vi.fn();
  const release = await holdWhileAlive("a");
  whenReleased("a", gone);
  release();
  await vi.waitFor(() => expect(gone).toHaveBeenCalledTimes(1));
});

it("is told nobody where a browser has no locks, and keeps nobody waiting", async () => {
  vi.stubGlobal("navigator", {});
  const gone = vi.fn();
  await holdWhileAlive("a");
  whenReleased("a", gone)();
  expect(gone).not.toHaveBeenCalled();
});
