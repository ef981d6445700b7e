// SPDX-License-Identifier: Apache-2.0
/** The player without its page: the story that it tells by itself, the trainer that is let go, the state that is kept. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { perform } from "../../../web/src/app/commands.ts";
import { RestingEngine } from "../../../web/src/app/resting_engine.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { fieldAt } from "../../../web/src/documents/field_at.ts";
import { forgetState, keepState, restoreState } from "../../../web/src/pages/embed/kept_state.ts";
import { misfits } from "../../../web/src/pages/embed/misfits.ts";
import { playerOptions } from "../../../web/src/pages/embed/options.ts";
import { Parking } from "../../../web/src/pages/embed/parking.ts";
import { Player } from "../../../web/src/pages/embed/player.ts";
import { Story } from "../../../web/src/pages/embed/story.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";
import { catalog } from "../fixtures/catalog.ts";

async function open(engine: RestingEngine, hash = ""): Promise<Workspace> {
  const address = { read: () => hash, draft: () => undefined, replace: () => {} };
  const workspace = await Workspace.start(engine, new Settings({}, ["en"]), address);
  await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  return workspace;
}

/** The engines that were started, in their order. */
function engines() {
  const all: { closed: boolean }[] = [];
  const engine = new RestingEngine(async () => {
    const one = new FakeEngine();
    const kept = { closed: false };
    one.close = async () => {
      kept.closed = true;
    };
    all.push(kept);
    return one;
  });
  return { engine, all };
}

describe("the story", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("trains by itself, and comes to a standstill for the reader", async () => {
    const workspace = await open(engines().engine);
    const story = new Story(workspace);
    story.begin();
    await vi.waitFor(() => expect(workspace.run.playing).toBe(true));
    expect(story.told).toBe(false);
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(() => expect(workspace.run.playing).toBe(false));
    expect(story.told).toBe(true);
    // Once.
    story.begin();
    await vi.advanceTimersByTimeAsync(100);
    expect(workspace.run.playing).toBe(false);
  });

  it("is the reader's as soon as they touch it: nothing stops by itself any more", async () => {
    const workspace = await open(engines().engine);
    const story = new Story(workspace);
    story.begin();
    await vi.waitFor(() => expect(workspace.run.playing).toBe(true));
    story.leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workspace.run.playing).toBe(true);
  });

  it("that the reader was faster than is not told", async () => {
    const workspace = await open(engines().engine);
    const story = new Story(workspace);
    story.leave();
    story.begin();
    await vi.advanceTimersByTimeAsync(100);
    expect(workspace.run.playing).toBe(false);
  });

  it("is nobody's work until somebody does more", async () => {
    const workspace = await open(engines().engine);
    const story = new Story(workspace);
    expect(story.alone).toBe(false);
    story.begin();
    await vi.waitFor(() => expect(workspace.run.playing).toBe(true));
    expect(story.alone).toBe(true);
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(() => expect(story.told).toBe(true));
    // Who only looks has done nothing.
    story.leave();
    expect(story.alone).toBe(true);
    await workspace.step();
    expect(story.alone).toBe(false);
  });

  it("that the reader interrupts is theirs", async () => {
    const workspace = await open(engines().engine);
    const story = new Story(workspace);
    story.begin();
    await vi.waitFor(() => expect(workspace.run.playing).toBe(true));
    story.leave();
    expect(story.alone).toBe(false);
  });

  it("ends with the run, or when somebody pauses it", async () => {
    const workspace = await open(engines().engine);
    const story = new Story(workspace);
    story.begin();
    await vi.waitFor(() => expect(workspace.run.playing).toBe(true));
    await workspace.pause();
    await vi.waitFor(() => expect(story.told).toBe(true));
  });

  it("stands still while nobody sees it, and is told to its end when somebody is back", async () => {
    const { engine } = engines();
    const workspace = await open(engine);
    const parking = new Parking(workspace, engine);
    const story = new Story(workspace, () => parking.away);
    story.begin();
    await vi.waitFor(() => expect(workspace.run.playing).toBe(true));
    await parking.rest();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workspace.run.playing).toBe(false);
    expect(story.told).toBe(false);
    await parking.wake();
    expect(workspace.run.playing).toBe(true);
    expect(story.told).toBe(false);
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(() => expect(workspace.run.playing).toBe(false));
    expect(story.told).toBe(true);
  });
});

