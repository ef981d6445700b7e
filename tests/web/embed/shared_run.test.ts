// SPDX-License-Identifier: Apache-2.0
/** One run in several frames of a page, with a channel and a baton that only pretend. */
import { signal } from "@preact/signals-core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { RestingEngine } from "../../../web/src/app/resting_engine.ts";
import { Baton } from "../../../web/src/embed/shared/baton.ts";
import {
  ASKED,
  posted,
  readShared,
  type SharedMessage,
} from "../../../web/src/embed/shared/messages.ts";
import { SharedEngine } from "../../../web/src/embed/shared/shared_engine.ts";
import type { Way } from "../../../web/src/embed/shared/way.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";
import { catalog } from "../fixtures/catalog.ts";
import { agree, frame, Page, stands, two } from "./fake_frames.ts";

describe("two frames of one run", () => {
  it("have one trainer, and stand at the same update with the same loss", async () => {
    const { first, second } = await two("seed=5");
    expect(second.trainers).toHaveLength(0);
    // The badge tells by what is trained, also where that is another frame's.
    expect(second.shared.arrived).toBe(true);
    expect(second.shared.module).toEqual(first.trainer().module);
    expect(second.workspace.document.experiment.seed).toBe(5);
    await first.workspace.step(3);
    await agree(first, second);
    expect(second.workspace.run.state?.step).toBe(3);
    await second.workspace.step(40);
    await agree(first, second);
    expect(first.workspace.run.state?.step).toBe(43);
    expect(second.workspace.run.test?.loss).toBe(first.workspace.run.test?.loss);
    expect(second.workspace.run.points).toEqual(first.workspace.run.points);
  });

  it("play, stand still and go back together, whoever says so", async () => {
    const { first, second } = await two();
    await second.workspace.play();
    await vi.waitFor(() => expect(first.workspace.run.playing).toBe(true));
    const { run } = first.trainer();
    expect(run.playing).toBe(true);
    run.advance(120);
    await agree(first, second);
    expect(stands(second)).toMatchObject({ step: 120, playing: true });
    expect(stands(second).rows).toBeGreaterThan(1);
    await first.workspace.pause();
    await vi.waitFor(() => expect(second.workspace.run.playing).toBe(false));
    await second.workspace.reset();
    await agree(first, second);
    expect(stands(first)).toMatchObject({ step: 0, rows: 1, playing: false });
  });

  it("have the same curve, also where one of them has not heard all of it", async () => {
    const { page, first, second } = await two();
    await first.workspace.play();
    await vi.waitFor(() => expect(second.workspace.run.playing).toBe(true));
    page.isLost = ({ kind }) => kind === "frame";
    first.trainer().run.advance(60);
    // Said, and heard by nobody.
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    page.isLost = () => false;
    first.trainer().run.advance(60);
    await agree(first, second);
    expect(stands(second).rows).toBeGreaterThan(3);
  });

  it("end together", async () => {
    const { first, second } = await two();
    await first.workspace.play();
    await vi.waitFor(() => expect(second.workspace.run.playing).toBe(true));
    const { run } = first.trainer();
    run.end("finished");
    run.frame();
    await vi.waitFor(() => expect(second.workspace.run.ended).toBe(true));
    await agree(first, second);
    // What has ended begins again, in both.
    await second.workspace.play();
    await vi.waitFor(() => expect(first.workspace.run.playing).toBe(true));
    expect(first.trainer().run.status).toBe("ready");
  });

  it("have one experiment: a rate is taken up where they stand, other data begin a run in both", async () => {
    const { first, second } = await two();
    await first.workspace.step(7);
    await agree(first, second);
    await second.workspace.document.set("optimizer.learning_rate", 0.5);
    await vi.waitFor(() =>
      expect(first.workspace.document.experiment.optimizer.learning_rate).toBe(0.5),
    );
    expect(first.trainer().run.rate).toBe(0.5);
    expect(stands(first).step).toBe(7);
    await second.workspace.document.set("seed", 9);
    await vi.waitFor(() => expect(first.workspace.document.experiment.seed).toBe(9));
    await vi.waitFor(() => expect(stands(second)).toMatchObject({ step: 0, rows: 1 }));
    await first.workspace.document.set("seed", 10);
    await vi.waitFor(() => expect(second.workspace.document.experiment.seed).toBe(10));
    await first.workspace.step(2);
    await agree(first, second);
    expect(stands(second).step).toBe(2);
    expect(second.trainers).toHaveLength(0);
  });

  it("make a step by what was set just before, also where another frame has the trainer", async () => {
    const { first, second } = await two();
    const author = second.workspace.document.minimal;
    const set = () => second.workspace.document.set("optimizer.learning_rate", 0.5);
    await set();
    // As a host resets.
    await second.workspace.document.load(author, "host");
    await second.workspace.run.opened;
    await set();
    // Its parser takes its time.
    first.trainer().judging = new Promise((resolve) => setTimeout(resolve, 50));
    await second.workspace.step(1);
    const { calls, rate } = first.trainer().run;
    expect(rate).toBe(0.5);
    expect(calls.filter((call) => call === "change" || call === "step")).toEqual([
      "change",
      "step",
    ]);
    await agree(first, second);
    for (const { workspace } of [first, second]) {
      const { document } = workspace;
      await vi.waitFor(() => expect(document.experiment.optimizer.learning_rate).toBe(0.5));
    }
  });

  it("begin another run while one of them is at work with the old one", async () => {
    const { page, first, second } = await two();
    const third = await frame(page);
    await first.workspace.step(4);
    await agree(first, second, third);
    const setting = third.workspace.setWeight({ layer: 0, parameter: 0 }, 1, () => ({
      en: "set",
      zh: "已设",
    }));
    await second.workspace.document.set("seed", 9);
    await setting;
    for (const { workspace } of [first, second, third]) {
      await vi.waitFor(() => expect(workspace.document.experiment.seed).toBe(9));
    }
    await second.workspace.step(2);
    await agree(first, second, third);
    expect(stands(third)).toMatchObject({ step: 2 });
    for (const { workspace } of [first, second, third]) {
      expect(workspace.run.crash).toBeUndefined();
    }
  });

  it("stay at rest where one has begun another run and another had played the old one", async () => {
    const { first, second } = await two();
    await first.workspace.play();
    await vi.waitFor(() => expect(second.workspace.run.playing).toBe(true));
    await second.workspace.document.set("seed", 9);
    await second.workspace.pause();
    await vi.waitFor(() => expect(first.workspace.document.experiment.seed).toBe(9));
    await agree(first, second);
    expect(first.trainer().run.calls.at(-1)).not.toBe("play");
    expect(stands(first).playing).toBe(false);
  });

  it("take back together what was changed, with the run that was left for it", async () => {
    const { first, second } = await two();
    await first.workspace.step(7);
    await agree(first, second);
    await second.workspace.document.set("seed", 9);
    await vi.waitFor(() => expect(first.workspace.document.experiment.seed).toBe(9));
    await second.workspace.document.undo();
    await vi.waitFor(() => expect(first.workspace.document.experiment.seed).not.toBe(9));
    await agree(first, second);
    expect(stands(first).step).toBe(7);
  });

  it("each see what they look at, computed where the trainer is", async () => {
    const { first, second } = await two();
    const { answer } = second.workspace.run.want(
      { kind: "map", width: 4, height: 4 },
      signal(true),
    );
    await vi.waitFor(() => expect(answer.value?.values).toHaveLength(16));
    const before = answer.value?.values;
    await first.workspace.step(500);
    await vi.waitFor(() => expect(answer.value?.values).not.toEqual(before));
    expect(first.trainer().run.leases.size).toBe(1);
  });

  it("refuse what the parser refuses, each in its own field", async () => {
    const { second } = await two();
    expect(await second.workspace.document.set("batch_size", -1)).toMatchObject({
      status: "refused",
      refusal: { path: "batch_size" },
    });
  });
});

