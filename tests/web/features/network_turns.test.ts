// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type Turn, Turns } from "../../../web/src/features/network/turns.ts";

describe("the turns of what is drawn of a network", () => {
  it("draw all of it first, and whenever something else than its numbers has changed", () => {
    const turns = new Turns();
    const whole = { lines: true, first: 0, count: 100 };
    expect(turns.next(["light"], 100)).toEqual(whole);
    expect(turns.next(["light"], 100).count).toBeLessThan(100);
    expect(turns.next(["dark"], 100)).toEqual(whole);
  });

  it("come to every unit, however many there are, and to few with each frame", () => {
    for (const units of [0, 1, 15, 24, 25, 50, 97]) {
      const turns = new Turns();
      turns.next([], units);
      const seen = new Set<number>();
      for (let frame = 1; frame <= 10; frame += 1) {
        const { first, count } = turns.next([], units);
        for (let at = 0; at < count; at += 1) seen.add((first + at) % units);
      }
      expect(seen.size).toBe(units);
      if (units <= 24) expect(turns.next([], units).count).toBe(units);
    }
  });

  it("leave every second frame to the lines, where there are many units", () => {
    const turns = new Turns();
    turns.next(["dark"], 60);
    const drawn = Array.from({ length: 24 }, () => turns.next(["dark"], 60));
    expect(drawn.map(({ count }) => count)).toEqual(drawn.map((_, at) => (at % 2 === 0 ? 0 : 24)));
    const withLines = drawn.filter(({ lines }) => lines);
    expect(withLines).toHaveLength(4);
    expect(withLines.every(({ count }) => count === 0)).toBe(true);
    // What somebody does is seen at once.
    expect(turns.next(["light"], 60)).toEqual({ lines: true, first: 0, count: 60 });
  });

  it("come to the lines with every fifth frame", () => {
    const turns = new Turns();
    const drawn: Turn[] = Array.from({ length: 11 }, () => turns.next(["light"], 9));
    expect(drawn.flatMap(({ lines }, frame) => (lines ? [frame] : []))).toEqual([0, 5, 10]);
    expect(turns.next(["dark"], 9).lines).toBe(true);
  });
});
