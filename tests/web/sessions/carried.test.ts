// SPDX-License-Identifier: Apache-2.0
/** A run that began with the weights of another, over the engine itself: it is put aside, and goes on, as every other. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { readModel } from "../../../web/src/engine/read_model.ts";
import { modelText } from "../../../web/src/engine/saved_model.ts";
import { RunSession, type RunWishes } from "../../../web/src/sessions/run_session.ts";
import { ofAnotherVersion } from "../engine/other_version.ts";

const MOONS: ExperimentDocument = {
  data: { type: "moons", samples: 80, noise: 0.2 },
  // Statistics travel with the weights.
  model: {
    layers: [{ type: "dense", units: 5 }, { type: "batch_norm" }, { type: "dense" }],
  },
  optimizer: { type: "adam" },
};
const CIRCLE: ExperimentDocument = { ...MOONS, data: { type: "circle", samples: 80 } };

let engine: Engine;
const open: RunSession[] = [];
beforeAll(async () => {
  engine = await createEngine({ build: "simd" });
});
afterAll(async () => {
  for (const session of open) await session.dispose();
  await engine.close();
});

async function session(document: ExperimentDocument, from: Partial<RunWishes> = {}) {
  const wishes = { play: false, speed: "fastest", ...from } as const;
  const made = new RunSession(engine, await engine.validate(document), wishes);
  open.push(made);
  await made.open();
  return made;
}

const bits = async (run: RunSession) => (await run.save())?.state;

async function carried(): Promise<RunSession> {
  const first = await session(MOONS);
  for (let epoch = 0; epoch < 3; epoch += 1) await first.epoch();
  return session(CIRCLE, { weights: first.save() });
}

it("goes on with the same bits when it was put aside, and takes up a change", async () => {
  const run = await carried();
  await run.epoch();
  const saved = await run.putAside();
  expect(saved?.state).toBeDefined();
  const again = await session(CIRCLE, { saved });
  expect([again.carried, again.refused, again.state?.step]).toEqual([
    true,
    undefined,
    run.state?.step,
  ]);
  const slower = await engine.validate({
    ...CIRCLE,
    optimizer: { type: "adam", learning_rate: 0.001 },
  });
  for (const one of [run, again]) {
    await one.step();
    expect(await one.change(slower)).toBe(true);
    await one.step();
  }
  expect(await bits(again)).toBe(await bits(run));
  // And once more, from what went on.
  const third = await session(slower.minimal, { saved: await again.putAside() });
  await Promise.all([run.step(), third.step()]);
  expect(await bits(third)).toBe(await bits(run));
});

it("is put aside before its first update: its weights are another run's work", async () => {
  const run = await carried();
  const saved = await run.putAside();
  expect(saved).toMatchObject({ steps: 0 });
  const again = await session(CIRCLE, { saved });
  await Promise.all([run.step(), again.step()]);
  expect(await bits(again)).toBe(await bits(run));
  expect(await (await session(CIRCLE)).putAside()).toBeUndefined();
});

it("goes on from a file that holds all it began from", async () => {
  const run = await carried();
  await run.epoch();
  const saved = await run.save();
  const file = saved && readModel([...modelText(saved)].join(""));
  const again = await session({ ...file?.experiment }, { saved: file });
  // The document says by itself what it begins with.
  expect([again.carried, again.refused]).toEqual([false, undefined]);
  await Promise.all([run.step(), again.step()]);
  expect(await bits(again)).toBe(await bits(run));
});

it("begins with the saved weights where the state is of another version, and says so", async () => {
  const first = await session(MOONS);
  await first.epoch();
  const saved = await first.putAside();
  if (saved === undefined) throw new Error("It has trained.");
  const again = await session(MOONS, { saved: ofAnotherVersion(saved) });
  expect([again.carried, again.state?.step, again.untrained]).toEqual([true, 0, true]);
  expect(await again.parameters()).toEqual(await first.parameters());
  expect(again.refused?.en).toMatch(
    /^The saved state was saved by another version of Downhill.* training begins at step 0 with its weights\.$/,
  );
  expect(again.refused?.zh).toMatch(/^保存的状态由另一版本的 Downhill 保存.*使用其权重。$/);
  // As far as the run that was saved: what it has learnt since would be lost with its trainer.
  await again.step(saved.steps);
  expect(again.untrained).toBe(false);
  const narrower = { ...MOONS, model: { layers: [{ type: "dense", units: 3 }, "dense"] } } as const;
  const other = await session(narrower, { saved: ofAnotherVersion(saved) });
  expect([other.carried, other.state?.step]).toEqual([false, 0]);
  expect(other.refused?.en).toMatch(/Its weights do not fit either: training begins anew\.$/);
});
