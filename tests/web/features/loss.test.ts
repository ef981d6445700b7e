// SPDX-License-Identifier: Apache-2.0
/** What the chart of the loss knows beside the run: places, events, earlier runs. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { loadCatalog } from "../../../web/node/catalog_file.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { Palette } from "../../../web/src/charts/palette.ts";
import { type Description, HISTORY_COLUMNS, type RunState } from "../../../web/src/engine/api.ts";
import {
  bestOf,
  endOf,
  hasSchedule,
  plateausOf,
  rateVaries,
} from "../../../web/src/features/loss/events.ts";
import { differenceInWords } from "../../../web/src/features/loss/ghosts.ts";
import { positionOf, positionsOf } from "../../../web/src/features/loss/positions.ts";
import { curvesOf } from "../../../web/src/features/loss/scene.ts";
import { LossStore } from "../../../web/src/features/loss/store.ts";
import { trainingName } from "../../../web/src/features/loss/training_name.ts";
import { en } from "../../../web/src/features/loss/words.en.ts";
import { en as words } from "../../../web/src/locales/en.ts";
import type { Cure } from "../../../web/src/sessions/diagnosis/cure.ts";
import { RunHistory } from "../../../web/src/sessions/history.ts";
import type { RunSession } from "../../../web/src/sessions/run_session.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

type Row = Partial<Record<(typeof HISTORY_COLUMNS)[number], number>>;

function historyOf(unit: "epoch" | "step", rows: readonly Row[]): RunHistory {
  const history = new RunHistory(unit);
  const flat = rows.flatMap((row) => HISTORY_COLUMNS.map((column) => row[column] ?? Number.NaN));
  history.append(0, Float64Array.from(flat));
  return history;
}

describe("places on the axis", () => {
  /** The batches grew on the way: 10 updates an epoch, then 5. */
  const rows = [0, 10, 20, 25, 30].map((step, epoch) => ({ step, epoch }));

  it("of points that are recorded by epochs are theirs, by either unit", () => {
    const history = historyOf("epoch", rows);
    expect([...positionsOf(history, "epoch")].slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    expect([...positionsOf(history, "step")].slice(0, 5)).toEqual([0, 10, 20, 25, 30]);
  });

  it("of updates between two of them lie between, and beyond the last go on", () => {
    const history = historyOf("epoch", rows);
    const places = [0, 5, 15, 22, 30, 35].map((step) => positionOf(step, history, "epoch", 5));
    expect(places).toEqual([0, 0.5, 1.5, 2.4, 4, 5]);
  });

  it("of points that are recorded by updates are parts of epochs", () => {
    const rows = [0, 5, 10, 15].map((step) => ({ step, epoch: step < 15 ? step / 10 : 2 }));
    const history = historyOf("step", rows);
    expect([...positionsOf(history, "epoch")].slice(0, 4)).toEqual([0, 0.5, 1, 2]);
    expect(positionOf(7, history, "epoch", 5)).toBe(0.7);
    expect(positionOf(20, history, "epoch", 5)).toBe(3);
  });
});

describe("the curve of the training loss", () => {
  const session = (train: "evaluated" | "running") => {
    const history = historyOf("epoch", [{ step: 0, epoch: 0, train_loss: 0.7 }]);
    const description = {
      experiment: { record: { train } },
      summary: { counts: { validation: 0 }, steps_per_epoch: 10 },
    } as unknown as Description;
    const state = { step: 5, train_loss: 0.6 } as RunState;
    return { description, history, state, playing: false, measured: true } as RunSession;
  };
  const how = {
    kind: "loss",
    unit: "epoch",
    smoothing: 0,
    palette: { train: "#000" } as Palette,
    names: ["", ""],
  } as const;

  it("says where its points are means of the batches, and does not end in what was measured there", () => {
    const names = (["evaluated", "running"] as const).map((train) =>
      trainingName(session(train).description, words, en),
    );
    expect(names).toEqual(["Training", "Training (running mean)"]);
    expect(curvesOf(session("evaluated"), how)[0]?.now).toEqual({ x: 0.5, y: 0.6 });
    expect(curvesOf(session("running"), how)[0]?.now).toBeUndefined();
  });
});

describe("events", () => {
  const falling = historyOf("epoch", [
    { epoch: 0, validation_loss: 0.7, validation_accuracy: 0.4, learning_rate: 0.1 },
    { epoch: 1, validation_loss: 0.2, validation_accuracy: 0.9, learning_rate: 0.1 },
    { epoch: 2, validation_loss: 0.3, validation_accuracy: 0.8, learning_rate: 0.01 },
  ]);

  it("the best loss is the lowest, the best accuracy the highest", () => {
    expect(bestOf(falling, "validation_loss", false)).toMatchObject({ bucket: 1, value: 0.2 });
    expect(bestOf(falling, "validation_accuracy", true)).toMatchObject({ bucket: 1, value: 0.9 });
  });

  it("the start is no best, and neither is nothing", () => {
    const rising = historyOf("epoch", [{ train_loss: 0.1 }, { train_loss: 4 }]);
    expect(bestOf(rising, "train_loss", false)).toBeUndefined();
    expect(bestOf(new RunHistory("epoch"), "train_loss", false)).toBeUndefined();
  });

  it("a plateau is where the rate went down", () => {
    expect(plateausOf(falling)).toEqual([{ kind: "rate", bucket: 2, value: 0.01 }]);
    expect(rateVaries(falling)).toBe(true);
    expect(rateVaries(historyOf("epoch", [{ learning_rate: 0.1 }, { learning_rate: 0.1 }]))).toBe(
      false,
    );
  });

  it("an end is marked where something broke, or training was stopped", () => {
    const state = (over: object) => over as RunState;
    const diverged = { status: "diverged", step: 9, diverged: { step: 7, layer: 0 } };
    expect(endOf(state(diverged))).toEqual({ kind: "diverged", step: 7 });
    const early = { status: "finished", step: 9, reason: "early_stopping" };
    expect(endOf(state(early))).toMatchObject({ kind: "stopped", step: 9 });
    expect(endOf(state({ status: "finished", step: 9, reason: "epochs" }))).toBeUndefined();
    expect(endOf(state({ status: "ready", step: 9 }))).toBeUndefined();
  });
});