describe("when the frame with the trainer goes away", () => {
  it("the other goes on from where the run was kept, with its own", async () => {
    const { first, second } = await two();
    await first.workspace.step(12);
    await agree(first, second);
    first.remove();
    await vi.waitFor(() => expect(second.trainers).toHaveLength(1));
    await vi.waitFor(() => expect(second.trainer().run.step_).toBe(12));
    expect(stands(second).step).toBe(12);
    await second.workspace.step(1);
    expect(stands(second).step).toBe(13);
    expect(second.workspace.run.crash).toBeUndefined();
  });

  it("a run that was kept earlier is made again up to what was seen", async () => {
    const { first, second } = await two();
    await first.workspace.step(12);
    await agree(first, second);
    await first.workspace.play();
    first.trainer().run.advance(30);
    await vi.waitFor(() => expect(stands(second)).toMatchObject({ step: 42, playing: true }));
    first.remove();
    await vi.waitFor(() => expect(second.trainers).toHaveLength(1));
    await vi.waitFor(() => expect(second.trainer().run.step_).toBe(42));
  });

  it("a run that was never kept is made again from its start, and plays on", async () => {
    const { first, second } = await two();
    await first.workspace.play();
    first.trainer().run.advance(30);
    await vi.waitFor(() => expect(stands(second)).toMatchObject({ step: 30, playing: true }));
    first.remove();
    await vi.waitFor(() => expect(second.trainers).toHaveLength(1));
    await vi.waitFor(() => expect(second.trainer().run.playing).toBe(true));
    expect(second.trainer().run.step_).toBe(30);
  });

  it("what was asked of it meanwhile is not lost", async () => {
    const { first, second } = await two();
    await first.workspace.step(5);
    await agree(first, second);
    first.remove();
    await second.workspace.step(2);
    expect(stands(second).step).toBe(7);
  });

  it("out of sight, it gives the trainer to one that is seen, and shows that run when it is back", async () => {
    const { first, second } = await two();
    await first.workspace.play();
    first.trainer().run.advance(20);
    await vi.waitFor(() => expect(stands(second).step).toBe(20));
    first.shared.see(false);
    await vi.waitFor(() => expect(second.trainers).toHaveLength(1));
    await vi.waitFor(() => expect(second.trainer().run.playing).toBe(true));
    expect(second.trainer().run.step_).toBe(20);
    second.trainer().run.advance(5);
    await second.workspace.pause();
    first.shared.see(true);
    await agree(first, second);
    expect(stands(first)).toMatchObject({ step: 25, playing: false });
    expect(first.trainers).toHaveLength(1);
    await first.workspace.step(1);
    await agree(first, second);
  });

  it.each([0, 1, 2, 3, 4, 8])(
    "a step that another frame has asked for is made, though the trainer leaves after %i turns",
    async (turns) => {
      const { first, second } = await two();
      // A step takes its time, and a pause cuts it short.
      const { run } = first.trainer();
      let cut = false;
      run.pause = async () => {
        cut = true;
        return run.now();
      };
      run.step = async (count = 1) => {
        for (let made = 0; made < count && !cut; made += 1) {
          await new Promise(setImmediate);
          if (!cut) run.advance(1);
        }
        return run.now();
      };
      const step = second.workspace.step(7);
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      first.shared.see(false);
      void first.shared.rest();
      await step;
      await vi.waitFor(() => expect(stands(first).step).toBe(7));
      expect(stands(second).step).toBe(7);
    },
  );

  it("a frame that comes while nobody is seen goes on with what there was", async () => {
    const page = new Page();
    const first = await frame(page, "seed=5");
    await first.workspace.step(9);
    await first.shared.rest();
    expect(first.shared.resting).toBe(true);
    first.shared.see(false);
    const second = await frame(page, "seed=6");
    expect(second.workspace.document.experiment.seed).toBe(5);
    await vi.waitFor(() => expect(stands(second).step).toBe(9));
  });

  it("because its trainer died, the other goes on without a word", async () => {
    const { first, second } = await two();
    await first.workspace.step(4);
    await agree(first, second);
    first.trainer().crash({ en: "it died", zh: "已中止" });
    await vi.waitFor(() => expect(second.trainers).toHaveLength(1));
    await first.workspace.step(1);
    await agree(first, second);
    expect(stands(first).step).toBe(5);
    expect(first.workspace.run.crash).toBeUndefined();
  });
});

