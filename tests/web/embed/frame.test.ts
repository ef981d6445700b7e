// SPDX-License-Identifier: Apache-2.0
/** What a host can do with a frame, over the engine itself. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { LONGEST_RUN, type State } from "../../../web/src/embed/protocol.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { type FakeHost, type Frame, frameOn } from "./fake_host.ts";

const MOONS =
  "data.type=moons&data.samples=100&optimizer.type=adam&optimizer.learning_rate=0.02&stop.epochs=30";

let engine: Engine;
let frame: Frame;
let host: FakeHost;

beforeAll(async () => {
  engine = await createEngine({ build: "simd" });
});
afterAll(() => engine.close());

async function begin(hash = MOONS): Promise<void> {
  frame = await frameOn(engine, { hash });
  host = frame.host;
}

beforeEach(async () => {
  await begin();
  return async () => {
    frame.connection.close();
    await frame.workspace.run.dispose();
  };
});

const bits = async () => (await frame.workspace.run.save())?.state;

describe("a state", () => {
  it("brings back document, view and the very bits of training, also as JSON", async () => {
    await host.call("set", "view.lang", "zh");
    await host.call("step", 17);
    const before = await bits();
    const state = JSON.parse(JSON.stringify(await host.call("getState"))) as State;
    expect(state).toMatchObject({ step: 17, view: { lang: "zh" } });
    expect(state.document).toMatchObject({ data: { type: "moons" } });

    await host.call("set", "data.type", "circle");
    await host.call("set", "view.lang", "en");
    expect(await host.call("get", "run.step")).toBe(0);
    await host.call("setState", state);
    expect(await host.call("get", "run.step")).toBe(17);
    expect(await host.call("get", "data.type")).toBe("moons");
    expect(await host.call("get", "view.lang")).toBe("zh");
    expect(await bits()).toBe(before);
  });

  it("of a network that is too large has no run in it", async () => {
    await host.call("set", "model.layers", [
      { type: "dense", units: 600, activation: "tanh" },
      { type: "dense", units: 600, activation: "tanh" },
      { type: "dense" },
    ]);
    await host.call("step", 1);
    const state = await host.call("getState");
    expect(state.run).toBeUndefined();
    expect(state.step).toBe(1);
    expect(JSON.stringify(state).length).toBeLessThan(LONGEST_RUN);
  });

  it("that is damaged is refused in words, and nothing changes", async () => {
    await host.call("step", 3);
    const state = await host.call("getState");
    const run = `${state.run?.slice(0, 40)}AAAA${state.run?.slice(44)}`;
    await expect(host.call("setState", { ...state, run })).rejects.toMatchObject({
      code: "refused",
    });
    const document = { data: { type: "nowhere" } };
    await expect(host.call("setState", { ...state, document })).rejects.toMatchObject({
      code: "refused",
      path: "data.type",
      message: expect.stringContaining("nowhere"),
    });
    expect(await host.call("get", "run.step")).toBe(3);
  });

  it("that is set silently raises neither change nor commit nor step", async () => {
    await host.call("step", 5);
    const state = await host.call("getState");
    await host.call("set", "optimizer.learning_rate", 0.3);
    await vi.waitFor(() => expect(host.events("commit").length).toBeGreaterThan(0));
    const told = host.messages("event").length;
    await host.call("setState", state, { silent: true });
    await host.call("set", "view.scale", "log");
    await vi.waitFor(() => expect(host.events("commit").length).toBe(2));
    const since = host.messages("event").slice(told);
    expect(since.map(({ event, detail }) => [event, (detail as { path?: string }).path])).toEqual([
      ["change", "view.scale"],
      ["commit", undefined],
    ]);
  });
});

describe("the author's start", () => {
  it("is what reset() goes back to, whatever was changed", async () => {
    await host.call("step", 4);
    expect(await host.call("reset")).toMatchObject({ step: 0, status: "ready" });
    await host.call("set", "data.type", "circle");
    await host.call("set", "view.speed", "fastest");
    await host.call("set", "view.lang", "zh");
    await host.call("reset");
    expect(await host.call("get", "data.type")).toBe("moons");
    expect(await host.call("get", "optimizer.learning_rate")).toBe(0.02);
    expect(await host.call("get", "view.speed")).toBeNull();
    // That is the reader's own.
    expect(await host.call("get", "view.lang")).toBe("zh");
  });

  it("can be another one, with a trained network", async () => {
    await host.call("step", 9);
    const trained = await bits();
    await host.call("setDefaultState");
    await host.call("step", 20);
    await host.call("set", "optimizer.learning_rate", 0.5);
    await host.call("reset");
    expect(await host.call("get", "run.step")).toBe(9);
    expect(await bits()).toBe(trained);
  });
});

describe("seek()", () => {
  it("comes back to the same bits, and goes ahead to those that training would have", async () => {
    await host.call("step", 12);
    const there = await bits();
    await host.call("step", 30);
    expect(await host.call("seek", 12)).toMatchObject({ step: 12, playing: false });
    expect(await bits()).toBe(there);
    await host.call("reset");
    await host.call("seek", 12);
    expect(await bits()).toBe(there);
    await host.call("seek", 12);
    expect(await bits()).toBe(there);
  });

  it("gives way to a newer one", async () => {
    const seeks = [5, 50, 20, 8].map((step) => host.call("seek", step));
    await Promise.all(seeks);
    expect(await host.call("get", "run.step")).toBe(8);
  });

  it("does not train for longer than a frame may be busy", async () => {
    await expect(host.call("seek", 1e9)).rejects.toMatchObject({ code: "bad_arguments" });
    expect(await host.call("get", "run.step")).toBe(0);
  });
});

it("play() trains, and pause() stops it, also in the middle of many steps", async () => {
  await host.call("play");
  await vi.waitFor(() => expect(host.events("step").length).toBeGreaterThan(0));
  const paused = await host.call("pause");
  expect(paused.playing).toBe(false);
  expect(paused.step).toBeGreaterThan(0);
  await host.call("reset");
  await host.call("set", "stop.epochs", 100_000);
  const many = host.call("step", 100_000);
  await vi.waitFor(() => expect(frame.workspace.run.moving).toBe(true));
  const stopped = host.call("pause");
  expect((await many).step).toBeLessThan(100_000);
  expect((await stopped).playing).toBe(false);
});

it("the end of training is told, once", async () => {
  await host.call("set", "stop.epochs", 2);
  await host.call("play");
  await vi.waitFor(() => expect(host.events("finish")).toHaveLength(1));
  expect(host.events("finish")[0]).toMatchObject({
    status: "finished",
    reason: "epochs",
    epoch: 2,
  });
  await vi.waitFor(() => expect(host.events("commit").length).toBeGreaterThan(0));
  expect(host.events("finish")).toHaveLength(1);
});

it("a divergence is told", async () => {
  await begin("data.type=plane&optimizer.type=sgd&optimizer.learning_rate=100");
  await host.call("play");
  await vi.waitFor(() => expect(host.events("diverge")).toHaveLength(1));
  expect(host.events("diverge")[0]).toMatchObject({ status: "diverged" });
  // Nothing of it can be gone on from.
  expect((await host.call("getState")).run).toBeUndefined();
});

it("values that are observed are told when they have settled on others", async () => {
  await host.call("observe", "run.step", 1);
  await host.call("observe", "optimizer.learning_rate", 2);
  const told = (observer: number) =>
    host.messages("value").flatMap((one) => (one.observer === observer ? [one.value] : []));
  expect([told(1), told(2)]).toEqual([[0], [0.02]]);
  await host.call("step", 3);
  await vi.waitFor(() => expect(told(1)).toEqual([0, 3]));
  // A value that is refused is none.
  await host.call("set", "optimizer.learning_rate", -1).catch(() => {});
  await host.call("set", "optimizer.learning_rate", 0.02);
  await host.call("set", "optimizer.learning_rate", 0.5);
  await vi.waitFor(() => expect(told(2)).toEqual([0.02, 0.5]));
  await host.call("unobserve", 1);
  await host.call("step", 3);
  await host.call("set", "optimizer.learning_rate", 0.6);
  await vi.waitFor(() => expect(told(2)).toEqual([0.02, 0.5, 0.6]));
  expect(told(1)).toEqual([0, 3]);
});

it("a type that is set brings the numbers of its own", async () => {
  await host.call("set", "optimizer.type", "sgd");
  expect(await host.call("get", "optimizer.type")).toBe("sgd");
  await host.call("set", "model.layers[0].units", 5);
  expect(await host.call("get", "model.layers[0].units")).toBe(5);
  await host.call("set", "data.type", "spiral");
  expect(await host.call("get", "data.type")).toBe("spiral");
});

it("what cannot be set or read is refused with path and cure", async () => {
  await expect(host.call("set", "optimizer.learning_rate", "fast")).rejects.toMatchObject({
    code: "refused",
    path: "optimizer.learning_rate",
    message: expect.stringContaining("learning_rate"),
    cure: expect.stringMatching(/\S/),
  });
  await host.call("set", "view.lang", "zh");
  await expect(host.call("set", "run.step", 3)).rejects.toMatchObject({
    code: "bad_arguments",
    message: expect.stringMatching(/[\u4e00-\u9fff]/),
  });
  for (const path of ["optimiser", "view.nothing", "run.nothing", "__proto__.x", "constructor"]) {
    await expect(host.call("get", path)).rejects.toMatchObject({ code: "unknown_path" });
    await expect(host.call("observe", path, 1)).rejects.toMatchObject({ code: "unknown_path" });
  }
});

it("there is nothing to hand in yet, and submit() says so", async () => {
  await expect(host.call("submit")).rejects.toMatchObject({
    code: "no_exercise",
    message: "There is no exercise in this frame, so there is nothing to hand in.",
  });
});
