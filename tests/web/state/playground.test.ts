// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LinkError } from "../../../web/src/state/link.ts";
import { Playground } from "../../../web/src/state/playground.ts";
import { Settings } from "../../../web/src/state/settings.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

let engine: FakeEngine;
let address: string;

async function start(hash = ""): Promise<Playground> {
  engine = new FakeEngine();
  address = hash;
  const playground = await Playground.start(engine, new Settings({}, ["en"]), {
    read: () => address,
    replace: (next) => {
      address = next;
    },
  });
  await vi.waitFor(() => expect(playground.runs.points.length).toBeGreaterThan(0));
  return playground;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the address", () => {
  it("is untouched until something changes, then holds the change", async () => {
    const playground = await start("#seed=3");
    vi.advanceTimersByTime(2000);
    expect(address).toBe("#seed=3");
    await playground.experiment.set("data.noise", 0.5);
    vi.advanceTimersByTime(2000);
    expect(address).toBe("seed=3&data.noise=0.5");
  });

  it("holds a change at once, and a hasty second one when the page is left", async () => {
    const playground = await start();
    await playground.experiment.set("seed", 3);
    expect(address).toBe("seed=3");
    await playground.experiment.set("seed", 4);
    expect(address).toBe("seed=3");
    playground.flushAddress();
    expect(address).toBe("seed=4");
  });

  it("is written now and then while much changes, and ends with the newest", async () => {
    const playground = await start();
    let writes = 0;
    let held = address;
    for (let seed = 1; seed <= 20; seed += 1) {
      await playground.experiment.set("seed", seed);
      if (address !== held) writes += 1;
      held = address;
    }
    expect(writes).toBe(1);
    vi.advanceTimersByTime(2000);
    expect(address).toBe("seed=20");
  });

  it("that is followed is not overwritten while the parser reads it", async () => {
    const playground = await start();
    await playground.experiment.set("seed", 3);
    address = "#data.noise=-4&lang=zh";
    await playground.readAddress();
    expect(address).toBe("#data.noise=-4&lang=zh");
    playground.flushAddress();
    expect(address).toBe("#data.noise=-4&lang=zh");
  });

  it("that breaks in mid-session leaves the open experiment, and it is known that it stays", async () => {
    const playground = await start("#data.noise=-4");
    expect(playground.keptOpen).toBe(false);
    await playground.experiment.set("seed", 5);
    address = "#data.noise=-5";
    await playground.readAddress();
    expect(playground.keptOpen).toBe(true);
    expect(playground.experiment.experiment.seed).toBe(5);
  });

  it("restores the experiment", async () => {
    const playground = await start("#optimizer.type=sgd&seed=3");
    expect(playground.experiment.experiment.optimizer.type).toBe("sgd");
    expect(engine.run.description.experiment.seed).toBe(3);
  });

  it("that the parser refuses leaves the default experiment, and stands until the first change", async () => {
    const playground = await start("#data.noise=-4");
    expect(playground.brokenLink).toMatchObject({ path: "data.noise" });
    expect(playground.experiment.experiment.data).toHaveProperty("noise", 0.1);
    vi.advanceTimersByTime(2000);
    expect(address).toBe("#data.noise=-4");
    await playground.experiment.set("seed", 5);
    vi.advanceTimersByTime(2000);
    expect(playground.brokenLink).toBeUndefined();
    expect(address).toBe("seed=5");
  });

  it("that is no document is told apart", async () => {
    const playground = await start("#seed=1&seed=2");
    expect(playground.brokenLink).toBeInstanceOf(LinkError);
  });

  it("holds how one looks at it as well", async () => {
    const playground = await start();
    playground.settings.setLanguage("zh");
    playground.settings.setSpeed("fastest");
    vi.advanceTimersByTime(2000);
    expect(address).toBe("lang=zh&speed=fastest");
    expect(engine.run.pace).toBe("unlimited");
  });
});

describe("the run", () => {
  it("is opened anew by a change, and goes on playing if it played", async () => {
    const playground = await start();
    await playground.runs.play();
    const first = engine.run;
    await playground.experiment.set("data.noise", 0.5);
    await vi.waitFor(() => expect(engine.run).not.toBe(first));
    await vi.waitFor(() => expect(engine.run.playing).toBe(true));
    expect(first.closed).toBe(true);
  });

  it("takes a new learning rate without a reset", async () => {
    const playground = await start();
    engine.run.advance(100);
    await playground.experiment.set("optimizer.learning_rate", 0.5);
    expect(engine.runs).toHaveLength(1);
    expect(engine.run.rate).toBe(0.5);
    expect(playground.runs.state?.step).toBe(100);
  });

  it("trains with the new rate when it was typed while the run was being opened", async () => {
    const playground = await start();
    let open = (): void => {};
    engine.gate = new Promise((resolve) => {
      open = resolve;
    });
    await playground.experiment.set("seed", 3);
    await playground.experiment.set("optimizer.learning_rate", 0.5);
    open();
    await vi.waitFor(() => expect(playground.runs.ready).toBe(true));
    expect(engine.run.rate).toBe(0.5);
    expect(playground.runs.description?.experiment).toMatchObject({
      seed: 3,
      optimizer: { learning_rate: 0.5 },
    });
    await playground.reset();
    expect(engine.run.rate).toBe(0.5);
  });

  it("starts from the present rate after a reset", async () => {
    const playground = await start();
    await playground.experiment.set("optimizer.learning_rate", 0.5);
    await playground.reset();
    expect(engine.runs).toHaveLength(2);
    expect(engine.run.description.experiment.optimizer.learning_rate).toBe(0.5);
    await playground.reset();
    expect(engine.runs).toHaveLength(2);
    expect(engine.run.calls).toContain("reset");
  });

  it("that diverged plays again with a tenth of the rate", async () => {
    const playground = await start();
    engine.run.end("diverged");
    engine.run.frame();
    expect(playground.runs.playing).toBe(false);
    await playground.slowDown();
    expect(playground.experiment.experiment.optimizer.learning_rate).toBe(0.0003);
    expect(engine.run.playing).toBe(true);
  });

  it("that ended starts over when it is played", async () => {
    const playground = await start();
    engine.run.end("finished");
    engine.run.frame();
    await playground.play();
    const moves = engine.run.calls.filter((call) => call === "reset" || call === "play");
    expect(moves.slice(-2)).toEqual(["reset", "play"]);
  });

  it("that crashed is told, and opened again with the same experiment", async () => {
    const playground = await start();
    await playground.experiment.set("seed", 9);
    await vi.waitFor(() => expect(engine.runs).toHaveLength(2));
    const message = { en: "out of memory", zh: "内存不足" };
    engine.crash(message);
    expect(playground.runs.crash).toEqual(message);
    await playground.restart();
    expect(playground.runs.crash).toBeUndefined();
    expect(engine.run.description.experiment.seed).toBe(9);
  });

  it("measures the test part only at standstill", async () => {
    const playground = await start();
    await playground.runs.play();
    expect(playground.runs.test).toBeUndefined();
    await playground.runs.pause();
    await vi.waitFor(() => expect(playground.runs.test).toBeDefined());
  });

  it("holds exactly the rows that the frames brought", async () => {
    const playground = await start();
    engine.run.advance(55);
    engine.run.advance(55);
    const all = await engine.run.history();
    expect(playground.runs.history.rows).toBe(all.length / 8);
    expect(playground.runs.history.curves.train_loss.points).toBe(11);
    await playground.reset();
    expect(playground.runs.history.rows).toBe(1);
  });
});