describe("a parked frame", () => {
  it("lets its trainer go, shows the run as it stands, and goes on with it", async () => {
    const { engine, all } = engines();
    const workspace = await open(engine);
    const parking = new Parking(workspace, engine);
    for (let step = 0; step < 3; step += 1) await workspace.step();
    const { state, points, history } = workspace.run;
    await parking.rest();
    expect(parking.resting).toBe(true);
    expect(all[0]?.closed).toBe(true);
    expect(workspace.run.ready).toBe(false);
    expect(workspace.run.state?.step).toBe(3);
    expect(workspace.run.state?.train_loss).toBe(state?.train_loss);
    expect(workspace.run.points).toEqual(points);
    expect(workspace.run.history.rows).toBe(history.rows);
    await parking.wake();
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    expect(all).toHaveLength(2);
    expect(workspace.run.state?.step).toBe(3);
    expect(workspace.run.refused).toBeUndefined();
  });

  it("that trained when it was left trains on when it is back", async () => {
    const { engine } = engines();
    const workspace = await open(engine);
    const parking = new Parking(workspace, engine);
    await workspace.play();
    await parking.rest();
    expect(workspace.run.playing).toBe(false);
    await parking.wake();
    expect(workspace.run.playing).toBe(true);
  });

  it("keeps in turn what comes and goes quickly", async () => {
    const { engine, all } = engines();
    const workspace = await open(engine);
    const parking = new Parking(workspace, engine);
    void parking.rest();
    void parking.wake();
    void parking.rest();
    await parking.wake();
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    expect(parking.resting).toBe(false);
    expect(all.filter(({ closed }) => !closed)).toHaveLength(1);
  });

  describe("that its host asks something of out of sight", () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    async function parked() {
      const { engine } = engines();
      const workspace = await open(engine);
      const parking = new Parking(workspace, engine);
      parking.see(false);
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(parking.resting).toBe(true));
      await parking.wake();
      await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
      expect(parking.resting).toBe(false);
      return { workspace, parking };
    }

    it("lets its trainer go again", async () => {
      const { parking } = await parked();
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(parking.resting).toBe(true));
    });

    it("lets its trainer go later where it could not at once", async () => {
      const { workspace, parking } = await parked();
      const rest = vi.spyOn(workspace, "rest").mockResolvedValueOnce(false);
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(rest).toHaveResolvedWith(false));
      expect(parking.resting).toBe(false);
      await vi.advanceTimersByTimeAsync(60_000);
      await vi.waitFor(() => expect(parking.resting).toBe(true));
    });

    it("trains for its host until it stands still", async () => {
      const { workspace, parking } = await parked();
      await workspace.play();
      for (let time = 0; time < 5; time += 1) await vi.advanceTimersByTimeAsync(60_000);
      expect(workspace.run.playing).toBe(true);
      expect(parking.resting).toBe(false);
      await workspace.pause();
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(parking.resting).toBe(true));
    });
  });

  it("takes a change that is made meanwhile", async () => {
    const { engine } = engines();
    const workspace = await open(engine);
    const parking = new Parking(workspace, engine);
    await parking.rest();
    await parking.wake();
    await workspace.document.set("seed", 8);
    await vi.waitFor(() => expect(workspace.run.description.experiment.seed).toBe(8));
  });
});

