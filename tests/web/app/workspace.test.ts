// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { LinkError } from "../../../web/src/documents/link.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { FakeEngine, FakeRun } from "../fakes/fake_engine.ts";

let engine: FakeEngine;
let address: string;
let writes: number;
let draft: string | undefined;

async function start(hash = ""): Promise<Workspace> {
  engine = new FakeEngine();
  address = hash;
  writes = 0;
  const workspace = await Workspace.start(engine, new Settings({}, ["en"]), {
    read: () => address,
    draft: () => draft,
    replace: (next, name) => {
      draft = name;
      address = next;
      writes += 1;
    },
  });
  await vi.waitFor(() => expect(workspace.run.points.length).toBeGreaterThan(0));
  return workspace;
}

/** Changes the seed until the address does not hold the newest one. @returns the address that is due */
async function changeUntilWithheld(workspace: Workspace): Promise<string> {
  for (let seed = 101; ; seed += 1) {
    await workspace.document.set("seed", seed);
    if (address !== `seed=${seed}`) return `seed=${seed}`;
  }
}

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "performance"],
    shouldAdvanceTime: true,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the address", () => {
  it("is untouched until something changes, then holds the change", async () => {
    const workspace = await start("#seed=3");
    vi.advanceTimersByTime(2000);
    expect(address).toBe("#seed=3");
    await workspace.document.set("data.noise", 0.5);
    vi.advanceTimersByTime(2000);
    expect(address).toBe("seed=3&data.noise=0.5");
  });

  it("holds each of several hasty changes at once, for a reload to find", async () => {
    const workspace = await start();
    for (let seed = 101; seed <= 120; seed += 1) {
      await workspace.document.set("seed", seed);
      expect(address).toBe(`seed=${seed}`);
    }
  });

  it("is written less often than Safari refuses while very much changes, and ends with the newest", async () => {
    const workspace = await start();
    for (let seed = 101; seed <= 300; seed += 1) await workspace.document.set("seed", seed);
    expect(writes).toBeLessThan(100);
    vi.advanceTimersByTime(2000);
    expect(address).toBe("seed=300");
    expect(writes).toBeLessThan(100);
  });

  it("holds the newest of very many changes when the page is left", async () => {
    const workspace = await start();
    const newest = await changeUntilWithheld(workspace);
    workspace.router.flush();
    expect(address).toBe(newest);
  });

  it("that is followed does not give way to an older change that was still withheld", async () => {
    const workspace = await start();
    await changeUntilWithheld(workspace);
    address = "#data.noise=0.5&seed=7";
    await workspace.router.follow();
    vi.advanceTimersByTime(2000);
    expect(address).toBe("#data.noise=0.5&seed=7");
  });

  it("that is followed is not overwritten while the parser reads it", async () => {
    const workspace = await start();
    await workspace.document.set("seed", 3);
    address = "#data.noise=-4&lang=zh";
    await workspace.router.follow();
    expect(address).toBe("#data.noise=-4&lang=zh");
    workspace.router.flush();
    expect(address).toBe("#data.noise=-4&lang=zh");
  });

  it("that breaks in mid-session leaves the open experiment, and it is known that it stays", async () => {
    const workspace = await start("#data.noise=-4");
    expect(workspace.router.keptOpen).toBe(false);
    await workspace.document.set("seed", 5);
    address = "#data.noise=-5";
    await workspace.router.follow();
    expect(workspace.router.keptOpen).toBe(true);
    expect(workspace.document.experiment.seed).toBe(5);
  });

  it("restores the experiment", async () => {
    const workspace = await start("#optimizer.type=sgd&seed=3");
    expect(workspace.document.experiment.optimizer.type).toBe("sgd");
    expect(engine.run.description.experiment.seed).toBe(3);
  });

  it("that the parser refuses leaves the default experiment, and stands until the first change", async () => {
    const workspace = await start("#data.noise=-4");
    expect(workspace.router.broken).toMatchObject({ path: "data.noise" });
    expect(workspace.document.experiment.data).toHaveProperty("noise", 0.1);
    vi.advanceTimersByTime(2000);
    expect(address).toBe("#data.noise=-4");
    await workspace.document.set("seed", 5);
    vi.advanceTimersByTime(2000);
    expect(workspace.router.broken).toBeUndefined();
    expect(address).toBe("seed=5");
  });

  it("that is no document is told apart", async () => {
    const workspace = await start("#seed=1&seed=2");
    expect(workspace.router.broken).toBeInstanceOf(LinkError);
  });

  it("holds how one looks at it as well", async () => {
    const workspace = await start();
    workspace.settings.setLanguage("zh");
    workspace.settings.setSpeed("fastest");
    vi.advanceTimersByTime(2000);
    expect(address).toBe("view.lang=zh&view.speed=fastest");
    await vi.waitFor(() => expect(engine.run.pace).toBe("unlimited"));
  });
});

