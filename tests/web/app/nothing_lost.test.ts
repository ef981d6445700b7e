// SPDX-License-Identifier: Apache-2.0
/** What somebody has made on the page, over the trainer itself: it comes back by undo, after a reload, and beside a later change. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { done } from "../../../web/src/app/notice.ts";
import { saidStep } from "../../../web/src/app/said_step.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import type { Tab } from "../../../web/src/app/tab.ts";
import { keepUnsaved } from "../../../web/src/app/unsaved_work.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { dataOfPoints } from "../../../web/src/data/drawn_points.ts";
import type { Engine, SavedModel } from "../../../web/src/engine/api.ts";
import { LossStore } from "../../../web/src/features/loss/store.ts";
import type { Unsaved } from "../../../web/src/library/unsaved.ts";

let engine: Engine;
let workspace: Workspace;

beforeAll(async () => {
  engine = await createEngine({ build: "simd" });
});
afterAll(() => engine.close());
beforeEach(async () => {
  workspace = await page("#data.samples=60&stop.epochs=9");
});

async function page(hash = ""): Promise<Workspace> {
  const address = { read: () => hash, draft: () => undefined, replace: () => {} };
  const made = await Workspace.start(engine, new Settings({}, ["en"]), address);
  await opened(made);
  return made;
}

const opened = (on = workspace) => vi.waitFor(() => expect(on.run.ready).toBe(true));
const bits = async (on = workspace) => (await on.run.save())?.state;

async function undo(): Promise<void> {
  await workspace.document.undo();
  await opened();
}
async function redo(): Promise<void> {
  await workspace.document.redo();
  await opened();
}

const points = (...more: readonly { x: number; y: number; target: number }[]) =>
  dataOfPoints({
    points: [
      { x: -0.5, y: -0.5, target: 0 },
      { x: -0.25, y: 0.25, target: 0 },
      { x: 0.5, y: 0.5, target: 1 },
      { x: 0.5, y: 0, target: 1 },
      ...more,
    ],
    classNames: ["1", "2"],
  });

async function draw(...more: readonly { x: number; y: number; target: number }[]): Promise<void> {
  const { type, ...fresh } = points(...more);
  await workspace.document.submit({
    kind: "choose",
    path: "data",
    of: "dataset",
    type,
    fresh: { type, ...fresh },
    anew: true,
  });
  await opened();
}

describe("a run that took its weights along from stroke to stroke", () => {
  beforeEach(async () => {
    await draw();
    await workspace.epoch();
    await draw({ x: 0.75, y: -0.75, target: 1 });
    await workspace.epoch();
    expect(workspace.run.carried).toBe(true);
  });

  it("comes back with the same bits when other data are undone", async () => {
    const before = await bits();
    await workspace.document.choose("data", "dataset", "moons");
    await opened();
    await undo();
    expect([workspace.run.carried, await bits()]).toEqual([true, before]);
    await workspace.document.set("optimizer.learning_rate", 0.5);
    await workspace.step();
    expect([workspace.run.refused, workspace.run.carried]).toEqual([undefined, true]);
  });

  it("comes back when a reset, which gives it other weights, is undone", async () => {
    const before = await bits();
    await workspace.reset();
    await opened();
    expect([workspace.run.carried, workspace.run.state?.step]).toEqual([false, 0]);
    expect(saidStep(workspace, workspace.document.undone.value)).toBe("Reset");
    await undo();
    expect([workspace.run.carried, await bits()]).toEqual([true, before]);
  });

  it("comes back after a reload", async () => {
    const held = new Map<string, Unsaved>();
    const before = await bits();
    const end = await keep(workspace, held);
    await vi.waitFor(() => expect(held.get("a")?.model.state).toBe(before), 5_000);
    end();
    const again = await page();
    await again.document.load(workspace.document.minimal, "link");
    await opened(again);
    const over = await keep(again, held);
    await again.notice.value?.action?.run();
    await opened(again);
    expect(again.document.minimal).toEqual(workspace.document.minimal);
    expect([again.run.carried, await bits(again)]).toEqual([true, before]);
    over();
  });
});

function keep(on: Workspace, held: Map<string, Unsaved>): Promise<() => void> {
  const drawer = {
    all: async () => [...held.values()],
    put: async (unsaved: Unsaved) => void held.set(unsaved.page, unsaved),
    remove: async (id: string) => void held.delete(id),
  };
  const tab = {
    claimed: Promise.resolve({ id: "a", twin: false }),
    open: async () => new Set(["a"]),
  };
  return keepUnsaved(on, drawer, tab as unknown as Tab);
}

describe("the offer to go on where training stood", () => {
  async function left(): Promise<{ held: Map<string, Unsaved>; model: SavedModel | undefined }> {
    await workspace.epoch();
    const model = await workspace.run.putAside();
    if (model === undefined) throw new Error("nothing to put aside");
    return { held: new Map([["a", { page: "a", at: Date.now(), model }]]), model };
  }

  it("takes back no later change that a run takes up", async () => {
    const { held, model } = await left();
    const again = await page("#data.samples=60&stop.epochs=9&optimizer.learning_rate=0.5");
    const end = await keep(again, held);
    await again.document.set("batch_size", 8);
    await again.notice.value?.action?.run();
    await opened(again);
    const { experiment } = again.document;
    expect([experiment.optimizer.learning_rate, experiment.batch_size]).toEqual([0.5, 8]);
    expect(again.run.description.experiment).toEqual(experiment);
    expect(again.run.state?.step).toBe(model?.steps);
    end();
  });

  it("says so where something else has been chosen meanwhile, which undo brings back", async () => {
    const { held, model } = await left();
    const again = await page("#data.samples=60&stop.epochs=9");
    const end = await keep(again, held);
    const { notice } = again;
    const offer = notice.value;
    await again.document.choose("data", "dataset", "moons");
    await offer?.action?.run();
    expect(again.document.experiment.data.type).toBe("spiral");
    expect(notice.value?.text.en).toMatch(/Undo brings back/);
    await again.document.undo();
    expect(again.document.experiment.data.type).toBe("moons");
    expect(model?.steps).toBeGreaterThan(0);
    end();
  });
});

describe("a weight that was set by hand", () => {
  const weight = async (parameter = 0) => (await workspace.run.parameters())?.[parameter];
  const set = (value: number, parameter = 0) =>
    workspace.setWeight({ layer: 0, parameter }, value, (before) => ({
      en: `weight ${parameter}: ${before} → ${value}`,
      zh: `权重 ${parameter}：${before} → ${value}`,
    }));
  const said = () => saidStep(workspace, workspace.document.undone.value);

  it.each([
    ["before the first update", 0],
    ["on the way", 3],
  ])("is one step for undo and redo %s, which tell it in words", async (_, steps) => {
    for (let step = 0; step < steps; step += 1) await workspace.step();
    const [before, first] = [await bits(), await weight()];
    await set(2);
    expect(said()).toBe(`weight 0: ${first} → 2`);
    const edited = await bits();
    await undo();
    expect([await bits(), await weight()]).toEqual([before, first]);
    expect(saidStep(workspace, workspace.document.redone.value)).toBe(`weight 0: ${first} → 2`);
    await redo();
    expect([await bits(), await weight()]).toEqual([edited, 2]);
    expect(said()).toBe(`weight 0: ${first} → 2`);
  });

  it("is taken back by no second one that is set in haste", async () => {
    await workspace.step();
    const first = await weight();
    await Promise.all([set(2, 0), set(-1, 1), set(0.5, 0)]);
    expect([await weight(0), await weight(1)]).toEqual([0.5, -1]);
    expect(said()).toBe("weight 0: 2 → 0.5");
    for (let times = 0; times < 3; times += 1) await undo();
    expect(await weight()).toBe(first);
  });

  it("can be set where the run is at its end", async () => {
    await workspace.document.set("stop.epochs", 1);
    await workspace.epoch();
    expect(workspace.run.ended).toBe(true);
    await set(2);
    expect(await weight()).toBe(2);
    await undo();
    expect(await weight()).not.toBe(2);
  });

  it("is no step where nothing changes", async () => {
    const first = await weight();
    await set(first ?? Number.NaN);
    expect(workspace.document.canUndo.value).toBe(false);
  });
});

describe("a run that broke", () => {
  it("goes on from before by the rate that was chosen since, and says what it trained by until then", async () => {
    await workspace.openDocument({
      data: { type: "line" },
      model: { layers: ["dense"] },
      optimizer: { type: "sgd", learning_rate: 0.01 },
    });
    await opened();
    await workspace.step();
    const mark = (await workspace.run.snapshots()).at(-1)?.mark ?? -1;
    await workspace.document.set("optimizer.learning_rate", 10);
    await workspace.run.play();
    await vi.waitFor(() => expect(workspace.run.state?.status).toBe("diverged"), 10_000);
    await workspace.document.set("optimizer.learning_rate", 0.01);
    const { run } = workspace;
    expect(run.description.experiment.optimizer.learning_rate).toBe(10);
    await run.restore(mark);
    // Somebody may drag on: nothing that is kept is lost yet.
    expect((await run.snapshots()).at(-1)?.mark).toBeGreaterThanOrEqual(mark);
    await workspace.step();
    expect(workspace.run).toBe(run);
    expect(run.description).toBe(workspace.document.description);
    expect(run.state?.learning_rate).toBeCloseTo(0.01);
  });
});

describe("a run that is trained on", () => {
  const longer = { remedy: "longer", afresh: false } as const;

  it("leaves no ghost of itself, and no word of its old end", async () => {
    const store = new LossStore(workspace, () => 0);
    await workspace.document.set("stop.epochs", 2);
    for (let epoch = 0; epoch < 2; epoch += 1) await workspace.epoch();
    expect(workspace.run.ended).toBe(true);
    await workspace.treat({ ...longer, changes: [{ path: "stop.epochs", value: 2_000 }] });
    await workspace.pause();
    await vi.waitFor(() => expect(workspace.run.state?.step).toBeGreaterThan(0));
    expect(store.ghosts.value).toEqual([]);
    expect(workspace.run.state?.message).toBeUndefined();
  });

  it("is at its end no more as soon as the end is another, frame or not", async () => {
    await workspace.document.set("stop.epochs", 1);
    await workspace.epoch();
    await workspace.document.set("stop.epochs", 5);
    await vi.waitFor(() => expect(workspace.run.ended).toBe(false));
    expect(workspace.run.state?.message).toBeUndefined();
  });
});

it("a mark that is kept no more leaves all that is shown as it was", async () => {
  await workspace.epoch();
  await vi.waitFor(() => expect(workspace.run.history.rows).toBeGreaterThan(1));
  const { generation, ahead, halt, test } = workspace.run;
  await workspace.run.restore(9_999);
  expect(workspace.run).toMatchObject({ generation });
  expect([workspace.run.ahead, workspace.run.halt, workspace.run.test]).toEqual([
    ahead,
    halt,
    test,
  ]);
});

it("what was said of one file is over with the next", async () => {
  const { openDropped } = await import("../../../web/src/app/dropped.ts");
  workspace.notice.value = done("old.csv is empty.", "old.csv 是空的。");
  const file = new File(["a,b\n1,2\n"], "new.csv");
  await openDropped(workspace, [{ path: "new.csv", file }]);
  expect(workspace.notice.value).toBeUndefined();
});