describe("a frame with a part in the trainer of all", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function lent() {
    const started: ("own" | "shared")[] = [];
    class Lent extends RestingEngine {
      own = false;
    }
    let asks = () => {};
    let comes: Promise<void> | undefined;
    const engine: Lent = new Lent(async () => {
      started.push(engine.own ? "own" : "shared");
      await comes;
      const one = new FakeEngine();
      one.close = async () => asks();
      return one;
    });
    const workspace = await open(engine);
    const parking = new Parking(workspace, engine);
    const whileItCloses = (asked: () => void) => {
      asks = asked;
    };
    const comesAfter = (moment: Promise<void>) => {
      comes = moment;
    };
    return { workspace, started, engine, parking, whileItCloses, comesAfter };
  }

  it("has one of its own as soon as it trains, and goes on there", async () => {
    const { workspace, started } = await lent();
    expect(started).toEqual(["shared"]);
    await workspace.step();
    await workspace.step();
    expect(started).toEqual(["shared", "own"]);
    expect(workspace.run.state?.step).toBe(2);
  });

  it("has one of its own also where something is asked while it leaves that of all", async () => {
    const { workspace, started, engine, whileItCloses } = await lent();
    whileItCloses(() => void engine.validate({}));
    await workspace.step();
    expect(started).toEqual(["shared", "own"]);
  });

  it("makes a step that is asked for while the trainer of all is on its way", async () => {
    const { workspace, engine, parking } = await lent();
    await parking.rest();
    void parking.wake();
    await workspace.step();
    expect(workspace.run.state?.step).toBe(1);
    expect(engine.own).toBe(true);
  });

  it("that is let go comes back when somebody trains in it, with one of its own", async () => {
    const { workspace, engine, parking } = await lent();
    await parking.rest();
    await workspace.play();
    expect(workspace.run.playing).toBe(true);
    expect(parking.resting).toBe(false);
    expect(engine.own).toBe(true);
    await workspace.pause();
    await parking.rest();
    await workspace.step();
    expect(workspace.run.state?.step).toBe(1);
    await parking.rest();
    await workspace.epoch();
    expect(workspace.run.state?.step).toBeGreaterThan(1);
  });

  it("that is being let go when play is pressed plays as soon as it is back", async () => {
    const { workspace, parking } = await lent();
    void parking.rest();
    const played = workspace.play();
    await vi.waitFor(() => expect(parking.resting).toBe(true));
    parking.see(true);
    await played;
    expect(workspace.run.playing).toBe(true);
    expect(workspace.run.ready).toBe(true);
  });

  it("plays from the first moment, whatever becomes of its trainer", async () => {
    const { workspace, started } = await lent();
    await workspace.play();
    expect(workspace.run.playing).toBe(true);
    expect(started).toEqual(["shared", "own"]);
  });

  it("tells what waits for its trainer, until that is there or the same button takes it back", async () => {
    const { workspace, started, comesAfter } = await lent();
    let arrive = () => {};
    comesAfter(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    const press = () => perform("play", workspace);
    press();
    expect(workspace.pressed).toBe("play");
    await vi.waitFor(() => expect(started).toEqual(["shared", "own"]));
    expect(workspace.pressed).toBe("play");
    press();
    expect(workspace.pressed).toBeUndefined();
    const stepped = workspace.step();
    expect(workspace.pressed).toBe("move");
    arrive();
    await stepped;
    expect(workspace.pressed).toBeUndefined();
    expect(workspace.run.state?.step).toBe(1);
    expect(workspace.run.playing).toBe(false);
  });

  it("stands still where pause is pressed before its trainer is there, and plays where play is pressed after it", async () => {
    const { workspace } = await lent();
    const played = workspace.play();
    await workspace.pause();
    await played;
    expect(workspace.run.playing).toBe(false);
    const again = workspace.play();
    await Promise.all([workspace.pause(), again, workspace.play()]);
    expect(workspace.run.playing).toBe(true);
  });

  it("keeps the run that it has told its story by, which would lose the way back", async () => {
    const { workspace, started } = await lent();
    new Story(workspace).begin();
    await vi.waitFor(() => expect(workspace.run.playing).toBe(true));
    await workspace.run.step();
    await workspace.step();
    expect(workspace.run.state?.step).toBe(2);
    expect(started).toEqual(["shared"]);
    await workspace.reset();
    await workspace.step();
    expect(started).toEqual(["shared", "own"]);
  });

  it("has one of its own for the run that takes the place of one that trains, and trains on in it", async () => {
    const { workspace, started } = await lent();
    new Story(workspace).begin();
    await vi.waitFor(() => expect(workspace.run.playing).toBe(true));
    await workspace.document.set("seed", 8);
    await workspace.run.opened;
    expect(started).toEqual(["shared", "own"]);
    expect(workspace.run.description.experiment.seed).toBe(8);
    expect(workspace.run.playing).toBe(true);
  });

  it("whose trainer is lost has one of its own as soon as it trains again", async () => {
    const { workspace, started } = await lent();
    workspace.run.crashed({ en: "It hangs.", zh: "无响应。" });
    await workspace.step();
    expect(started.at(-1)).toBe("own");
    expect(workspace.run.state?.step).toBe(1);
  });

  it("has none out of sight, and is drawn by that of all when it is back", async () => {
    const { workspace, started, parking } = await lent();
    await workspace.step();
    parking.see(false);
    await vi.advanceTimersByTimeAsync(60_000);
    await vi.waitFor(() => expect(parking.resting).toBe(true));
    expect(workspace.run.ready).toBe(false);
    parking.see(true);
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    expect(started).toEqual(["shared", "own", "shared"]);
    await workspace.step();
    expect(started.at(-1)).toBe("own");
    expect(workspace.run.state?.step).toBe(2);
  });
});

