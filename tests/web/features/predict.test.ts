// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it, vi } from "vitest";
import { answeredBy } from "../../../web/src/app/answered_prediction.ts";
import { PredictFirst } from "../../../web/src/app/predict_first.ts";
import { COLUMNS, epochOf, NOTHING } from "../../../web/src/app/prediction_pad.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { Comparison, Prediction } from "../../../web/src/documents/prediction.ts";
import { PredictStore } from "../../../web/src/features/predict/store.ts";
import { verdict } from "../../../web/src/features/predict/verdict.ts";
import { en } from "../../../web/src/features/predict/words.en.ts";
import { formatOf } from "../../../web/src/locales/format.ts";
import { wordsOf } from "../../../web/src/locales/words.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

let engine: FakeEngine;
let workspace: Workspace;
let store: PredictStore;

async function start(hash = ""): Promise<void> {
  engine = new FakeEngine();
  const address = { read: () => hash, draft: () => undefined, replace: () => {} };
  workspace = await Workspace.start(engine, new Settings({}, ["en"]), address);
  await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  store = new PredictStore(workspace);
}

const ended = (loss: number) => NOTHING.with(COLUMNS - 1, loss);
const perEpoch = () => workspace.run.description.summary.steps_per_epoch;

beforeEach(() => start());

describe("a prediction", () => {
  it("is locked once something is said, and then the run begins", async () => {
    expect(store.canLock).toBe(false);
    await store.lock();
    expect(store.stage).toBe("draws");
    store.drawn.value = ended(0.1);
    await store.lock();
    expect(store.stage).toBe("runs");
    expect(workspace.run.playing).toBe(true);
    expect(store.locked?.prediction).toEqual({
      of: "train_loss",
      epochs: 80,
      range: [1e-4, 10],
      points: [{ epoch: 80, loss: 0.1 }],
    });
  });

  it("belongs to the run that begins, also where that is another trainer's", async () => {
    // Once, as a frame does.
    workspace.beforeTraining = async () => {
      workspace.beforeTraining = async () => {};
      await workspace.reset();
    };
    store.drawn.value = ended(0.1);
    await Promise.all([store.lock(), store.lock()]);
    expect(store.locked?.generation).toBe(workspace.run.generation);
    expect(store.stage).toBe("runs");
  });

  it("is not locked while the run is held back, for nothing would ever answer it", async () => {
    workspace.wantedFirst.value = { waits: true, holdsBack: () => true };
    store.drawn.value = ended(0.1);
    await store.lock();
    expect(store.stage).toBe("draws");
    expect(store.locked).toBeUndefined();
  });

  it("is waited for in a frame whose author wants it first: locked, or passed over, it trains", async () => {
    let wanted = true;
    const first = new PredictFirst(workspace, () => wanted);
    workspace.wantedFirst.value = first;
    await workspace.play();
    await workspace.step();
    expect(workspace.run.playing).toBe(false);
    expect(workspace.run.state?.step).toBe(0);
    expect(first.heldBack.value).toBe(2);
    expect(workspace.wantsPrediction).toBe(true);
    store.drawn.value = ended(0.1);
    await store.lock();
    expect(store.stage).toBe("runs");
    expect(workspace.run.playing).toBe(true);
    expect(workspace.wantsPrediction).toBe(false);
    const other = new PredictFirst(workspace, () => wanted);
    workspace.wantedFirst.value = other;
    expect(workspace.holdsBack()).toBe(true);
    other.pass();
    expect(workspace.holdsBack()).toBe(false);
    wanted = false;
    expect(new PredictFirst(workspace, () => wanted).holdsBack()).toBe(false);
  });

  it("is not waited for by a run that has begun, as one that was kept: nobody could draw it any more", async () => {
    await workspace.step();
    await vi.waitFor(() => expect(workspace.run.begun).toBe(true));
    workspace.wantedFirst.value = new PredictFirst(workspace, () => true);
    expect(workspace.wantsPrediction).toBe(false);
    await workspace.step();
    expect(workspace.run.state?.step).toBe(2);
    await workspace.reset();
    expect(workspace.wantsPrediction).toBe(true);
  });

  it("is not passed over before it is locked: whoever presses play while its trainer comes is held back", async () => {
    const first = new PredictFirst(workspace, () => true);
    workspace.wantedFirst.value = first;
    let arrive = () => {};
    const trainer = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    workspace.beforeTraining = () => trainer;
    store.drawn.value = ended(0.1);
    const locked = store.lock();
    await workspace.play();
    expect(first.heldBack.value).toBe(1);
    arrive();
    await locked;
    expect(store.stage).toBe("runs");
    expect(workspace.wantsPrediction).toBe(false);
    expect(workspace.run.playing).toBe(true);
  });

  it("is answered when the run has come so far: it is paused, and the distance told", async () => {
    store.epochs = 8;
    store.drawn.value = NOTHING.map((_, column) => 0.7 * 0.9 ** (column + 1));
    await store.lock();
    engine.run.advance(7 * perEpoch());
    expect(store.stage).toBe("runs");
    engine.run.advance(2 * perEpoch());
    await vi.waitFor(() => expect(store.stage).toBe("told"));
    expect(workspace.run.playing).toBe(false);
    const { comparison, recorded } = store.answer ?? {};
    expect(comparison?.points.map(({ epoch }) => epoch)).toEqual(
      NOTHING.map((_, column) => epochOf(column, 8)),
    );
    expect(comparison?.decades).toBeGreaterThan(0);
    expect(recorded?.epochs.length).toBe(9);
    store.see("It fell slowly.");
    expect(store.told.value.at(-1)?.seen).toBe("It fell slowly.");
    // It goes with the run when that is kept, and is none of the next one.
    const { decades } = comparison ?? {};
    expect(answeredBy(workspace.run)).toMatchObject({ decades, seen: "It fell slowly." });
    await workspace.reset();
    store.see("Too late to be of this run.");
    expect(answeredBy(workspace.run)).toBeUndefined();
  });

  it("of a run that begins anew while its answer is on its way stays unanswered", async () => {
    store.epochs = 8;
    store.drawn.value = ended(0.1);
    await store.lock();
    engine.run.advance(9 * perEpoch());
    await workspace.reset();
    await vi.waitFor(() => expect(store.stage).toBe("left"));
    expect(store.told.value).toEqual([]);
  });

  it("of a run that ended before is compared with what there was", async () => {
    await start("#stop.epochs=30");
    expect(store.lengths).toEqual([8, 24]);
    expect(store.epochs).toBe(24);
    store.drawn.value = NOTHING.map(() => 0.5);
    await store.lock();
    engine.run.advance(4 * perEpoch());
    engine.run.end("finished");
    engine.run.frame();
    await vi.waitFor(() => expect(store.stage).toBe("told"));
    expect(store.answer?.comparison?.points.map(({ epoch }) => epoch)).toEqual([3]);
  });

  it("of a run that broke goes on to its end: beyond every loss", async () => {
    store.epochs = 8;
    store.drawn.value = ended(10);
    await store.lock();
    engine.run.advance(perEpoch());
    engine.run.end("diverged");
    engine.run.frame();
    await vi.waitFor(() => expect(store.stage).toBe("told"));
    expect(store.answer?.comparison).toMatchObject({ decades: 0 });
  });

  it.each([
    ["another experiment takes its place", () => workspace.document.set("seed", 8)],
    ["a setting changes on the way", () => workspace.document.set("optimizer.learning_rate", 1)],
    ["the run goes back", () => workspace.reset()],
  ])("speaks of its own run alone: left when %s", async (_, act) => {
    store.drawn.value = ended(0.1);
    await store.lock();
    engine.run.advance(3);
    await act();
    await vi.waitFor(() => expect(store.stage).toBe("left"));
    expect(store.told.value).toEqual([]);
    store.again();
    expect(store.stage).toBe("draws");
    expect(store.drawn.value).toEqual(NOTHING);
  });

  it("speaks of a run from its start: there is none of one that has begun", async () => {
    store.drawn.value = ended(0.1);
    engine.run.advance(3);
    await vi.waitFor(() => expect(workspace.run.state?.step).toBe(3));
    expect(store.start).toBeUndefined();
    await store.lock();
    expect(store.stage).toBe("draws");
  });
});