it("a frame that took itself for the first keeps no trainer that it has judged its document by", async () => {
  const trainers: FakeEngine[] = [];
  let lose = () => {};
  const way: Way = {
    me: "late",
    post: () => {},
    listen: () => {},
    close: () => {},
    baton: {
      // Taken at once, and never again.
      request: vi.fn().mockImplementationOnce((taken: () => void) => taken()),
      wanted: async () => false,
      giveUp: () => {},
      onLost: (lost) => {
        lose = lost;
      },
    },
  };
  const engine = new RestingEngine(async () => {
    const trainer = new FakeEngine();
    vi.spyOn(trainer, "close");
    trainers.push(trainer);
    return trainer;
  });
  const shared = new SharedEngine(engine, way, { catalog: async () => catalog });
  await shared.join();
  lose();
  await new Promise(setImmediate);
  await shared.validate({ seed: 3 });
  expect(trainers).toHaveLength(1);
  expect(trainers[0]?.close).toHaveBeenCalledOnce();
});

it("with the trainer itself every digit is as of one that trains alone, through two of them", async () => {
  const started: Engine[] = [];
  const start = async () => {
    const engine = await createEngine({ build: "simd" });
    started.push(engine);
    return engine;
  };
  const hash = "data.type=circle&data.samples=100&seed=3";
  const page = new Page();
  const first = await frame(page, hash, start);
  const second = await frame(page, hash, start);
  expect(started).toHaveLength(1);
  await second.workspace.play();
  await vi.waitFor(() => expect(stands(first).step).toBeGreaterThan(50));
  await first.workspace.pause();
  await agree(first, second);
  const half = stands(second).step ?? 0;
  first.remove();
  await second.workspace.step(30);
  expect(started).toHaveLength(2);
  await vi.waitFor(() => expect(stands(second).step).toBe(half + 30));
  const alone = await createEngine({ build: "simd" });
  const run = await alone.open(second.workspace.document.minimal);
  await run.step(half + 30);
  const { loss } = await run.evaluate("train");
  expect(stands(second).loss).toBe(loss);
  expect(await second.workspace.run.parameters()).toEqual(await run.parameters());
  for (const engine of [...started, alone]) await engine.close();
});