it("parts and settings that this experiment does not have are named, each once, in both languages", async () => {
  const { document } = await open(engines().engine);
  const { description } = document;
  const asked = { parts: ["map", "gradients", "race"], show: ["seed", "seed.nothing"] } as const;
  expect(misfits(asked, document)).toMatchObject([{ en: expect.stringContaining("seed.nothing") }]);
  const fitting = { parts: ["predict"], show: [], predictsFirst: true } as const;
  expect(misfits({ ...fitting, run: undefined }, document)).toEqual([]);
  expect(misfits({ ...fitting, run: "ring" }, document)).toEqual([
    {
      en: expect.stringMatching(/^view\.predict: /),
      zh: expect.stringMatching(/^view\.predict：/),
    },
  ]);
  const summary = { ...description.summary, parameters: 0 };
  expect(
    misfits(asked, { catalog: document.catalog, description: { ...description, summary } }),
  ).toEqual([
    {
      en: "view.parts: Gradients: of this experiment there is nothing to show.",
      zh: expect.stringMatching(/^view\.parts：?.*没有可显示的内容。$/),
    },
    { en: expect.stringContaining("seed.nothing"), zh: expect.stringContaining("seed.nothing") },
  ]);
});

it("a player that its host wants no more of ends its trainer", async () => {
  const { engine, all } = engines();
  const workspace = await open(engine);
  const player = new Player(workspace.settings, async () => ({
    workspace,
    author: {},
    faults: [],
    live: async () => {},
    wake: async () => {},
    rest: async () => {},
    end: () => engine.close(),
    settle: () => {},
    alone: false,
    resting: false,
    setStart: () => {},
  }));
  // One that nobody has seen has none.
  await player.end();
  expect(all[0]?.closed).toBe(false);
  await player.begin();
  await player.end();
  expect(all[0]?.closed).toBe(true);
});

describe("a locked experiment", () => {
  it("is changed by its host, and not by hand", async () => {
    const { document } = await open(engines().engine);
    document.locked.value = true;
    expect(await document.set("seed", 8)).toMatchObject({
      status: "refused",
      refusal: { message: { en: expect.stringContaining("locked") } },
    });
    expect(await document.load({ seed: 8 }, "user")).toMatchObject({ status: "refused" });
    expect(document.experiment.seed).not.toBe(8);
    expect(await document.load({ seed: 8 }, "host")).toMatchObject({ status: "accepted" });
  });
});

