// SPDX-License-Identifier: Apache-2.0
/** A page whose trainer is still on its way. */
import { signal } from "@preact/signals-core";
import { expect, it, vi } from "vitest";
import { ArrivingEngine } from "../../../web/src/app/arriving_engine.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { Description, Engine } from "../../../web/src/engine/api.ts";
import { RecordedRun } from "../../../web/src/sessions/recorded_run.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";
import { describe as describeFake } from "../fakes/fake_parser.ts";
import { catalog } from "../fixtures/catalog.ts";

const LOSS = 0.75;

const recorded = () =>
  new RecordedRun(describeFake({}), {
    points: [0.5, 1, 1, 0],
    state: {
      status: "ready",
      step: 0,
      epoch: 0,
      samples: 0,
      learning_rate: 0.003,
      recording: false,
      passes: 0,
      epoch_end: 11,
      rows: 1,
      thinnings: 0,
      train_loss: LOSS,
      validation_loss: 0.8,
    },
    history: [0, 0, 0.003, LOSS, 0.8, null, null, null],
    measured: { step: 0, test: { loss: 0.7 } },
    parameters: [1, 2],
  });

/** `arrive` and `fail` end the way. */
async function early(hash = "", sketch?: Description) {
  const trainer = new FakeEngine();
  let arrive = () => {};
  let fail = (_: Error) => {};
  const coming = new Promise<Engine>((resolve, reject) => {
    arrive = () => resolve(trainer);
    fail = reject;
  });
  const description = describeFake({});
  const engine = new ArrivingEngine(coming, {
    catalog: async () => catalog,
    description: (document) => (Object.keys(document).length === 0 ? description : undefined),
  });
  const recording = { name: "default", description, run: recorded() };
  const first = {
    recording,
    thumbnails: new Map(),
    modules: { simd: 1, relaxed: 1, "simd-threads": 1, "relaxed-threads": 1 },
  };
  const starting = Workspace.start(
    engine,
    new Settings({}, ["en"]),
    { read: () => hash, draft: () => undefined, replace: () => {} },
    { first, recording: sketch ? undefined : recording, sketch, arrival: signal(undefined) },
  );
  return { trainer, starting, arrive, fail, engine };
}

async function pressPlay(workspace: Workspace): Promise<void> {
  void workspace.play();
  await vi.waitFor(() => expect(workspace.run.playing).toBe(true));
}

it("the experiment of defaults is there before the trainer, as it was recorded", async () => {
  const { starting, engine } = await early();
  const { run, document } = await starting;
  expect(engine.arrived).toBe(false);
  expect([run.ready, run.state?.train_loss, run.test?.loss]).toEqual([false, LOSS, 0.7]);
  expect(run.points).toHaveLength(4);
  expect(run.history.rows).toBe(1);
  const { answer } = run.want({ kind: "parameters" }, signal(true));
  expect(answer.value).toEqual(Float32Array.of(1, 2));
  expect(run.want({ kind: "confusion", part: "test" }, signal(true)).answer.value).toBeUndefined();
  expect(document.catalog).toBe(catalog);
});

it("play that is pressed early trains as soon as the trainer is there", async () => {
  const { starting, arrive, trainer } = await early();
  const workspace = await starting;
  await pressPlay(workspace);
  arrive();
  await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  expect(trainer.run.playing).toBe(true);
});

it("play that is taken back does not", async () => {
  const { starting, arrive, trainer } = await early();
  const workspace = await starting;
  await pressPlay(workspace);
  const paused = workspace.pause();
  expect(workspace.run.playing).toBe(false);
  arrive();
  await paused;
  expect([workspace.run.playing, trainer.run.playing]).toEqual([false, false]);
});

it("a change that is made early comes into force when the trainer can judge it, and plays on", async () => {
  const { starting, arrive, trainer } = await early();
  const workspace = await starting;
  const change = workspace.document.set("seed", 3);
  void workspace.play();
  arrive();
  expect(await change).toEqual({ status: "accepted" });
  await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  expect(trainer.run.description.experiment.seed).toBe(3);
  expect(trainer.run.playing).toBe(true);
});

it("what the trainer says of the run takes the place of what was recorded", async () => {
  const { starting, arrive } = await early();
  const workspace = await starting;
  arrive();
  await vi.waitFor(() => expect(workspace.run.points.length).toBeGreaterThan(4));
  expect(workspace.run.state?.train_loss).not.toBe(LOSS);
});

it("a link waits for the trainer, and shows nothing that was recorded of another experiment", async () => {
  const { starting, arrive } = await early("#seed=3");
  const shown = vi.fn();
  void starting.then(shown);
  await new Promise((resolve) => setTimeout(resolve));
  expect(shown).not.toHaveBeenCalled();
  arrive();
  const { run } = await starting;
  expect(run.description.experiment.seed).toBe(3);
});

it("what a link will come to is there before the trainer, whose word takes its place, and plays on", async () => {
  const sketch = { ...describeFake({ seed: 3 }) };
  const { starting, arrive, trainer } = await early("#seed=3", sketch);
  const workspace = await starting;
  expect(workspace.document.experiment.seed).toBe(3);
  expect(workspace.run.ready).toBe(false);
  await pressPlay(workspace);
  arrive();
  await vi.waitFor(() => expect(workspace.document.description).not.toBe(sketch));
  await vi.waitFor(() => expect(workspace.run.ready).toBe(true));
  expect(trainer.run).toMatchObject({ playing: true, description: { minimal: { seed: 3 } } });
  expect(workspace.document.canUndo.value).toBe(false);
});

it("a link that the trainer refuses leaves nothing of what was shown of it", async () => {
  const { starting, arrive } = await early("#data.noise=-4", describeFake({ seed: 3 }));
  const { router, document } = await starting;
  arrive();
  await vi.waitFor(() => expect(router.broken).toBeDefined());
  expect(document.minimal).toEqual({});
  expect(router.keptOpen).toBe(false);
});

it("a trainer that never comes is the fault of nobody who asks the page for something", async () => {
  const { starting, fail } = await early();
  const workspace = await starting;
  fail(new Error("no module starts here"));
  await workspace.play();
  expect(workspace.run.ready).toBe(false);
});
