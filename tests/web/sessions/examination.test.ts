// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { LayersAnswer } from "../../../web/src/engine/api.ts";
import { diagnose } from "../../../web/src/sessions/diagnosis/diagnose.ts";
import {
  type Doctor,
  Examination,
  LOOK_EVERY,
} from "../../../web/src/sessions/diagnosis/examination.ts";
import { RunSession } from "../../../web/src/sessions/run_session.ts";
import { FakeEngine, type FakeRun } from "../fakes/fake_engine.ts";

let session: RunSession;
let run: FakeRun;
let examination: Examination;
/** Comes when it is called. */
let doctor: Doctor & { calls: number };

function onCall(): typeof doctor {
  const here = signal<Doctor["diagnose"]["value"]>(undefined);
  return {
    calls: 0,
    diagnose: here,
    call() {
      this.calls += 1;
      here.value = diagnose;
    },
  };
}

beforeEach(async () => {
  const engine = new FakeEngine();
  session = new RunSession(engine, await engine.validate({}), { play: false, speed: "epoch" });
  doctor = onCall();
  examination = new Examination(session, () => 0.01, doctor);
  await session.open();
  run = engine.run;
});
afterEach(() => examination.dispose());

const settled = () => new Promise((resolve) => setTimeout(resolve));

const ordered = () => [...run.leases.keys()].filter(({ kind }) => kind === "layers").length;

/** The trainer answers whoever looks. */
async function answer(step: number): Promise<void> {
  const layers: LayersAnswer["layers"] = [];
  for (const [{ kind }, show] of run.leases) {
    if (kind === "layers") show({ step, made: true, samples: 32, layers } as never);
  }
  await settled();
}

async function frames(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) run.frame();
  await settled();
}

it("looks into the layers before the first update, and then once in so many frames", async () => {
  await settled();
  expect(ordered()).toBe(1);
  await answer(1);
  expect(ordered()).toBe(0);
  await session.play();
  await frames(LOOK_EVERY);
  await answer(2);
  expect(ordered()).toBe(0);
  await frames(LOOK_EVERY);
  expect(ordered()).toBe(1);
});

it("looks no more while training stands still", async () => {
  await settled();
  await answer(1);
  await frames(2 * LOOK_EVERY);
  expect(ordered()).toBe(0);
});

it("says what to look at before play, and what goes on afterwards", async () => {
  await settled();
  expect(examination.remarks.value.map(({ about }) => about)).toEqual(["beginning"]);
  await session.epoch();
  expect(examination.remarks.value[0]?.about).toBe("shapes");
});

it("says what goes on with the first frame of a training, be the next look far away", async () => {
  await frames(1);
  expect(examination.remarks.value.map(({ about }) => about)).toEqual(["beginning"]);
  await session.play();
  run.step_ = 1;
  await frames(1);
  expect(examination.remarks.value[0]?.about).toBe("shapes");
});

it("calls the doctor to the experiment of defaults at its first update, and to any other at once", async () => {
  await frames(1);
  expect(doctor.calls).toBe(0);
  run.step_ = 1;
  await frames(1);
  expect(doctor.calls).toBeGreaterThan(0);
  const engine = new FakeEngine();
  const other = new RunSession(engine, await engine.validate({ seed: 2 }), {
    play: false,
    speed: "epoch",
  });
  const called = onCall();
  const seen = new Examination(other, () => 0.01, called);
  expect(called.calls).toBeGreaterThan(0);
  seen.dispose();
});

it("tells the end as soon as it is there", async () => {
  run.end("finished");
  run.frame();
  await settled();
  expect(examination.finding.value?.ailment).toBe("finished");
});

it("does not hold up what is dear: its curves must do", async () => {
  const engine = new FakeEngine();
  const description = await engine.validate({});
  const { summary } = description;
  const layers = summary.layers.map((layer) => ({ ...layer, parameters: 1e8 }));
  const dear = { ...description, summary: { ...summary, layers } };
  const other = new RunSession(engine, dear, { play: false, speed: "epoch" });
  const seen = new Examination(other, () => 0.01, onCall());
  await other.open();
  run = engine.run;
  await settled();
  expect(ordered()).toBe(0);
  expect(seen.remarks.value.map(({ about }) => about)).toEqual(["beginning"]);
  seen.dispose();
});

it("leaves nothing on order when it is over", async () => {
  await settled();
  examination.dispose();
  await settled();
  expect(ordered()).toBe(0);
});
