// SPDX-License-Identifier: Apache-2.0
/** Who is heard by a frame, how often, and what it tells whom. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PredictFirst } from "../../../web/src/app/predict_first.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import type { Workspace } from "../../../web/src/app/workspace.ts";
import { connectHost } from "../../../web/src/embed/connect_host.ts";
import { badAddress } from "../../../web/src/embed/fault.ts";
import { MESSAGE_RATE, MOST_OBSERVERS, PROTOCOL } from "../../../web/src/embed/protocol.ts";
import { EngineError } from "../../../web/src/engine/contract/engine_error.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";
import { FakeHost, type Frame, frameOn, ORIGIN, workspaceOn } from "./fake_host.ts";

let engine: FakeEngine;
let frame: Frame;
let host: FakeHost;

beforeEach(async () => {
  engine = new FakeEngine();
  frame = await frameOn(engine);
  host = frame.host;
});
afterEach(() => frame.connection.close());

const play = (id: number) => ({
  downhill: PROTOCOL,
  type: "call",
  id,
  method: "play",
  arguments: [],
});

describe("a frame hears", () => {
  it("the window that holds it alone", async () => {
    host.say(play(1), { source: { postMessage() {} } });
    host.say(play(2), { source: frame.host.window });
    host.say(play(3), { source: null });
    await host.call("get", "run.step");
    expect(frame.workspace.run.playing).toBe(false);
    expect(host.messages("answer")).toHaveLength(1);
  });

  it("no other origin than the first that spoke to it, and answers to no other", async () => {
    // Not a word of this protocol: whoever says it is nobody.
    host.say({ hello: 1 }, { origin: "https://elsewhere.example" });
    await host.call("get", "run.step");
    host.say(play(77), { origin: "https://elsewhere.example" });
    await host.call("get", "run.step");
    expect(frame.workspace.run.playing).toBe(false);
    const answers = host.heard.filter(({ message }) => message.type === "answer");
    expect(answers.map(({ origin }) => origin)).toEqual([ORIGIN, ORIGIN]);
  });

  it("a page without an origin of its own", async () => {
    host.say({ ...play(1), method: "getState" }, { origin: "null" });
    await host.answer(1);
    expect(host.heard.at(-1)?.origin).toBe("*");
  });

  it("its calls also where frames of one run say much to each other by it", async () => {
    const shared = {
      downhill: PROTOCOL,
      type: "shared",
      kind: "hello",
      from: "frame",
      run: "demo",
    };
    for (let count = 0; count < 3 * MESSAGE_RATE.burst; count += 1) host.say(shared);
    expect(await host.call("get", "run.step")).toBe(0);
  });

  it("nobody where no page holds it", () => {
    const alone = { addEventListener: vi.fn(), removeEventListener: vi.fn() };
    const window = Object.assign(alone, { parent: alone }) as never;
    const { workspace } = frame;
    connectHost({ settings: workspace.settings, wake: async () => workspace }, window).watch(
      workspace,
    );
    expect(alone.addEventListener).not.toHaveBeenCalled();
  });
});

it("a host that trains before a prediction is refused, and the reader is not led to it unasked", async () => {
  const first = new PredictFirst(frame.workspace, () => true);
  frame.workspace.wantedFirst.value = first;
  for (const [method, ...given] of [["play"], ["step", 3], ["seek", 3]] as const) {
    await expect(host.call(method, ...given)).rejects.toMatchObject({ code: "predict_first" });
  }
  expect(first.heldBack.value).toBe(0);
  expect(frame.workspace.run.state?.step).toBe(0);
  first.pass();
  await host.call("step", 3);
  expect(frame.workspace.run.state?.step).toBe(3);
});

describe("a host that floods", () => {
  it("is obeyed as often as is allowed, and told so; the rest does nothing", async () => {
    const asked = 4 * MESSAGE_RATE.burst;
    for (let id = 1; id <= asked; id += 1) host.say({ ...play(id), method: "getState" });
    await vi.waitFor(() =>
      expect(host.messages("answer").length + host.messages("refusal").length).toBe(asked),
    );
    // What came back while the loop ran is little.
    expect(host.messages("answer").length).toBeLessThan(2 * MESSAGE_RATE.burst);
    expect(host.messages("refusal")[0]).toMatchObject({ error: { code: "too_many" } });
  });

  it("with what is no message is told nothing", () => {
    const told = host.heard.length;
    for (let count = 0; count < 10_000; count += 1) host.say({ noise: count });
    expect(host.heard).toHaveLength(told);
  });

  it("observes no more than it may", async () => {
    for (let observer = 0; observer < MOST_OBSERVERS; observer += 1) {
      await host.call("observe", "run.step", observer);
    }
    await expect(host.call("observe", "run.step", 1_000)).rejects.toMatchObject({
      code: "too_many",
    });
    await host.call("observe", "run.epoch", 3);
  });
});

describe("a frame tells", () => {
  it("that it is there, then that it is ready; again when asked", async () => {
    expect(host.messages("loading")).toHaveLength(1);
    expect(host.events("ready")).toEqual([{ protocol: PROTOCOL }]);
    host.say({ downhill: PROTOCOL, type: "hello" });
    expect(host.events("ready")).toHaveLength(2);
  });

  it("why it does not start, and refuses every call by it", async () => {
    const lost = new FakeHost();
    const text = { en: "No module starts.", zh: "没有可用的模块。" };
    const error = new EngineError("unavailable", text);
    const wake = () => Promise.reject(error);
    const settings = new Settings({ lang: "zh" }, []);
    const connection = connectHost({ settings, wake }, lost.window);
    connection.fail(error);
    expect(lost.events("error")).toMatchObject([
      { code: "unavailable", message: "没有可用的模块。", cure: expect.stringContaining("浏览器") },
    ]);
    await expect(lost.call("play")).rejects.toMatchObject({ code: "unavailable" });
    connection.close();
  });

  it("what of its address makes no sense, also to a page that came too late to hear it", () => {
    const text = { en: "view.colour is no key of the view.", zh: "没有 view.colour 这个键。" };
    frame.connection.complain(badAddress(text));
    host.say({ downhill: PROTOCOL, type: "hello" });
    const told = { code: "bad_attribute", message: text.en, cure: expect.stringMatching(/\S/) };
    expect(host.events("error")).toMatchObject([told, told]);
    // It is there all the same.
    expect(host.events("ready")).toHaveLength(2);
  });

  it("changes with whose they are", async () => {
    await frame.workspace.document.set("optimizer.learning_rate", 0.05);
    await host.call("set", "optimizer.learning_rate", 0.07);
    await frame.workspace.document.undo();
    frame.workspace.settings.setLanguage("zh");
    await host.call("set", "view.lang", "en");
    expect(host.events("change")).toEqual([
      { path: "optimizer.learning_rate", value: 0.05, user: true },
      { path: "optimizer.learning_rate", value: 0.07, user: false },
      { path: "optimizer.learning_rate", value: 0.05, user: true },
      { path: "view.lang", value: "zh", user: true },
      { path: "view.lang", value: "en", user: false },
    ]);
  });

  it("when it is good to save: once after a drag, and where training stops", async () => {
    const { workspace } = frame;
    for (const rate of [0.02, 0.03, 0.04]) {
      await workspace.document.set("optimizer.learning_rate", rate, "optimizer.learning_rate");
    }
    expect(host.events("commit")).toHaveLength(0);
    await vi.waitFor(() => expect(host.events("commit")).toHaveLength(1));
    await workspace.step();
    await vi.waitFor(() => expect(host.events("commit")).toHaveLength(2));
    expect(host.events("commit")[1]).toMatchObject({ step: 1, playing: false });
  });

  it("its height where that has changed by more than a trembling, and no more than the tallest", () => {
    for (const height of [300.2, 301, 302.9, 0, Number.NaN, 1e9])
      frame.connection.tellHeight(height);
    expect(host.events("resize")).toEqual([{ height: 301 }, { height: 303 }, { height: 4000 }]);
    expect(host.subjects("lti.frameResize").map(({ height }) => height)).toEqual([301, 303, 4000]);
  });

  it("that its trainer has died", async () => {
    engine.crash({ en: "It died.", zh: "训练器已停止。" });
    expect(host.events("error")).toMatchObject([{ code: "crashed", message: "It died." }]);
  });

  it("nothing any more after destroy()", async () => {
    const destroyed = vi.fn();
    const other = await frameOn(new FakeEngine(), { destroyed });
    await other.host.call("destroy");
    expect(destroyed).toHaveBeenCalledOnce();
    expect(other.host.listeners).toBe(0);
    const told = other.host.heard.length;
    await other.workspace.document.set("seed", 9);
    other.connection.tellHeight(500);
    expect(other.host.heard).toHaveLength(told);
  });
});

it("a workspace that takes the place of one that was parked is watched and observed in its place", async () => {
  let current: Workspace = frame.workspace;
  const { host, connection } = await frameOn(engine, { wake: async () => current });
  await host.call("observe", "optimizer.learning_rate", 1);
  const second = await workspaceOn(engine);
  current = second;
  connection.watch(second);
  expect(host.events("ready")).toHaveLength(1);
  await second.document.set("optimizer.learning_rate", 0.09);
  await vi.waitFor(() =>
    expect(host.messages("value").at(-1)).toMatchObject({ observer: 1, value: 0.09 }),
  );
  expect(await host.call("get", "optimizer.learning_rate")).toBe(0.09);
});
