// SPDX-License-Identifier: Apache-2.0
/** The game over the real trainer. */
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Measured } from "../../../web/src/app/loss_of_two.ts";
import { nextStepText, toldOf } from "../../../web/src/app/next_step_text.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { axesAround, inFog, reachFor } from "../../../web/src/features/be_the_optimizer/fog.ts";
import { groundOf, readGame, readKept } from "../../../web/src/features/be_the_optimizer/kept.ts";
import { OptimizerGame } from "../../../web/src/features/be_the_optimizer/store.ts";
import { verdictOf } from "../../../web/src/features/be_the_optimizer/verdict.ts";
import { formatOf } from "../../../web/src/locales/format.ts";
import { wordsOf } from "../../../web/src/locales/words.ts";
import { descentOf } from "../../../web/src/sandbox/reference.ts";

const LINE = JSON.parse(readFileSync("exercises/be_the_optimizer.json", "utf8"))
  .start as ExperimentDocument;

let engine: Engine;
let workspace: Workspace;
let game: OptimizerGame;
let end: () => void;
const storage = new Map<string, string>();

beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await engine.close();
});

async function start(remembers = true): Promise<void> {
  const address = { read: () => "", draft: () => undefined, replace: () => {} };
  workspace = await Workspace.start(engine, new Settings({}, ["en"], false, remembers), address);
  await workspace.openDocument(LINE);
  await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  follow();
  await vi.waitFor(() => expect(game.ready).toBe(true));
}

function follow(): void {
  game = new OptimizerGame(workspace);
  end = game.follow();
}

beforeEach(async () => {
  storage.clear();
  await start();
});
afterEach(async () => {
  end();
  await workspace.run.dispose();
});

const surveyed = () =>
  vi.waitFor(() => expect(game.seen?.values.flat().some((one) => one !== null)).toBe(true));
const heightsSeen = () => game.seen?.values.flat().filter((one) => one !== null).length ?? 0;

