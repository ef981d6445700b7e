// SPDX-License-Identifier: Apache-2.0
import { effect, signal } from "@preact/signals-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { RunSession } from "../../../web/src/sessions/run_session.ts";
import { FakeEngine, FakeRun } from "../fakes/fake_engine.ts";

let engine: FakeEngine;
let session: RunSession;
let run: FakeRun;

beforeEach(async () => {
  engine = new FakeEngine();
  session = new RunSession(engine, await engine.validate({}), { play: false, speed: "epoch" });
  await session.open();
  run = engine.run;
});

/** A promise that the test ends. */
function gate() {
  let open = () => {};
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { closed, open: () => open() };
}

it("curves run over what the run records by, also where that is changed on its way", async () => {
  run.advance(100);
  run.frame();
  const { history } = session;
  const { description } = session;
  const record = { ...description.experiment.record, unit: "step" } as const;
  await session.change({ ...description, experiment: { ...description.experiment, record } });
  expect([history.unit, session.history.unit]).toEqual(["epoch", "step"]);
  expect(session.history.rows).toBe(history.rows);
  expect(session.history.newest("step")).toBe(history.newest("step"));
});

it("a run tells where it stands as soon as it is open, and is measured there, also where its first frame comes late", async () => {
  const frame = vi.spyOn(FakeRun.prototype, "frame").mockImplementation(() => {});
  const early = new RunSession(engine, await engine.validate({}), { play: false, speed: "epoch" });
  await early.open();
  expect(early.state).toMatchObject({ step: 0 });
  await vi.waitFor(() => expect(early.test).toBeDefined());
  frame.mockRestore();
});

describe("a single update", () => {
  it("leaves all numbers of one state, with the loss before and after", async () => {
    const before = session.state?.train_loss;
    vi.spyOn(run, "evaluate").mockResolvedValue({ loss: 0.123, accuracy: 0.9 });
    await session.step();
    expect(session.state).toMatchObject({
      step: 1,
      train_loss: 0.123,
      validation_loss: 0.123,
      train_accuracy: 0.9,
    });
    expect(session.test?.loss).toBe(0.123);
    expect(session.halt).toEqual({ by: "step", loss: [before, 0.123] });
  });

  it("counts from where the last one ended", async () => {
    const losses = [0.7, 0.6];
    vi.spyOn(run, "evaluate").mockImplementation(async () => ({
      loss: losses[0] ?? 0,
      accuracy: 0.5,
    }));
    await session.step();
    losses.shift();
    await session.step();
    expect(session.halt?.loss).toEqual([0.7, 0.6]);
  });

  it("has the trainer's own numbers where it recorded them", async () => {
    const evaluate = vi.spyOn(run, "evaluate");
    await session.epoch();
    expect(evaluate.mock.calls).toEqual([["test"]]);
    expect(session.state?.train_loss).toBeLessThan(1);
  });
});

describe("a pause", () => {
  it("is shown as under way until training stands still", async () => {
    await session.play();
    const { closed, open } = gate();
    const pause = run.pause.bind(run);
    run.pause = () => closed.then(pause);
    const pausing = session.pause();
    expect(session).toMatchObject({ playing: true, pausing: true });
    open();
    await pausing;
    expect(session).toMatchObject({ playing: false, pausing: false, halt: { by: "pause" } });
  });

  it("is told once the loss is of the very update where it stands", async () => {
    await session.play();
    run.advance(3);
    run.evaluate = async () => ({ loss: 0.123, accuracy: 0.5 });
    let told: number | null | undefined;
    const end = effect(() => {
      if (session.halt?.by === "pause") told = session.state?.train_loss;
    });
    await session.pause();
    expect(told).toBe(0.123);
    end();
  });

  it("gives way to a play that is pressed meanwhile", async () => {
    await session.play();
    const { closed, open } = gate();
    run.pause = () => closed.then(() => run.state());
    const pausing = session.pause();
    await session.play();
    open();
    await pausing;
    expect(session).toMatchObject({ playing: true, pausing: false });
  });
});

it("a frame that comes late, from before the pause, changes nothing of where the run stands", async () => {
  await session.play();
  run.advance(20);
  const late = session.frame;
  run.advance(20);
  const evaluate = run.evaluate.bind(run);
  run.evaluate = async () => {
    if (late) run.onFrame(late);
    return evaluate();
  };
  await session.pause();
  expect(session.state?.step).toBe(40);
  expect(session.test).toBeDefined();
});

it("an update that takes long is shown as such", async () => {
  const { closed, open } = gate();
  const step = run.step.bind(run);
  run.step = () => closed.then(() => step());
  const stepping = session.step();
  await vi.waitFor(() => expect(session.moving).toBe(true));
  open();
  await stepping;
  expect(session.moving).toBe(false);
});