describe("the baton", () => {
  /** Frames that hear each other at once, on a clock of their own. */
  function table(...names: readonly string[]) {
    let now = 1_000;
    const batons = new Map<string, Baton>();
    const taken: string[] = [];
    const lost: string[] = [];
    for (const name of names) {
      const baton: Baton = new Baton(
        name,
        (said) => {
          if (!batons.has(name)) return;
          for (const [other, one] of batons) {
            if (other !== name) one.take({ ...said, from: name } as SharedMessage);
          }
        },
        () => now,
      );
      baton.onLost(() => lost.push(name));
      batons.set(name, baton);
    }
    const request = (name: string) => batons.get(name)?.request(() => taken.push(name));
    const pass = (ms: number) => {
      for (let left = ms; left > 0; left -= 50) {
        now += 50;
        vi.advanceTimersByTime(50);
      }
    };
    return { batons, taken, lost, request, pass };
  }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is one frame's, of however many claim it at once", () => {
    const { taken, request, pass } = table("a", "b", "c");
    for (const name of ["c", "a", "b"]) request(name);
    pass(10_000);
    expect(taken).toEqual(["a"]);
  });

  it("goes on at once when it is given up, and waits for nobody who does not want it", async () => {
    const { batons, taken, request, pass } = table("a", "b", "c");
    request("b");
    pass(1_000);
    request("c");
    pass(1_000);
    expect(taken).toEqual(["b"]);
    expect(await batons.get("b")?.wanted()).toBe(true);
    batons.get("b")?.giveUp();
    pass(500);
    expect(taken).toEqual(["b", "c"]);
    expect(await batons.get("c")?.wanted()).toBe(false);
  });

  it("of a frame that has fallen silent is the next one's", () => {
    const { batons, taken, request, pass } = table("a", "b");
    request("a");
    pass(500);
    request("b");
    pass(10_000);
    expect(taken).toEqual(["a"]);
    batons.delete("a");
    pass(10_000);
    expect(taken).toEqual(["a", "b"]);
  });

  it("is not taken by one that could not hear whose it is", () => {
    let hears = true;
    const silent = () => {};
    let taken = false;
    let now = 1_000;
    const baton = new Baton(
      "b",
      silent,
      () => now,
      () => hears,
    );
    const mine = { kind: "mine", from: "a", since: 1 } as const;
    const pass = (ms: number) => {
      now += ms;
      vi.advanceTimersByTime(ms);
    };
    baton.request(() => {
      taken = true;
    });
    baton.take(mine);
    pass(200);
    hears = false;
    for (let second = 0; second < 10; second += 1) pass(1_000);
    expect(taken).toBe(false);
    hears = true;
    pass(1_000);
    baton.take(mine);
    pass(1_000);
    expect(taken).toBe(false);
  });

  it("that two have is whose it was first", () => {
    const { batons, taken, lost, request, pass } = table("a", "b");
    const b = batons.get("b");
    batons.delete("b");
    request("a");
    pass(1_000);
    b?.request(() => taken.push("b"));
    pass(1_000);
    expect(taken).toEqual(["a", "b"]);
    if (b !== undefined) batons.set("b", b);
    pass(3_000);
    expect(lost).toEqual(["b"]);
  });
});