describe("being the optimizer", () => {
  it("begins at the start of the experiment, and leaves the run on the page alone", async () => {
    expect(game.here).toMatchObject({ x: 0, y: 0 });
    expect(game.moves).toBe(12);
    await game.move({ x: 2, y: 3 });
    expect(game.here?.loss).toBeCloseTo(0, 6);
    expect(workspace.run.state).toMatchObject({ step: 0 });
    expect(workspace.run.state?.edited).toBeUndefined();
  });

  it("sees in the fog no more than where one has been, and all of it at the end", async () => {
    await surveyed();
    const first = heightsSeen();
    expect(first).toBeGreaterThan(4);
    await game.move({ x: 2, y: 1 });
    expect(heightsSeen()).toBeGreaterThan(first);
    expect(heightsSeen()).toBeLessThan(33 * 33 * 0.2);
    await game.stop();
    expect(heightsSeen()).toBe(33 * 33);
  });

  it("gives the optimizer as many moves from the same start as were made", async () => {
    for (let move = 1; move <= 12; move += 1) await game.move({ x: move / 6, y: move / 4 });
    expect(game.over).toBe(true);
    await game.move({ x: 0, y: 0 });
    expect(game.made).toBe(12);
    const run = await engine.open(LINE);
    await run.step(12);
    const [x, y] = await run.parameters();
    await run.close();
    expect(game.descent?.length).toBe(13);
    expect(game.descent?.at(-1)).toMatchObject({ x, y });
    expect(verdictOf(game.way, game.descent ?? [])).toBe("ahead");
  });

  it("lets the optimizer walk anew when its rate is another one; the moves stay", async () => {
    await game.move({ x: 1, y: 1 });
    await game.stop();
    const before = game.descent?.at(-1);
    await workspace.document.set("optimizer.learning_rate", 0.2);
    await vi.waitFor(() => expect(game.descent?.at(-1)).not.toEqual(before));
    expect(game.way.at(-1)).toMatchObject({ x: 1, y: 1 });
    expect(game.descent?.length).toBe(2);
  });

  it("begins anew on another loss", async () => {
    await game.move({ x: 1, y: 1 });
    await workspace.document.set("data.slope", -4).catch(() => {});
    await workspace.document.set("seed", 8);
    await vi.waitFor(() => expect(game.made).toBe(0));
  });

  it("goes on after a reload where it was", async () => {
    game.setFog(false);
    await game.move({ x: 1, y: 2 });
    await game.move({ x: 2, y: 2 });
    const { way } = game;
    end();
    follow();
    await vi.waitFor(() => expect(game.made).toBe(2));
    expect(game.way).toEqual(way);
    expect(game.fog).toBe(false);
    expect(game.looked).toBe(true);
  });

  it("leaves nothing behind in a frame of somebody else's page", async () => {
    end();
    await workspace.run.dispose();
    storage.clear();
    await start(false);
    await game.move({ x: 1, y: 2 });
    expect([...storage.keys()].filter((key) => key.includes("be_the_optimizer"))).toEqual([]);
  });

  it("makes hasty moves one after the other", async () => {
    await Promise.all([1, 2, 3].map((x) => game.move({ x, y: 0 })));
    expect(game.way.map(({ x }) => x)).toEqual([0, 1, 2, 3]);
  });

  it("shows the next step of the optimizer from where one stands", async () => {
    game.setGhosts(true);
    await game.move({ x: 5, y: 5 });
    await vi.waitFor(() => expect(game.ghost?.from).toMatchObject({ x: 5, y: 5 }));
    expect(game.ghost?.to.x).toBeLessThan(5);
    game.setGhosts(false);
    expect(game.ghost).toBeUndefined();
  });

  it("moves nothing, and shows no next step, before a prediction that is asked for", async () => {
    workspace.wantedFirst.value = { waits: true, holdsBack: () => true };
    await game.move({ x: 1, y: 1 });
    game.setGhosts(true);
    expect(game.made).toBe(0);
    expect(game.ghosts).toBe(false);
    workspace.wantedFirst.value = undefined;
    await game.move({ x: 1, y: 1 });
    expect(game.made).toBe(1);
  });

  it("is played on the loss of two parameters, and on test functions whatever the experiment", async () => {
    expect(game.on).toBe("experiment");
    await workspace.openDocument({
      data: { type: "plane" },
      model: { layers: [{ type: "dense" }] },
    });
    expect(game.on).toBe("ravine");
    expect(game.grounds).toEqual(
      expect.arrayContaining(["ravine", "rosenbrock", "beale", "saddle"]),
    );
    expect(game.grounds).not.toContain("experiment");
  });

  it.each(["ravine", "rosenbrock", "beale"])(
    "on %s the optimizer of the page makes the steps of a descent from where that is usually begun",
    async (type) => {
      await workspace.document.set("optimizer.learning_rate", 0.001);
      game.setOn(type);
      const { path, values } = await descentOf(engine, {
        function: { type },
        optimizer: { type: "sgd", learning_rate: 0.001 },
        steps: 3,
      });
      await vi.waitFor(() => expect(game.here).toMatchObject(path[0] ?? {}));
      expect(game.here?.loss).toBeCloseTo(values[0] ?? Number.NaN, 4);
      const [{ x = 0, y = 0 } = {}] = path;
      for (const way of [1, 2, 3]) await game.move({ x: x / (1 + way), y: y / (1 + way) });
      await game.stop();
      expect(game.descent?.map(({ x, y }) => ({ x, y }))).toEqual(path);
      game.setGhosts(true);
      await vi.waitFor(() => expect(game.ghost?.from).toMatchObject({ x: x / 4 }));
      const { predicted, rate, gradient } = game.ghost ?? expect.fail();
      // The step is made in 32 bits.
      const exact = rate * (gradient.x ** 2 + gradient.y ** 2);
      expect(Math.abs(predicted - exact)).toBeLessThan(1e-4 * Math.abs(exact) + 1e-6);
    },
  );

  const at = (on: string, x: number, y: number) =>
    vi.waitFor(() =>
      expect({ on: game.on, here: game.here }).toMatchObject({ on, here: { x, y } }),
    );

  it.each([true, false])(
    "keeps the moves of one ground while another is chosen (remembered: %s)",
    async (remembers) => {
      end();
      await workspace.run.dispose();
      await start(remembers);
      await game.move({ x: 1, y: 2 });
      game.setOn("beale");
      await vi.waitFor(() => expect(game.made).toBe(0));
      await game.move({ x: 2, y: 0.5 });
      game.setOn("ravine");
      await vi.waitFor(() => expect(game.made).toBe(0));
      game.setOn("beale");
      await at("beale", 2, 0.5);
      game.setOn("experiment");
      await at("experiment", 1, 2);
      expect(game.made).toBe(1);
    },
  );

  it("is on the chosen ground again after a reload, and the moves on the others are not lost", async () => {
    await game.move({ x: 1, y: 2 });
    game.setOn("beale");
    await vi.waitFor(() => expect(game.made).toBe(0));
    await game.move({ x: 2, y: 0.5 });
    end();
    follow();
    await vi.waitFor(() => expect(game.ready).toBe(true));
    await at("beale", 2, 0.5);
    game.setOn("experiment");
    await at("experiment", 1, 2);
    expect(game.made).toBe(1);
  });

  it("is played on the next experiment, whatever was chosen beside the one before it", async () => {
    game.setOn("beale");
    await vi.waitFor(() => expect(game.here).not.toMatchObject({ x: 0, y: 0 }));
    end();
    await workspace.document.set("seed", 8);
    follow();
    expect(game.on).toBe("experiment");
  });
});