describe("the verdict", () => {
  const prediction = { range: [1e-4, 10] } as unknown as Prediction;
  const say = { own: en, words: wordsOf("en"), format: formatOf("en") };
  const of = (...pairs: readonly (readonly [number, number])[]): readonly string[] => {
    const points = pairs.map(([predicted, loss], at) => ({ epoch: 10 * at, predicted, loss }));
    const off = points.map(({ predicted, loss }) => Math.log10(predicted / loss));
    const mean = (values: readonly number[]) =>
      values.reduce((sum, one) => sum + one, 0) / values.length;
    const comparison: Comparison = { points, decades: mean(off.map(Math.abs)), lean: mean(off) };
    return verdict(comparison, prediction, say);
  };

  it("tells how far, to which side, what of the end, and where most", () => {
    expect(of([0.4, 0.1], [0.2, 0.1], [0.1, 0.05])).toEqual([
      en.verdicts.roughly,
      "On average your curve is off by a factor of 2.5.",
      en.lower,
      en.last("20", say.format.real(0.1), say.format.real(0.05)),
      "Furthest apart: after epoch 0.",
    ]);
    expect(of([0.1, 1], [1, 0.1])).toContain(en.spread);
    expect(of([0.01, 1])).toContain(en.higher);
  });

  it("of what was seen coming says no more than that, and the end", () => {
    expect(of([0.1, 0.101], [0.05, 0.05])).toEqual([
      en.verdicts.exact,
      en.exactly,
      en.last("10", say.format.real(0.05), say.format.real(0.05)),
    ]);
  });

  it("says of the edge that it may be more", () => {
    expect(of([0.5, 10]).join(" ")).toContain("it was 10 or more");
  });
});
