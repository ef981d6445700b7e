// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Settings } from "../../../web/src/app/settings.ts";
import type { Tab } from "../../../web/src/app/tab.ts";
import { keepUnsaved } from "../../../web/src/app/unsaved_work.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { Drawer } from "../../../web/src/library/shelf.ts";
import type { Unsaved } from "../../../web/src/library/unsaved.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

class FakeDrawer implements Drawer {
  readonly held = new Map<string, Unsaved>();
  denied = false;
  async all() {
    if (this.denied) throw new DOMException("denied", "SecurityError");
    return [...this.held.values()];
  }
  async put(unsaved: Unsaved) {
    if (this.denied) throw new DOMException("denied", "SecurityError");
    this.held.set(unsaved.page, unsaved);
  }
  async remove(page: string) {
    this.held.delete(page);
  }
}

let engine: FakeEngine;
let drawer: FakeDrawer;
let ends: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "Date"] });
  drawer = new FakeDrawer();
});
afterEach(() => {
  for (const end of ends) end();
  ends = [];
  vi.useRealTimers();
});

async function page(id: string, hash = "", { twin = false, open = [id] } = {}): Promise<Workspace> {
  engine = new FakeEngine();
  const address = { read: () => hash, draft: () => undefined, replace: () => {} };
  const workspace = await Workspace.start(engine, new Settings({}, ["en"]), address);
  await workspace.run.recorded();
  const tab = { claimed: Promise.resolve({ id, twin }), open: async () => new Set(open) };
  ends.push(await keepUnsaved(workspace, drawer, tab as unknown as Tab));
  return workspace;
}

/** As far as the run has come once what is under way has been put aside. */
async function putAside(id: string): Promise<number | undefined> {
  await vi.advanceTimersByTimeAsync(1_000);
  return drawer.held.get(id)?.model.steps;
}

describe("weights that nobody has kept", () => {
  it("are put aside when training stands still, and now and then while it runs", async () => {
    const workspace = await page("a");
    await workspace.step();
    expect(await putAside("a")).toBe(1);
    await workspace.play();
    engine.run.advance(50);
    engine.run.frame();
    // Soon after the beginning, so that a reload loses little; then less often.
    await vi.advanceTimersByTimeAsync(1_000);
    expect(drawer.held.get("a")?.model.steps).toBe(51);
    engine.run.advance(30);
    engine.run.frame();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(drawer.held.get("a")?.model.steps).toBe(51);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(drawer.held.get("a")?.model.steps).toBe(81);
  });

  it("are offered after a reload, and taken up only when that is asked for", async () => {
    const first = await page("a");
    await first.step();
    await putAside("a");
    const again = await page("a");
    const notice = again.notice.value;
    expect(notice?.text.en).toMatch(/training stood at update 1/);
    expect(again.run.state?.step).toBe(0);
    const openModel = vi.spyOn(again, "openModel").mockResolvedValue({ status: "accepted" });
    await notice?.action?.run();
    expect(openModel).toHaveBeenCalledWith(drawer.held.get("a")?.model, {});
  });

  it("that are refused stay where they are, and that is told", async () => {
    const first = await page("a");
    await first.step();
    await putAside("a");
    const again = await page("b");
    const { notice, document } = again;
    const refusal = { path: "seed", message: { en: "is no number.", zh: "不是数。" } };
    vi.spyOn(again, "openModel").mockResolvedValue({ status: "refused", refusal });
    await notice.value?.action?.run();
    expect(notice.value).toMatchObject({ tone: "refused" });
    expect(document.minimal).toEqual((await page("c")).document.minimal);
    expect(drawer.held.has("a")).toBe(true);
  });

  it("are not offered to another experiment, but may go on with another rate", async () => {
    const first = await page("a");
    await first.step();
    await putAside("a");
    expect((await page("a", "seed=3")).notice.value).toBeUndefined();
    expect((await page("a", "optimizer.learning_rate=0.5")).notice.value).toBeDefined();
    expect((await page("a", "batch_size=8")).notice.value).toBeDefined();
  });

  it("are put aside again where they were set by hand", async () => {
    const workspace = await page("a");
    await workspace.step();
    await putAside("a");
    const put = vi.spyOn(drawer, "put");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(put).not.toHaveBeenCalled();
    await workspace.run.setParameters("layers[0].weight", new Float32Array(1));
    await putAside("a");
    expect(put).toHaveBeenCalledTimes(1);
  });

  it("of a page that crashed are offered to a new one, until they are put away", async () => {
    const first = await page("a");
    await first.step();
    await putAside("a");
    expect((await page("b", "", { open: ["a", "b"] })).notice.value).toBeUndefined();
    expect((await page("b", "seed=3")).notice.value).toBeUndefined();
    const { notice } = await page("b");
    expect(notice.value).toBeDefined();
    await notice.value?.dismissed?.();
    expect((await page("c")).notice.value).toBeUndefined();
  });

  it("belong to the page that has taken them up", async () => {
    const first = await page("a");
    await first.step();
    await putAside("a");
    const second = await page("b");
    vi.spyOn(second, "openModel").mockResolvedValue({ status: "accepted" });
    await second.notice.value?.action?.run();
    expect([...drawer.held.keys()]).toEqual(["b"]);
  });

  it("are those of each tab, where two have the same work, and that is said", async () => {
    const first = await page("a");
    await first.step();
    await putAside("a");
    const twin = await page("b", "", { twin: true, open: ["a", "b"] });
    expect(twin.notice.value?.text.en).toMatch(/another tab/);
    await twin.step();
    await twin.step();
    expect(await putAside("b")).toBe(2);
    expect(drawer.held.get("a")?.model.steps).toBe(1);
  });

  it("for which the browser has no room are told once, with what to do", async () => {
    const workspace = await page("a");
    drawer.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    await workspace.step();
    await putAside("a");
    expect(workspace.notice.value).toMatchObject({
      tone: "refused",
      text: { en: expect.stringMatching(/no room.*as a file/) },
    });
    workspace.notice.value = undefined;
    await workspace.step();
    await putAside("a");
    expect(workspace.notice.value).toBeUndefined();
    expect(workspace.run.state?.step).toBe(2);
  });

  it("train on where the browser keeps nothing", async () => {
    drawer.denied = true;
    const workspace = await page("a");
    await workspace.step();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(workspace.run.state?.step).toBe(1);
    expect(workspace.notice.value).toBeUndefined();
  });
});