describe("what the reader has done", () => {
  beforeEach(() => {
    const entries = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      get length() {
        return entries.size;
      },
      key: (index: number) => [...entries.keys()][index] ?? null,
      getItem: (key: string) => entries.get(key) ?? null,
      setItem: (key: string, value: string) => void entries.set(key, value),
      removeItem: (key: string) => void entries.delete(key),
    });
    vi.stubGlobal("document", {
      visibilityState: "visible",
      addEventListener: () => {},
      removeEventListener: () => {},
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  /** Opens what the author made, and what was left of it. */
  async function visit(hash: string) {
    const workspace = await open(engines().engine, hash);
    const author = workspace.document.minimal;
    const restored = await restoreState(workspace, author);
    const end = keepState(workspace, author);
    return { workspace, author, restored, end };
  }

  async function leaveChanged(): Promise<void> {
    const first = await visit("seed=3");
    expect(first.restored).toBe(false);
    await first.workspace.document.set("seed", 9);
    await vi.waitFor(() => expect(localStorage.length).toBe(1));
    first.end();
  }

  it("is there again, with the author's document as it was", async () => {
    await leaveChanged();
    const again = await visit("seed=3");
    expect(again.restored).toBe(true);
    expect(again.workspace.document.experiment.seed).toBe(9);
    again.end();
  });

  it("never hides a new version of the author's", async () => {
    await leaveChanged();
    const newer = await visit("seed=4");
    expect(newer.restored).toBe(false);
    expect(newer.workspace.document.experiment.seed).toBe(4);
    newer.end();
  });

  it("is forgotten when the reader starts again", async () => {
    await leaveChanged();
    const again = await visit("seed=3");
    again.end();
    forgetState(again.author);
    expect((await visit("seed=3")).restored).toBe(false);
  });

  it("is lost without a word where the browser denies its storage", async () => {
    const deny = () => {
      throw new DOMException("denied", "SecurityError");
    };
    for (const storage of [
      // Its use is denied, as where it is full; or the very word, as where cookies are blocked.
      { getItem: deny, setItem: deny, removeItem: deny, key: deny, length: 0 },
      undefined,
    ]) {
      vi.stubGlobal("localStorage", storage);
      if (storage === undefined) Object.defineProperty(globalThis, "localStorage", { get: deny });
      const { workspace, author, restored, end } = await visit("seed=3");
      expect(restored).toBe(false);
      await workspace.document.set("seed", 9);
      await vi.waitFor(() => expect(workspace.run.description.experiment.seed).toBe(9));
      forgetState(author);
      end();
    }
  });

  it("is not replaced by what it was opened with, when it is left and its trainer is gone", async () => {
    let leave = () => {};
    vi.stubGlobal("document", {
      visibilityState: "hidden",
      addEventListener: (_: string, listener: () => void) => {
        leave = listener;
      },
      removeEventListener: () => {},
    });
    const stepKept = (): number =>
      JSON.parse(localStorage.getItem(localStorage.key(0) ?? "") ?? "{}").state?.step;
    const { workspace, end } = await visit("seed=3");
    await workspace.step();
    const opened = await workspace.run.putAside();
    await workspace.step();
    await vi.waitFor(() => expect(stepKept()).toBe(2));
    // What it answers where its trainer does not.
    const put = vi.spyOn(workspace.run, "putAside").mockResolvedValue(opened);
    leave();
    await vi.waitFor(() => expect(put).toHaveBeenCalled());
    await new Promise(setImmediate);
    expect(stepKept()).toBe(2);
    end();
  });

  it("that is damaged leaves the author's start", async () => {
    await leaveChanged();
    const key = localStorage.key(0) ?? "";
    for (const damaged of ["", "{", "null", '{"state":1}', '{"state":{"document":{"seed":-1}}}']) {
      localStorage.setItem(key, damaged);
      const { workspace, restored, end } = await visit("seed=3");
      expect(restored, damaged).toBe(false);
      expect(workspace.document.experiment.seed, damaged).toBe(3);
      end();
    }
  });
});

describe("what the author asks for", () => {
  it("is as by default where nothing is said", () => {
    expect(playerOptions({})).toMatchObject({
      parts: ["map", "chart", "controls"],
      show: ["optimizer.learning_rate"],
      lock: false,
      fit: "frame",
      autoplay: true,
      predictsFirst: false,
      projector: false,
      persist: "none",
      title: undefined,
    });
  });
});

describe("a setting that is shown", () => {
  it.each([
    ["optimizer.learning_rate", true],
    ["batch_size", true],
    ["stop.epochs", true],
    ["optimizer", true],
    ["optimizer.speed", false],
    ["data.nothing.at.all", false],
    ["model.layers[0].units", true],
    ["model.layers[0]", false],
    ["model.layers[9].units", false],
    ["model.layers[0].kernel", false],
    ["__proto__", false],
    ["", false],
  ])("%s is one of this experiment: %s", async (path, is) => {
    const { document } = await open(engines().engine);
    expect(fieldAt(catalog, document.experiment, path) !== undefined).toBe(is);
  });
});
