// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it, vi } from "vitest";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { documentOf, Replay } from "../../../web/src/features/race/replay.ts";

/** Runs that train until the test lets them end. */
function laboratory() {
  const closed: string[] = [];
  const lanes: unknown[] = [];
  const ends = new Map<string, () => void>();
  const engine = {
    open: async (
      document: ExperimentDocument,
      _frames: unknown,
      _saved: unknown,
      work: unknown,
    ) => {
      const name = String(document.name);
      lanes.push(work);
      if (name === "refused") throw new Error("refused");
      let epoch = 0;
      const shows: ((answer: object) => void)[] = [];
      return {
        description: { summary: { features: 2 } },
        points: async () => new Float32Array(1000 * 4),
        want: async (_spec: object, show: (answer: object) => void) => {
          shows.push(show);
          show({ epoch });
        },
        train: ({ signal }: { signal: AbortSignal }) =>
          new Promise((resolve) => {
            const end = () => resolve({ epoch });
            ends.set(name, () => {
              epoch = 20;
              end();
            });
            signal.addEventListener("abort", end);
          }),
        close: async () => closed.push(name),
      };
    },
  } as unknown as Pick<Engine, "open">;
  return { engine, closed, lanes, ends };
}

const named = (...names: string[]) => names.map((name) => ({ name }));

describe("the contestants once more", () => {
  it("train side by side, and each is shown as it is at its end", async () => {
    const { engine, closed, lanes, ends } = laboratory();
    const replay = new Replay(engine, named("sgd", "adam"));
    const done = replay.run();
    await vi.waitFor(() => expect([...ends.keys()]).toEqual(["sgd", "adam"]));
    expect(replay.contestants.map(({ picture }) => picture?.map)).toEqual([
      { epoch: 0 },
      { epoch: 0 },
    ]);
    ends.get("adam")?.();
    await vi.waitFor(() => expect(closed).toEqual(["adam"]));
    expect(replay.contestants[1]).toMatchObject({ epoch: 20, picture: { map: { epoch: 20 } } });
    expect(replay.running).toBe(true);
    ends.get("sgd")?.();
    await done;
    expect([replay.running, replay.stopped]).toEqual([false, false]);
    expect(lanes).toEqual(["long", "long"]);
    // A small picture shows some of the thousand samples.
    expect(replay.contestants[0]?.picture?.samples.length).toBeLessThanOrEqual(120 * 4);
  });

  it("leave out who cannot be trained", async () => {
    const { engine, ends } = laboratory();
    const replay = new Replay(engine, named("refused", "adam"));
    const done = replay.run();
    await vi.waitFor(() => expect(ends.size).toBe(1));
    ends.get("adam")?.();
    await done;
    expect(replay.contestants.map(({ failed }) => failed)).toEqual([true, false]);
  });

  it("stop when they are told to, and are closed", async () => {
    const { engine, closed, ends } = laboratory();
    const replay = new Replay(engine, named("sgd", "adam"));
    const done = replay.run();
    await vi.waitFor(() => expect(ends.size).toBe(2));
    replay.stop();
    await done;
    expect(replay.stopped).toBe(true);
    expect(closed.sort()).toEqual(["adam", "sgd"]);
  });

  it("train what the race trains with its first seed", () => {
    const source = { experiment: { seed: 3, optimizer: { type: "sgd" }, stop: { epochs: 5 } } };
    expect(documentOf(source, { optimizer: { type: "adam" } })).toEqual({
      seed: 3,
      optimizer: { type: "adam" },
      stop: { epochs: 5 },
    });
  });
});
