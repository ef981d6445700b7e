// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from "vitest";
import type { Snapshot } from "../../../web/src/engine/contract/snapshot.ts";
import { Journeys } from "../../../web/src/features/loss/journeys.ts";

/** A run that arrives when it is let. */
class Traveller {
  playing = false;
  readonly asked: number[] = [];
  #arrive = () => {};
  #fail = (_: Error) => {};

  restore(mark: number): Promise<void> {
    this.asked.push(mark);
    return new Promise((resolve, reject) => {
      this.#arrive = resolve;
      this.#fail = reject;
    });
  }

  async arrive(): Promise<void> {
    this.#arrive();
    await Promise.resolve();
    await Promise.resolve();
  }

  fail(): void {
    this.#fail(new Error("lost"));
  }
}

const at = (mark: number): Snapshot => ({ mark, step: mark, epoch: mark, train_loss: 0, bytes: 0 });

let run: Traveller;
let journeys: Journeys<Traveller>;
beforeEach(() => {
  run = new Traveller();
  journeys = new Journeys((one) => one === run);
});

describe("the journeys of a run that is dragged back", () => {
  it("are made one at a time, and of those asked for meanwhile the last", async () => {
    const done = journeys.go(run, at(9));
    for (const mark of [8, 7, 6]) void journeys.go(run, at(mark));
    expect(run.asked).toEqual([9]);
    expect(journeys.wanted.value?.mark.mark).toBe(6);
    await run.arrive();
    expect(run.asked).toEqual([9, 6]);
    await run.arrive();
    await done;
    expect(journeys.wanted.value).toBeUndefined();
  });

  it("end where somebody presses play: it is not taken back by what the finger asked for before", async () => {
    const done = journeys.go(run, at(9));
    void journeys.go(run, at(6));
    run.playing = true;
    await run.arrive();
    await done;
    expect(run.asked).toEqual([9]);
    expect(run.playing).toBe(true);
    expect(journeys.wanted.value).toBeUndefined();
  });

  it("go no further with a run that is not on the page any more", async () => {
    const first = run;
    const done = journeys.go(first, at(9));
    void journeys.go(first, at(6));
    run = new Traveller();
    await first.arrive();
    await done;
    expect(first.asked).toEqual([9]);
  });

  it("can be asked for again after one that has failed", async () => {
    const failed = journeys.go(run, at(9));
    run.fail();
    await expect(failed).rejects.toThrow("lost");
    void journeys.go(run, at(6));
    expect(run.asked).toEqual([9, 6]);
  });
});
