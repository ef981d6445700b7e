// SPDX-License-Identifier: Apache-2.0
/** A run that is gone back in, over the engine itself: what is seen then is all of that step, and what follows has the same bits. */
import { signal } from "@preact/signals-core";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { RunSession } from "../../../web/src/sessions/run_session.ts";

const MOONS: ExperimentDocument = {
  data: { type: "moons", samples: 120, noise: 0.2 },
  model: { layers: [{ type: "dense", units: 6, activation: "tanh" }, { type: "dense" }] },
  optimizer: { type: "adam" },
  schedule: { type: "reduce_on_plateau", patience: 2 },
  stop: { epochs: 12 },
};
const MAP = { kind: "map", width: 8, height: 8 } as const;

let engine: Engine;
let session: RunSession;

beforeAll(async () => {
  engine = await createEngine({ build: "simd" });
});
afterAll(() => engine.close());

beforeEach(async () => {
  const wishes = { play: false, speed: "fastest" } as const;
  session = new RunSession(engine, await engine.validate(MOONS), wishes);
  await session.open();
  return () => session.dispose();
});

const losses = () => {
  const { mean, count } = session.history.curves.train_loss;
  return [...mean.subarray(0, count)];
};
const bits = async () => (await session.save())?.state;
const end = () => vi.waitFor(() => expect(session.ended && !session.moving).toBe(true));

/** After so many epochs, and the end of the run. @returns the mark of the former */
async function trainPast(epochs: number): Promise<number> {
  for (let epoch = 0; epoch < epochs; epoch += 1) await session.epoch();
  const mark = (await session.snapshots()).at(-1)?.mark;
  await session.play();
  await end();
  return mark ?? -1;
}

it("history, map, status and numbers are all of the step that it goes back to", async () => {
  const lease = session.want(MAP, signal(true));
  for (let epoch = 0; epoch < 4; epoch += 1) await session.epoch();
  await vi.waitFor(() => expect(session.history.newest("epoch")).toBe(4));
  const then = { state: session.state, losses: losses(), test: session.test };
  const map = Float32Array.from(lease.answer.value?.values ?? []);
  const mark = (await session.snapshots()).at(-1)?.mark ?? -1;
  await session.play();
  await end();
  expect(lease.answer.value?.values).not.toEqual(map);
  const { generation } = session;
  await session.restore(mark);
  await vi.waitFor(() => expect(losses()).toEqual(then.losses));
  await vi.waitFor(() => expect(lease.answer.value?.values).toEqual(map));
  expect(session.state).toMatchObject({ ...then.state });
  expect([session.ended, session.playing, session.test]).toEqual([false, false, then.test]);
  expect(session.generation).toBe(generation + 1);
  lease.release();
});

it("play goes on from there with the same bits", async () => {
  const mark = await trainPast(5);
  const [state, all] = [await bits(), losses()];
  await session.restore(mark);
  expect(session.state?.epoch).toBe(5);
  await session.play();
  await end();
  expect(await bits()).toBe(state);
  expect(losses()).toEqual(all);
});

it("what was ahead is held, and can be gone to, until training goes on", async () => {
  const mark = await trainPast(5);
  await session.restore(mark);
  await vi.waitFor(() => expect(session.ahead?.newest("epoch")).toBe(12));
  const marks = await session.snapshots();
  await session.restore(marks[0]?.mark ?? -1);
  expect(session.state?.step).toBe(0);
  await session.restore(marks.at(-1)?.mark ?? -1);
  expect(session.state).toMatchObject({ epoch: 12, status: "finished" });
  expect(session.ahead?.newest("epoch")).toBe(12);
  await session.restore(mark);
  await session.step();
  expect(session.ahead).toBeUndefined();
  expect((await session.snapshots()).at(-1)?.step).toBe(session.state?.step);
});

it("a reset can be gone back on", async () => {
  await trainPast(3);
  await session.reset();
  expect(session.state?.step).toBe(0);
  const last = (await session.snapshots()).at(-1)?.mark ?? -1;
  await session.restore(last);
  expect(session.state?.epoch).toBe(12);
});

it("a mark that is kept no more leaves the run where it stands", async () => {
  await session.epoch();
  await session.restore(9_999);
  expect([session.refused, session.crash, session.moving]).toEqual([undefined, undefined, false]);
  expect(session.state?.epoch).toBe(1);
  await session.epoch();
  expect(session.state?.epoch).toBe(2);
});