describe("what strangers say", () => {
  it("is no message, unless it has the shape of one", () => {
    const kinds = ["hello", "bye", "here", "ask", "answer", "want", "view", "frame", "kept"];
    const nearly = fc.record(
      {
        downhill: fc.oneof(fc.constant(1), fc.anything()),
        type: fc.oneof(fc.constant("shared"), fc.anything()),
        from: fc.oneof(fc.string(), fc.anything()),
        kind: fc.oneof(fc.constantFrom(...kinds), fc.anything()),
        line: fc.oneof(fc.string(), fc.anything()),
        id: fc.oneof(fc.nat(), fc.anything()),
        method: fc.oneof(fc.constantFrom(...ASKED, "close", "constructor"), fc.anything()),
        given: fc.oneof(fc.array(fc.anything()), fc.anything()),
        frame: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(nearly, fc.anything()), (data) => {
        const message = readShared(data);
        if (message === undefined) return;
        expect(message).toMatchObject({ downhill: 1, type: "shared" });
        if (message.kind === "ask") expect(ASKED).toContain(message.method);
      }),
      { seed: 10, numRuns: 5_000 },
    );
    const hello = posted({ kind: "hello", from: "me" });
    expect(readShared(hello)).toBeDefined();
    expect(readShared({ ...hello, downhill: 2 })).toBeUndefined();
    expect(readShared({ ...hello, kind: "__proto__" })).toBeUndefined();
  });

  it("moves nothing", async () => {
    const { page, first, second } = await two();
    await first.workspace.step(3);
    await agree(first, second);
    const before = stands(second);
    const state = { ...second.workspace.run.state, step: 99 };
    const forged = { downhill: 1, type: "shared", from: "stranger" };
    for (const message of [
      { ...forged, kind: "ask", line: "none", id: 1, method: "play", given: [] },
      { ...forged, kind: "ask", line: "", id: 2, method: "close", given: [] },
      { ...forged, kind: "frame", line: "none", frame: { state, playing: true, history_from: 0 } },
      { ...forged, kind: "kept", line: "none", kept: { playing: true } },
      { ...forged, kind: "answer", to: "nobody", id: 1, value: "forged" },
      { ...forged, kind: "want", line: "none", view: 1, spec: { kind: "nothing" } },
      { ...forged, kind: "release", view: 7 },
      { ...forged, kind: "bye" },
      { kind: "bye" },
      "play",
      null,
    ]) {
      page.say(message);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([stands(first), stands(second)]).toEqual([before, before]);
    await second.workspace.step(1);
    await agree(first, second);
  });
});
