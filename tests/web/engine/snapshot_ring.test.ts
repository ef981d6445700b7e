// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { RunState } from "../../../web/src/engine/api.ts";
import { SnapshotRing } from "../../../web/src/engine/worker/snapshot_ring.ts";

const at = (step: number) => ({ step, epoch: step / 8, train_loss: 1 }) as RunState;
const steps = (ring: SnapshotRing) => ring.list().map(({ step }) => step);

describe("SnapshotRing", () => {
  it("keeps its bytes below the capacity, and the first and the newest of a run", () => {
    const ring = new SnapshotRing(1_000);
    for (let step = 0; step <= 500; step += 1) ring.keep(at(step), new Uint8Array(100));
    expect(ring.list()).toHaveLength(10);
    expect(steps(ring)[0]).toBe(0);
    expect(steps(ring).at(-1)).toBe(500);
  });

  it("thins where snapshots are closest, so that no stretch of the run is left out", () => {
    const ring = new SnapshotRing(1_000);
    for (let step = 0; step <= 500; step += 1) ring.keep(at(step), new Uint8Array(100));
    const kept = steps(ring);
    const gaps = kept.slice(1).map((step, index) => step - (kept[index] ?? 0));
    // Ten marks over 500 steps lie 56 apart; thinning one by one at most doubles that, twice.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(4 * 56);
  });

  it("keeps the same once, under its first mark, and what differs at the same step too", () => {
    const ring = new SnapshotRing(1_000);
    const first = ring.keep(at(3), Uint8Array.of(1));
    expect(ring.keep(at(3), Uint8Array.of(1))).toEqual(first);
    const second = ring.keep(at(3), Uint8Array.of(2));
    expect(steps(ring)).toEqual([3, 3]);
    expect(ring.state(first?.mark ?? 0)).toEqual(Uint8Array.of(1));
    expect(ring.state(second?.mark ?? 0)).toEqual(Uint8Array.of(2));
  });

  it("refuses one that is larger than everything", () => {
    const ring = new SnapshotRing(1_000);
    ring.keep(at(3), Uint8Array.of(1));
    expect(ring.keep(at(4), new Uint8Array(1_001))).toBeUndefined();
    expect(steps(ring)).toEqual([3]);
  });

  it("drops the others where two large ones do not fit beside each other", () => {
    const ring = new SnapshotRing(1_000);
    for (const step of [0, 2, 5]) ring.keep(at(step), new Uint8Array(700));
    expect(steps(ring)).toEqual([5]);
  });

  it("forgets a future that another one replaces", () => {
    const ring = new SnapshotRing(1_000);
    for (const step of [0, 10, 20, 30]) ring.keep(at(step), Uint8Array.of(step));
    ring.standAt(Uint8Array.of(20));
    ring.forgetAhead();
    expect(steps(ring)).toEqual([0, 10, 20]);
  });

  it("forgets what was made of a step by hand with the future that it belongs to", () => {
    const ring = new SnapshotRing(1_000);
    for (const step of [0, 10]) ring.keep(at(step), Uint8Array.of(step));
    ring.keep(at(10), Uint8Array.of(11));
    ring.standAt(Uint8Array.of(10));
    ring.forgetAhead();
    expect(ring.list().map(({ mark }) => mark)).toEqual([1, 2]);
  });

  it("holds what it had beside a start that is another by now, until that is gone on from", () => {
    const ring = new SnapshotRing(1_000);
    for (const step of [0, 10]) ring.keep(at(step), Uint8Array.of(step));
    ring.standAt(Uint8Array.of(1));
    const start = ring.keep(at(0), Uint8Array.of(1));
    expect(steps(ring)).toEqual([0, 0, 10]);
    ring.forgetAhead();
    expect(ring.list()).toEqual([start]);
  });
});
