// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RateLimit } from "../../../web/src/app/rate_limit.ts";

const RATE = { burst: 30, pauseMs: 500 };

/** When the action was run. */
let runs: number[];
let limit: RateLimit;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  runs = [];
  limit = new RateLimit(RATE, () => runs.push(performance.now()));
});
afterEach(() => {
  vi.useRealTimers();
});

/** Asks every so many milliseconds, for so long. */
function series(everyMs: number, forMs: number): void {
  for (let time = 0; time < forMs; time += everyMs) {
    limit.request();
    vi.advanceTimersByTime(everyMs);
  }
}

function mostWithin(windowMs: number): number {
  return Math.max(
    ...runs.map((begin) => runs.filter((run) => run >= begin && run <= begin + windowMs).length),
  );
}

describe("a limit of the rate", () => {
  it("lets a burst through at once", () => {
    for (let i = 0; i < RATE.burst; i += 1) limit.request();
    expect(runs).toHaveLength(RATE.burst);
  });

  it("runs what is asked for beyond the burst once, after the pause", () => {
    for (let i = 0; i < RATE.burst + 10; i += 1) limit.request();
    vi.advanceTimersByTime(RATE.pauseMs - 1);
    expect(runs).toHaveLength(RATE.burst);
    vi.advanceTimersByTime(60_000);
    expect(runs).toHaveLength(RATE.burst + 1);
  });

  it.each([
    ["a series without end", () => series(10, 100_000)],
    [
      "bursts with rests between them",
      () => {
        for (let round = 0; round < 20; round += 1) {
          series(1, 1_000);
          vi.advanceTimersByTime(7_000);
        }
      },
    ],
    ["a series just as fast as it may be", () => series(RATE.pauseMs, 100_000)],
  ])("holds in every window of %s", (_, ask) => {
    ask();
    vi.advanceTimersByTime(60_000);
    for (const windowMs of [0, 1_000, 10_000, 30_000]) {
      expect(mostWithin(windowMs)).toBeLessThanOrEqual(RATE.burst + windowMs / RATE.pauseMs);
    }
  });

  it("gives the whole burst again after a rest, and no more than that", () => {
    series(1, 1_000);
    vi.advanceTimersByTime(1_000_000);
    const before = runs.length;
    for (let i = 0; i < 2 * RATE.burst; i += 1) limit.request();
    expect(runs).toHaveLength(before + RATE.burst);
  });

  it("runs what waits when it is flushed, and then not again", () => {
    limit.flush();
    expect(runs).toHaveLength(0);
    for (let i = 0; i <= RATE.burst; i += 1) limit.request();
    limit.flush();
    expect(runs).toHaveLength(RATE.burst + 1);
    vi.advanceTimersByTime(60_000);
    expect(runs).toHaveLength(RATE.burst + 1);
  });

  it("forgets what waits when it is cancelled, and takes the next request", () => {
    for (let i = 0; i <= RATE.burst; i += 1) limit.request();
    limit.cancel();
    vi.advanceTimersByTime(60_000);
    expect(runs).toHaveLength(RATE.burst);
    limit.request();
    expect(runs).toHaveLength(RATE.burst + 1);
  });
});
