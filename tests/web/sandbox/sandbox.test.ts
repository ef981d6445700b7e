// SPDX-License-Identifier: Apache-2.0
/** The other end of students' code: what does not answer is ended, and the next code gets another worker. */
import type { Remote } from "comlink";
import { afterEach, expect, it, vi } from "vitest";
import type { Performance, Task } from "../../../web/src/sandbox/perform.ts";
import type { SandboxPort } from "../../../web/src/sandbox/port.ts";
import { type SandboxWorker, WorkerSandbox } from "../../../web/src/sandbox/worker_sandbox.ts";

const TASK: Task = { type: "dataset", count: 1 };
const DONE: Performance = { answer: { type: "dataset", points: [] }, logged: [] };

afterEach(() => vi.useRealTimers());

/** A worker that does with each code what is said here. */
function workers(perform: (code: string) => Promise<Performance>, ready = async () => {}) {
  const ended: number[] = [];
  let started = 0;
  const start = (): SandboxWorker => {
    const number = started;
    started += 1;
    return {
      port: { ready, perform } as unknown as Remote<SandboxPort>,
      onFailure: () => {},
      end: () => ended.push(number),
    };
  };
  return { start, ended, started: () => started };
}

const never = new Promise<never>(() => {});

it("one worker serves as long as it answers", async () => {
  const { start, ended, started } = workers(async () => DONE);
  const sandbox = new WorkerSandbox(start);
  expect(await sandbox.perform("a", TASK)).toBe(DONE);
  expect(await sandbox.perform("b", TASK)).toBe(DONE);
  expect([started(), ended]).toEqual([1, []]);
});

it("one that does not answer is ended, as endless; the next code runs in another", async () => {
  vi.useFakeTimers();
  const { start, ended, started } = workers(async (code) => (code === "deaf" ? never : DONE));
  const sandbox = new WorkerSandbox(start, 1_000);
  const deaf = sandbox.perform("deaf", TASK);
  const next = sandbox.perform("fine", TASK);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await deaf).toEqual({ mistake: { fault: { kind: "endless" } }, logged: [] });
  expect(await next).toBe(DONE);
  expect([started(), ended]).toEqual([2, [0]]);
});

it("one that somebody waits for no more is ended at once, and nothing is begun for him", async () => {
  const { start, ended } = workers(async (code) => (code === "deaf" ? never : DONE));
  const sandbox = new WorkerSandbox(start);
  const abort = new AbortController();
  const deaf = sandbox.perform("deaf", TASK, abort.signal);
  const behind = sandbox.perform("fine", TASK, abort.signal);
  abort.abort(new Error("Cancelled"));
  await expect(deaf).rejects.toThrow("Cancelled");
  await expect(behind).rejects.toThrow("Cancelled");
  expect(await sandbox.perform("fine", TASK)).toBe(DONE);
  expect(ended.length).toBeLessThan(2);
});

it("loading may take as long as it does", async () => {
  vi.useFakeTimers();
  let arrive = () => {};
  const loaded = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const { start, ended } = workers(
    async () => DONE,
    () => loaded,
  );
  const done = new WorkerSandbox(start, 1_000).perform("a", TASK);
  await vi.advanceTimersByTimeAsync(60_000);
  arrive();
  expect(await done).toBe(DONE);
  expect(ended).toEqual([]);
});

it("an interpreter that cannot be loaded is told, and asked for again next time", async () => {
  const answers = [Promise.reject(new Error("404")), Promise.resolve()];
  const { start, started } = workers(
    async () => DONE,
    () => answers.shift() ?? Promise.resolve(),
  );
  const sandbox = new WorkerSandbox(start);
  await expect(sandbox.perform("a", TASK)).rejects.toThrow("404");
  expect(await sandbox.perform("a", TASK)).toBe(DONE);
  expect(started()).toBe(2);
});

it("an interpreter that is let go finishes what it was asked, and the next code gets another", async () => {
  const { start, ended, started } = workers(async () => DONE);
  const sandbox = new WorkerSandbox(start);
  const asked = sandbox.perform("a", TASK);
  await sandbox.rest();
  expect(await asked).toBe(DONE);
  expect(ended).toEqual([0]);
  await sandbox.rest();
  expect(await sandbox.perform("b", TASK)).toBe(DONE);
  expect([started(), ended]).toEqual([2, [0]]);
});