describe("a view", () => {
  const MAP = { kind: "map", width: 2, height: 2 } as const;

  it("is computed only while it is seen", async () => {
    const seen = signal(false);
    const lease = session.want(MAP, seen);
    run.advance(1);
    expect(run.leases.size).toBe(0);
    expect(lease.answer.value).toBeUndefined();
    seen.value = true;
    expect(run.leases.size).toBe(1);
    expect(lease.answer.value?.values).toHaveLength(4);
    seen.value = false;
    await vi.waitFor(() => expect(run.leases.size).toBe(0));
  });

  it("is given to each who ordered it, and taken from none by another", async () => {
    const first = session.want(MAP, signal(true));
    const second = session.want({ ...MAP, width: 3 }, signal(true));
    run.advance(1);
    expect(first.answer.value?.width).toBe(2);
    expect(second.answer.value?.width).toBe(3);
    first.release();
    await vi.waitFor(() => expect(run.leases.size).toBe(1));
  });

  it("shows nothing of a run that is over", async () => {
    const lease = session.want(MAP, signal(true));
    const before = lease.answer.value;
    await session.dispose();
    run.advance(5);
    expect(lease.answer.value).toBe(before);
    expect(session.state?.step).toBe(0);
  });
});

describe("a trainer that dies", () => {
  const death = new EngineError("crashed", { en: "It died.", zh: "它停止了。" });

  it.each([
    ["play", () => session.play()],
    ["pause", () => session.pause()],
    ["step", () => session.step()],
    ["epoch", () => session.epoch()],
    ["reset", () => session.reset()],
    ["setSpeed", () => session.setSpeed("fastest")],
    ["change", () => session.change(session.description)],
    ["recorded", () => session.recorded()],
  ])("in %s is told, and no promise is broken", async (_, ask) => {
    const dies = () => Promise.reject(death);
    Object.assign(run, {
      play: dies,
      pause: dies,
      step: dies,
      epoch: dies,
      reset: dies,
      setPace: dies,
      change: dies,
      history: dies,
      evaluate: dies,
    });
    run.rate = 7;
    run.frame();
    await ask();
    expect(session.crash).toEqual({ en: "It died.", zh: "它停止了。" });
    expect(session).toMatchObject({ playing: false, pausing: false, moving: false, ready: false });
  });

  it("before the run is open is told too", async () => {
    const opening = new RunSession(
      { open: () => Promise.reject(death) },
      await engine.validate({}),
      { play: true, speed: "epoch" },
    );
    await opening.open();
    expect(opening).toMatchObject({ playing: false, crash: { en: "It died." } });
  });
});

it("goes back into another generation, and begins its history anew", async () => {
  run.advance(50);
  const { generation } = session;
  await session.reset();
  expect(session.generation).toBe(generation + 1);
  expect(session.history.rows).toBe(1);
});

it("a run whose page leaves it while it is being prepared is closed, and does not train", async () => {
  const { closed, open } = gate();
  const points = vi.spyOn(FakeRun.prototype, "points").mockImplementation(async () => {
    await closed;
    return new Float32Array();
  });
  const left = new RunSession(engine, await engine.validate({}), { play: true, speed: "epoch" });
  void left.open();
  await vi.waitFor(() => expect(points).toHaveBeenCalled());
  const end = left.dispose();
  open();
  await end;
  points.mockRestore();
  expect(engine.run).not.toBe(run);
  expect(engine.run).toMatchObject({ closed: true, playing: false });
});

it("a play that is pressed while the loss before a step is measured is what holds", async () => {
  await session.step();
  const { closed, open } = gate();
  const evaluate = run.evaluate.bind(run);
  const measuring = vi.spyOn(run, "evaluate").mockImplementation(() => closed.then(evaluate));
  // An update that another page made: its loss is not known yet.
  run.advance(1);
  const stepping = session.step();
  await vi.waitFor(() => expect(measuring).toHaveBeenCalled());
  await session.play();
  open();
  await stepping;
  expect(session.playing).toBe(true);
  expect(run.playing).toBe(true);
  expect(session.state?.step).toBe(2);
});

describe("a document that the trainer refuses", () => {
  const refusal = { path: "model", message: "It does not fit.", zh: "放不下。" };

  it("for a run that broke is not what it is shown by, and why is told", async () => {
    const { description } = session;
    run.end("diverged");
    run.frame();
    expect(await session.change({ ...description })).toBe(true);
    // It went back to before.
    run.status = "ready";
    run.frame();
    run.change = () => Promise.reject(new ExperimentError(refusal));
    await session.step();
    expect(session.description).toBe(description);
    expect(session.refused).toEqual({ en: "It does not fit.", zh: "放不下。" });
  });

  it("once the run is open is not what it is shown by either", async () => {
    const { closed, open } = gate();
    engine.gate = closed;
    const first = await engine.validate({});
    const opening = new RunSession(engine, first, { play: false, speed: "epoch" });
    const change = vi
      .spyOn(FakeRun.prototype, "change")
      .mockRejectedValue(new ExperimentError(refusal));
    const asked = vi.spyOn(engine, "open");
    const opened = opening.open();
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    const changed = opening.change({ ...first });
    open();
    await opened;
    expect(opening.description).toBe(first);
    expect(opening.refused).toEqual({ en: "It does not fit.", zh: "放不下。" });
    expect(await changed).toBe(false);
    expect(opening.description).toBe(first);
    change.mockRestore();
  });
});