describe("what lies in the storage", () => {
  const kept = { ground: "g", moves: 6, fog: true, looked: false, stopped: false };

  it.each([
    undefined,
    [],
    { ...kept, places: 3 },
    { ...kept, moves: 1.5, places: [] },
    { ...kept, ground: "another", places: [] },
  ])("is no game: %j", (one) => {
    expect(readGame(one, "g")).toBeUndefined();
  });

  it.each([undefined, "", "[]", "{", "{}", '{"games":3}'])("holds no games: %j", (text) => {
    expect(readKept(text)).toEqual({ games: {} });
  });

  it("is read without what is no place", () => {
    const places = [{ x: 1, y: 2 }, { x: 1 }, "x", { x: 1, y: "2" }];
    expect(readGame({ ...kept, places }, "g")?.places).toEqual([{ x: 1, y: 2 }]);
  });

  it("belongs to the loss, whatever the optimizer", async () => {
    const [one, rate, seed] = await Promise.all([
      engine.validate(LINE),
      engine.validate({ ...LINE, optimizer: { type: "adam" } }),
      engine.validate({ ...LINE, seed: 8 }),
    ]);
    expect(groundOf(rate.experiment, "experiment")).toBe(groundOf(one.experiment, "experiment"));
    expect(groundOf(seed.experiment, "experiment")).not.toBe(
      groundOf(one.experiment, "experiment"),
    );
    expect(groundOf(seed.experiment, "ravine")).toBe(groundOf(one.experiment, "ravine"));
  });
});

const ways = (...losses: (number | null)[]): Measured[] =>
  losses.map((loss, at) => ({ x: at, y: at, loss }));

it.each([
  [ways(9, 1), ways(9, 2), "ahead"],
  [ways(9, 2), ways(9, 1), "behind"],
  [ways(9, 1), ways(9, 1.005), "even"],
  [ways(9, 0), ways(9, 0), "even"],
  [ways(9, 1), ways(9), "diverged"],
  [ways(9, null), ways(9, 1), "behind"],
  [ways(9, 1), ways(9, null), "diverged"],
] as const)("the lower loss wins: %#", (way, descent, verdict) => {
  expect(verdictOf(way, descent)).toBe(verdict);
});

describe("the plane", () => {
  it("grows until a place is in it", () => {
    expect(reachFor({ x: 1, y: 1 }, 4, { x: 4, y: -2 })).toBe(4);
    expect(reachFor({ x: 1, y: 1 }, 4, { x: 12, y: 0 })).toBe(16);
  });

  it("is seen around every place that was visited", () => {
    const axes = axesAround({ x: 0, y: 0 }, 2);
    const all = { ...axes, values: axes.y.map(() => axes.x.map(() => 1)) };
    const { values } = inFog(all, [{ x: -2, y: 2 }]);
    expect(values.at(-1)?.[0]).toBe(1);
    expect(values[16]?.[16]).toBeNull();
  });
});