describe("earlier runs", () => {
  let engine: FakeEngine;
  let workspace: Workspace;
  let store: LossStore;
  let time: number;

  beforeEach(async () => {
    engine = new FakeEngine();
    const address = { read: () => "", draft: () => undefined, replace: () => {} };
    workspace = await Workspace.start(engine, new Settings({}, ["en"]), address);
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    time = 0;
    store = new LossStore(workspace, () => time);
  });

  const ghosts = () => store.shown(workspace.run.description.experiment);
  const train = (steps: number) => {
    engine.run.advance(steps);
    time += 5_000;
  };
  const set = async (path: string, value: unknown) => {
    await workspace.document.set(path, value);
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  };

  it("leave their curve when a change starts over", async () => {
    train(110);
    const { rows } = workspace.run.history;
    await set("data.noise", 0.5);
    expect(ghosts()).toMatchObject([{ pinned: false, history: { rows } }]);
    train(10);
    await set("data.noise", 0.7);
    expect(ghosts()).toHaveLength(1);
  });

  it("that only somebody passed by who dragged a slider take no one's place", async () => {
    train(110);
    const { history } = workspace.run;
    await set("data.noise", 0.5);
    engine.run.advance(40);
    time += 100;
    await set("data.noise", 0.6);
    expect(ghosts()[0]?.history).toBe(history);
  });

  it("stay while they are pinned, until they are removed", async () => {
    train(110);
    store.pinRun();
    await set("data.noise", 0.5);
    train(50);
    await set("data.noise", 0.7);
    expect(ghosts().map(({ pinned }) => pinned)).toEqual([true, false]);
    const [first, second] = ghosts();
    store.pin(second?.id ?? 0, true);
    store.remove(first?.id ?? 0);
    expect(ghosts().map(({ id }) => id)).toEqual([second?.id]);
  });

  it("that are pinned while they train do not grow", () => {
    train(55);
    store.pinRun();
    const rows = store.ghosts.value[0]?.history.rows;
    train(55);
    expect(store.ghosts.value[0]?.history.rows).toBe(rows);
    expect(workspace.run.history.rows).toBeGreaterThan(rows ?? 0);
  });

  it("that are brought back by undo are ghosts no more", async () => {
    train(110);
    await set("data.noise", 0.5);
    expect(ghosts()).toHaveLength(1);
    await workspace.document.undo();
    expect(ghosts()).toEqual([]);
  });

  it("leave their curve where their state is refused to what was to go on with it", async () => {
    train(110);
    const { rows } = workspace.run.history;
    const { run } = engine;
    const save = run.save.bind(run);
    run.save = async () => ({ ...(await save()), state: "damaged" });
    const changes = [
      { path: "optimizer.learning_rate", value: 0.5 },
      { path: "data.noise", value: 0.5 },
    ];
    await workspace.treat({ changes } as unknown as Cure);
    await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
    expect(engine.run).not.toBe(run);
    expect(workspace.run.goesOnFrom).toBeUndefined();
    expect(ghosts()).toMatchObject([{ pinned: false, history: { rows } }]);
  });

  it("of other data are not shown beside the run, unless they are pinned", async () => {
    train(110);
    await set("data.type", "circle");
    expect(ghosts()).toEqual([]);
    const [left] = store.ghosts.value;
    store.pin(left?.id ?? 0, true);
    expect(ghosts()).toMatchObject([{ pinned: true }]);
  });

  it("are told apart by what is different of them", async () => {
    train(110);
    await set("data.noise", 0.5);
    const [ghost] = ghosts();
    const { experiment } = workspace.run.description;
    const other = ghost?.description.experiment ?? experiment;
    const catalog = await loadCatalog();
    expect(differenceInWords(experiment, other, catalog, "en")).toBe("Data · Noise 0.1");
    expect(differenceInWords(experiment, experiment, catalog, "zh")).toBe("设置相同");
  });

  it("what lay ahead is one, where it had been changed on the way and training goes on from before", async () => {
    train(110);
    await workspace.document.set("optimizer.learning_rate", 0.5);
    train(50);
    const { history } = workspace.run;
    await workspace.run.reset();
    expect(ghosts()).toEqual([]);
    await workspace.run.play();
    expect(ghosts()).toMatchObject([{ strayed: true }]);
    expect(ghosts()[0]?.history).toBe(history);
    expect(store.changes.value).toEqual([]);
  });

  it("what was changed while it trains is marked with its update", async () => {
    engine.run.advance(100);
    await workspace.document.set("optimizer.learning_rate", 0.5);
    expect(store.changes.value).toMatchObject([{ step: 100, paths: ["optimizer.learning_rate"] }]);
    await set("data.noise", 0.5);
    expect(store.changes.value).toEqual([]);
  });
});

it.each([
  ["constant", 0, false],
  ["constant", 20, true],
  ["cosine", 0, true],
])(
  "the strip of the rate has its place before the first update with %s, warm-up %i: %s",
  (type, warmup_steps, is) => {
    expect(hasSchedule({ schedule: { type, warmup_steps } } as never)).toBe(is);
  },
);
