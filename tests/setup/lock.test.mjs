import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withLock } from "../../scripts/lib/lock.mjs";
import { temporaryFolder } from "./temporary.mjs";

test("the second one waits until the first has finished", async () => {
  const lock = join(temporaryFolder(), "lock");
  const order = [];
  let finish;
  const gate = new Promise((open) => {
    finish = open;
  });
  const first = withLock(lock, async () => {
    order.push("first begins");
    await gate;
    order.push("first ends");
  });
  const second = withLock(lock, async () => order.push("second"));
  finish();
  await Promise.all([first, second]);
  expect(order).toEqual(["first begins", "first ends", "second"]);
  expect(existsSync(lock)).toBe(false);
});

test("the lock of a process that was killed is taken over", async () => {
  const lock = join(temporaryFolder(), "lock");
  // No Linux process has a number this high (the limit is 2^22).
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 30, started: "1" }));
  expect(await withLock(lock, async () => "done")).toBe("done");
});

test.runIf(existsSync("/proc/self/stat"))(
  "a process number used anew is not the old owner",
  async () => {
    const lock = join(temporaryFolder(), "lock");
    writeFileSync(lock, JSON.stringify({ pid: process.pid, started: "started at another time" }));
    expect(await withLock(lock, async () => "done")).toBe("done");
  },
);

test("a damaged lock is taken over", async () => {
  const lock = join(temporaryFolder(), "lock");
  writeFileSync(lock, "");
  expect(await withLock(lock, async () => "done")).toBe("done");
});

test("the lock is given back when the action fails", async () => {
  const lock = join(temporaryFolder(), "lock");
  await expect(withLock(lock, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(existsSync(lock)).toBe(false);
});