describe("the next step in words", () => {
  const told = {
    words: wordsOf("en"),
    format: formatOf("en"),
    notation: "d2l" as const,
    optimizer: "sgd",
    hasBatches: false,
  };
  const step = { rate: 0.1, gradient: { x: 3, y: 4 }, predicted: 2.5 };

  it("is rate times squared gradient for plain descent, beside the real fall", () => {
    const text = nextStepText(step, { before: 3, after: 1 }, told).join(" ");
    expect(text).toContain("η·‖g‖² = 0.1 · 25.0 = 2.50");
    expect(text).toContain("In fact it falls by 2.00.");
  });

  it("is the slope along the step for every other, and where decay is a part of it", () => {
    const adam = nextStepText(step, undefined, { ...told, optimizer: "adam" });
    const decayed = nextStepText({ ...step, predicted: 2.6 }, undefined, told);
    expect(adam.join(" ")).toContain("−g·Δθ = 2.50");
    expect(decayed.join(" ")).toContain("−g·Δθ = 2.60");
  });

  it("says whose slope it is where that is of a batch", () => {
    expect(nextStepText(step, undefined, { ...told, hasBatches: true }).at(-1)).toMatch(
      /next batch/,
    );
    expect(nextStepText(step, undefined, told)).toHaveLength(2);
  });

  it("has batches where a step takes less than all training samples", async () => {
    const whole = await engine.validate({ data: { type: "line" }, batch_size: 1e5 });
    const parts = await engine.validate({ data: { type: "line" }, batch_size: 2 });
    expect(toldOf(whole, told)).toMatchObject({ hasBatches: false });
    expect(toldOf(parts, told)).toMatchObject({ hasBatches: true });
  });

  it("says when the loss rises or breaks", () => {
    expect(nextStepText(step, { before: 1, after: 4 }, told).at(-1)).toMatch(/rises by 3\.00/);
    expect(nextStepText(step, { before: 1, after: null }, told).at(-1)).toMatch(/every bound/);
    expect(nextStepText({ ...step, predicted: -1 }, undefined, told).at(-1)).toMatch(/rises/);
  });
});

describe("of one parameter", () => {
  /** f(w) = w², from 10. */
  const SQUARE = JSON.parse(readFileSync("exercises/largest_rate.json", "utf8"))
    .start as ExperimentDocument;

  it("it is played on the curve of the loss, beside gradient descent from the same start", async () => {
    await workspace.openDocument(SQUARE);
    await vi.waitFor(() => expect(game.here).toMatchObject({ x: 10, y: 0, loss: 100 }));
    expect(game.on).toBe("experiment");
    expect(game.parameters).toBe(1);
    await vi.waitFor(() => expect(game.seen?.values.length).toBe(1));
    await game.move({ x: 4, y: 0 });
    expect(game.here?.loss).toBeCloseTo(16, 4);
    game.setGhosts(true);
    // w - 0.2 · 2w.
    await vi.waitFor(() => expect(game.ghost?.to.x).toBeCloseTo(2.4, 5));
    expect(game.ghost?.predicted).toBeCloseTo(0.2 * 8 ** 2, 4);
    await game.stop();
    await vi.waitFor(() => expect(game.descent?.length).toBe(2));
    expect(game.descent?.at(-1)?.x).toBeCloseTo(6, 5);
    expect(verdictOf(game.way, game.descent ?? [])).toBe("ahead");
  });
});

it("advises no larger rate where the slope is 0, and no rate would move it", async () => {
  const square = readFileSync("exercises/largest_rate.json", "utf8");
  const start = JSON.parse(square).start as ExperimentDocument;
  await workspace.openDocument(start);
  await workspace.document.set("model.layers[0].initializer", "zeros");
  await vi.waitFor(() => expect(game.here).toMatchObject({ x: 0, loss: 0 }));
  await game.move({ x: 2, y: 0 });
  await game.stop();
  await vi.waitFor(() => expect(game.descent?.at(-1)?.x).toBe(0));
  await vi.waitFor(() => expect(game.seen?.values.length).toBe(1));
  expect(game.crawls).toBe(false);
});

it("tells where all steps of the optimizer are too short to be seen, and not of those of the hand", async () => {
  await workspace.document.set("optimizer.learning_rate", 0.0001);
  await game.move({ x: 2, y: 2 });
  await game.stop();
  await vi.waitFor(() => expect(game.crawls).toBe(true));
  await workspace.document.set("optimizer.learning_rate", 0.3);
  await vi.waitFor(() => expect(game.crawls).toBe(false));
});