describe("the run", () => {
  it("is opened anew by a change, and goes on playing if it played", async () => {
    const workspace = await start();
    await workspace.run.play();
    const first = engine.run;
    await workspace.document.set("data.noise", 0.5);
    await vi.waitFor(() => expect(engine.run).not.toBe(first));
    await vi.waitFor(() => expect(engine.run.playing).toBe(true));
    expect(first.closed).toBe(true);
  });

  it("that a change put an end to goes on where it stood when the change is undone, and so does the other", async () => {
    const workspace = await start();
    engine.run.advance(100);
    await workspace.document.set("data.noise", 0.5);
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    engine.run.advance(30);
    await workspace.document.undo();
    await vi.waitFor(() => expect(workspace.run.state?.step).toBe(100));
    expect(workspace.run.playing).toBe(false);
    await workspace.document.redo();
    await vi.waitFor(() => expect(workspace.run.state?.step).toBe(30));
    expect(workspace.document.experiment.data).toHaveProperty("noise", 0.5);
  });

  it("goes on when a new learning rate is undone", async () => {
    const workspace = await start();
    await workspace.document.set("optimizer.learning_rate", 0.5);
    engine.run.advance(100);
    await workspace.document.undo();
    expect(engine.runs).toHaveLength(1);
    expect(workspace.run.state?.step).toBe(100);
  });

  it("takes a new learning rate without a reset", async () => {
    const workspace = await start();
    engine.run.advance(100);
    await workspace.document.set("optimizer.learning_rate", 0.5);
    expect(engine.runs).toHaveLength(1);
    expect(engine.run.rate).toBe(0.5);
    expect(workspace.run.state?.step).toBe(100);
  });

  it("trains with the new rate when it was typed while the run was being opened", async () => {
    const workspace = await start();
    let open = (): void => {};
    engine.gate = new Promise((resolve) => {
      open = resolve;
    });
    await workspace.document.set("seed", 3);
    await workspace.document.set("optimizer.learning_rate", 0.5);
    open();
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    expect(engine.run.rate).toBe(0.5);
    expect(workspace.run.description?.experiment).toMatchObject({
      seed: 3,
      optimizer: { learning_rate: 0.5 },
    });
    await workspace.reset();
    expect(engine.run.rate).toBe(0.5);
  });

  it("makes the step that was pressed while it was being opened", async () => {
    const workspace = await start();
    let open = (): void => {};
    engine.gate = new Promise((resolve) => {
      open = resolve;
    });
    await workspace.document.set("seed", 3);
    const step = workspace.step();
    open();
    await step;
    expect(engine.runs).toHaveLength(2);
    expect(workspace.run.state?.step).toBe(1);
  });

  it("takes up what can change without starting over, and begins by it after a reset", async () => {
    const workspace = await start();
    engine.run.advance(100);
    await workspace.document.set("batch_size", 8);
    await workspace.document.choose("clip", "clip", "norm");
    await workspace.pause();
    expect(workspace.run.state?.edited).toBe(true);
    expect(engine.run.calls.filter((call) => call === "change")).toHaveLength(2);
    expect(engine.runs).toHaveLength(1);
    await workspace.reset();
    expect(workspace.run.state?.edited).toBeUndefined();
    expect(engine.runs).toHaveLength(1);
    expect(engine.run.description.experiment.batch_size).toBe(8);
  });

  it("is opened anew where it refuses a change", async () => {
    const workspace = await start();
    engine.run.advance(100);
    const refused = new ExperimentError({ path: "document", message: "no room.", zh: "不足。" });
    Object.assign(engine.run, { change: () => Promise.reject(refused) });
    await workspace.document.set("batch_size", 8);
    await vi.waitFor(() => expect(engine.runs).toHaveLength(2));
    expect(engine.run.description.experiment.batch_size).toBe(8);
    expect(workspace.run.refused).toBeUndefined();
  });

  it("that broke stays to be looked at, and begins by the new document", async () => {
    const workspace = await start();
    engine.run.end("diverged");
    engine.run.frame();
    await workspace.document.set("optimizer.learning_rate", 0.5);
    expect(engine.runs).toHaveLength(1);
    expect(workspace.run.state?.status).toBe("diverged");
    await workspace.reset();
    expect(engine.runs).toHaveLength(2);
    expect(engine.run.description.experiment.optimizer.learning_rate).toBe(0.5);
  });

  it("that diverged plays again with a tenth of the rate", async () => {
    const workspace = await start();
    engine.run.end("diverged");
    engine.run.frame();
    expect(workspace.run.playing).toBe(false);
    await workspace.treat({
      remedy: "rate",
      changes: [{ path: "optimizer.learning_rate", value: 0.0003 }],
      afresh: true,
    });
    expect(workspace.document.experiment.optimizer.learning_rate).toBe(0.0003);
    expect(engine.run.playing).toBe(true);
  });

  it("that ended starts over when it is played", async () => {
    const workspace = await start();
    engine.run.end("finished");
    engine.run.frame();
    await workspace.play();
    const moves = engine.run.calls.filter((call) => call === "reset" || call === "play");
    expect(moves.slice(-2)).toEqual(["reset", "play"]);
  });

  it("that ended makes no further step", async () => {
    const workspace = await start();
    engine.run.end("finished");
    engine.run.frame();
    await workspace.step();
    await workspace.epoch();
    expect(engine.run.step_).toBe(0);
    expect(workspace.run.ended).toBe(true);
  });

  it("that crashed is told, and opened again with the same experiment", async () => {
    const workspace = await start();
    await workspace.document.set("seed", 9);
    await vi.waitFor(() => expect(engine.runs).toHaveLength(2));
    const message = { en: "out of memory", zh: "内存不足" };
    engine.crash(message);
    expect(workspace.run.crash).toEqual(message);
    await workspace.restart();
    expect(workspace.run.crash).toBeUndefined();
    expect(engine.run.description.experiment.seed).toBe(9);
  });

  it("that was lost goes on where it was last kept", async () => {
    const workspace = await start();
    await workspace.step();
    const { run } = engine;
    const { description } = run;
    engine.crash({ en: "lost", zh: "失去联系" });
    run.revival = (onFrame) => {
      const again = new FakeRun(description, onFrame);
      again.advance(1);
      return again;
    };
    await workspace.restart();
    expect(workspace.run.crash).toBeUndefined();
    expect(workspace.run.state?.step).toBe(1);
    expect(engine.runs).toHaveLength(1);
  });

  it("measures the test part only at standstill", async () => {
    const workspace = await start();
    await workspace.run.play();
    expect(workspace.run.test).toBeUndefined();
    await workspace.run.pause();
    await vi.waitFor(() => expect(workspace.run.test).toBeDefined());
  });

  it("holds exactly the rows that the frames brought", async () => {
    const workspace = await start();
    engine.run.advance(55);
    engine.run.advance(55);
    const all = await engine.run.history();
    expect(workspace.run.history.rows).toBe(all.length / 8);
    expect(workspace.run.history.curves.train_loss.points).toBe(11);
    await workspace.reset();
    expect(workspace.run.history.rows).toBe(1);
  });
});
