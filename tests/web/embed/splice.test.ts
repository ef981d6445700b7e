// SPDX-License-Identifier: Apache-2.0
/** SPLICE from the host's side, as cssplice.org describes it. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SpliceMessage } from "../../../web/src/embed/host_channel.ts";
import { STATE_FORMAT, type State } from "../../../web/src/embed/protocol.ts";
import { Splice } from "../../../web/src/embed/splice.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";
import { type FakeHost, type Frame, frameOn, ORIGIN } from "./fake_host.ts";

let frame: Frame;
let host: FakeHost;

async function begin(hash = ""): Promise<void> {
  frame = await frameOn(new FakeEngine(), { hash });
  host = frame.host;
}
beforeEach(() => begin());
afterEach(() => frame.connection.close());

const reports = () => host.subjects("SPLICE.reportScoreAndState");
const asked = () => host.subjects("SPLICE.getState")[0]?.message_id;
const author = () => frame.connection.author;
const rate = () => frame.workspace.document.experiment.optimizer.learning_rate;

const kept = (more: Partial<State> = {}): State => ({
  format: STATE_FORMAT,
  version: 1,
  document: { optimizer: { type: "adam", learning_rate: 0.08 } },
  view: {},
  step: 0,
  author: author() ?? "",
  ...more,
});

const answer = (state: unknown, message_id = asked()) =>
  host.say({ subject: "SPLICE.getState.response", message_id, state });

it("asks for the state of this reader, and goes on without waiting for it", () => {
  expect(asked()).toMatch(/^\w{32}$/);
  expect(host.events("ready")).toHaveLength(1);
});

it("takes up the state that the host has kept, and raises no change", async () => {
  answer(kept());
  await vi.waitFor(() => expect(rate()).toBe(0.08));
  expect(host.events("change")).toEqual([]);
});

it("leaves what is the author's as it is today, and brings back how the reader looked at it", async () => {
  await begin("view.lock=yes&view.speed=step");
  frame.workspace.settings.follow({ lock: "yes", speed: "step" });
  answer(kept({ view: { lock: "no", title: "Of yesterday", scale: "log" } }));
  await vi.waitFor(() => expect(rate()).toBe(0.08));
  await host.call("get", "run.step");
  expect(frame.workspace.settings.view).toEqual({ lock: "yes", speed: "step", scale: "log" });
});

it("lets a state that was kept stand as it was left, also where training had begun by itself", async () => {
  const settle = vi.fn();
  frame = await frameOn(new FakeEngine(), { settle });
  host = frame.host;
  await frame.workspace.play();
  answer(kept());
  await vi.waitFor(() => expect(rate()).toBe(0.08));
  await host.call("get", "run.step");
  expect(frame.workspace.run.playing).toBe(false);
  expect(settle).toHaveBeenCalledOnce();
  // One that is not taken up changes nothing of what happens by itself.
  await frame.workspace.play();
  const damaged = kept({ run: "damaged" });
  await expect(host.call("setState", damaged)).rejects.toMatchObject({ code: "refused" });
  expect(settle).toHaveBeenCalledOnce();
  expect(frame.workspace.run.playing).toBe(true);
});

it("does not take what happened by itself for the reader's work", async () => {
  frame = await frameOn(new FakeEngine(), { alone: () => true });
  host = frame.host;
  await frame.workspace.step();
  await vi.waitFor(() => expect(host.events("commit")).toHaveLength(1));
  expect(await host.call("flush")).toEqual({ hadState: false });
  expect(reports()).toEqual([]);
  await host.call("step", 1);
  await vi.waitFor(() => expect(reports().at(-1)).toMatchObject({ state: { step: 2 } }));
});

it("takes up no state of another message, another author's document, or no state", async () => {
  const before = rate();
  answer(kept(), "other");
  answer({ score: 1 });
  await host.call("get", "run.step");
  expect(rate()).toBe(before);
  await begin();
  answer(kept({ author: "00000000" }));
  await host.call("get", "run.step");
  expect(rate()).toBe(before);
});

it("tells who wants to know that the host has nothing of this reader, once", () => {
  const posted: SpliceMessage[] = [];
  const activity = { restore: vi.fn(), nothing: vi.fn(), flush: vi.fn() };
  const splice = new Splice((message) => posted.push(message), activity);
  const message_id = posted[0]?.message_id;
  expect(splice.isAsking).toBe(true);
  splice.take({ subject: "SPLICE.getState.response", message_id });
  splice.take({ subject: "SPLICE.getState.response", message_id });
  expect(activity.nothing).toHaveBeenCalledOnce();
  expect(activity.restore).not.toHaveBeenCalled();
  expect(splice.isAsking).toBe(false);
});

it("loses nothing of what the reader has done before the state came", async () => {
  await frame.workspace.document.set("optimizer.learning_rate", 0.5);
  answer(kept());
  await host.call("get", "run.step");
  expect(rate()).toBe(0.5);
});

it("reports the state after a change, and no score, for nothing was checked", async () => {
  await frame.workspace.document.set("optimizer.learning_rate", 0.5);
  await vi.waitFor(() => expect(reports()).toHaveLength(1));
  expect(reports()[0]).toMatchObject({
    score: null,
    state: { format: STATE_FORMAT, document: { optimizer: { learning_rate: 0.5 } } },
  });
  expect(host.subjects("SPLICE.sendEvent")[0]).toMatchObject({
    name: "downhill.change",
    data: { path: "optimizer.learning_rate", value: 0.5, user: true },
  });
});

it("is flushed when the host asks: the report first, then that it is done", async () => {
  await frame.workspace.document.set("optimizer.learning_rate", 0.5);
  await frame.workspace.step();
  host.say({ subject: "SPLICE.flushState", message_id: "f1" });
  await vi.waitFor(() => expect(host.subjects("SPLICE.flushState.response")).toHaveLength(1));
  expect(host.subjects("SPLICE.flushState.response")[0]).toMatchObject({
    message_id: "f1",
    success: true,
    hadState: true,
  });
  expect(reports().at(-1)).toMatchObject({ state: { step: 1 } });
  const order = host.heard.map(({ message }) => message.subject);
  expect(order.lastIndexOf("SPLICE.reportScoreAndState")).toBeLessThan(
    order.lastIndexOf("SPLICE.flushState.response"),
  );
});

it("says when there is nothing to keep", async () => {
  host.say({ subject: "SPLICE.flushState", message_id: 5 });
  await vi.waitFor(() => expect(host.subjects("SPLICE.flushState.response")).toHaveLength(1));
  expect(host.subjects("SPLICE.flushState.response")[0]).toMatchObject({
    message_id: 5,
    hadState: false,
  });
  expect(reports()).toEqual([]);
});

it.each(["none", "local"])(
  "is not spoken where the author has said persist=%s",
  async (persist) => {
    await begin(`view.persist=${persist}`);
    await frame.workspace.document.set("optimizer.learning_rate", 0.5);
    await vi.waitFor(() => expect(host.events("commit")).toHaveLength(1));
    expect(
      host.heard.filter(({ message }) => String(message.subject).startsWith("SPLICE")),
    ).toEqual([]);
    expect(await host.call("flush")).toEqual({ hadState: true });
  },
);

it("is heard from the holding window alone", async () => {
  host.say({ subject: "SPLICE.flushState", message_id: 1 }, { source: {}, origin: ORIGIN });
  await host.call("get", "run.step");
  expect(host.subjects("SPLICE.flushState.response")).toEqual([]);
});

it("tells a change when it is made, and of a drag the last at least", async () => {
  const told = () => reports().map(({ state }) => (state as State).document);
  const change = (value: number) => frame.workspace.document.set("optimizer.learning_rate", value);
  await change(0.5);
  // Already: nothing has been waited for.
  expect(told()).toMatchObject([{ optimizer: { learning_rate: 0.5 } }]);
  for (let value = 1; value <= 20; value += 1) await change(value / 100);
  await vi.waitFor(() =>
    expect(told().at(-1)).toMatchObject({ optimizer: { learning_rate: 0.2 } }),
  );
});

it("a page that is left says what is at hand, and nothing of its trainer, which ends with it", async () => {
  const listeners = new EventTarget();
  vi.stubGlobal("addEventListener", listeners.addEventListener.bind(listeners));
  vi.stubGlobal("removeEventListener", listeners.removeEventListener.bind(listeners));
  await begin();
  vi.unstubAllGlobals();
  const leave = (persisted: boolean) =>
    listeners.dispatchEvent(Object.assign(new Event("pagehide"), { persisted }));
  await frame.workspace.step();
  leave(true);
  expect(reports().at(-1)).toMatchObject({ state: { step: 1 } });
  await frame.workspace.step();
  leave(false);
  expect(reports().at(-1)).toMatchObject({ state: { step: 2 } });
  const heard = host.heard.length;
  frame.connection.fail(new Error("The engine is closed."));
  await frame.workspace.step();
  expect(host.heard).toHaveLength(heard);
});
