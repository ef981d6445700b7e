// SPDX-License-Identifier: Apache-2.0
/** What is asked of many trainings is made by hand, too: it is there again after a reload. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Settings } from "../../../web/src/app/settings.ts";
import { EPOCHS } from "../../../web/src/app/study_form.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { RaceStore } from "../../../web/src/features/race/store.ts";
import { readRows } from "../../../web/src/features/search/space.ts";
import { SweepStore } from "../../../web/src/features/sweep/store.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

let stored: Map<string, string>;

beforeEach(() => {
  stored = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

/** As after a reload; `remembers`: not in a frame of another page. */
function page(remembers = true): Promise<Workspace> {
  const address = { read: () => "", draft: () => undefined, replace: () => {} };
  return Workspace.start(new FakeEngine(), new Settings({}, ["en"], false, remembers), address);
}

it("ten contestants of a race are there again, with their rates and with what is asked of them", async () => {
  const race = new RaceStore(await page());
  race.choose("optimizer.learning_rate");
  while (race.values.length < 10) race.add();
  race.replace(3, 0.7);
  race.remove(1);
  race.form.set("seeds", 5);
  race.form.set(EPOCHS, 40);
  const again = new RaceStore(await page());
  expect(again.values).toHaveLength(9);
  expect(again.source()).toEqual(race.source());
});

it("what nobody has chosen is kept by nobody, and can be the usual one again", async () => {
  const race = new RaceStore(await page());
  expect(stored.size).toBe(0);
  race.remove(0);
  race.form.set("seeds", 5);
  expect(stored.size).toBe(2);
  race.choose("batch_size");
  race.choose("optimizer");
  const again = new RaceStore(await page());
  expect(again.values).toEqual(new RaceStore(await page(false)).values);
});

it("contestants of a setting that the experiment no longer has give way to its optimizers", async () => {
  const race = new RaceStore(await page());
  race.choose("optimizer.beta1");
  race.replace(0, 0.5);
  const workspace = await page();
  await workspace.document.choose("optimizer", "optimizer", "sgd");
  const again = new RaceStore(workspace);
  expect(again.variable.path).toBe("optimizer");
  expect(again.values.every((value) => typeof value === "object")).toBe(true);
});

it("the number of a sweep is there again", async () => {
  new SweepStore(await page()).choose("batch_size");
  expect(new SweepStore(await page()).variable?.path).toBe("batch_size");
});

it("what lies in the storage and is none of that is passed over", async () => {
  for (const text of ["", "{", "[]", "null", '{"path":1}', '{"path":"optimizer","values":[1]}']) {
    for (const name of ["race.contestants", "race", "sweep.path"]) {
      stored.set(`downhill.choice.${name}`, text);
    }
    const workspace = await page();
    const usual = await page(false);
    expect(new RaceStore(workspace).values).toEqual(new RaceStore(usual).values);
    expect(new SweepStore(workspace).variable).toEqual(new SweepStore(usual).variable);
  }
});

it("a frame in another page leaves nothing of it behind, and takes nothing up", async () => {
  new RaceStore(await page()).add();
  const before = [...stored];
  const race = new RaceStore(await page(false));
  expect(race.values).toHaveLength(4);
  race.remove(0);
  expect([...stored]).toEqual(before);
});

it("every panel keeps what is asked of it under a name of its own", async () => {
  const workspace = await page();
  const stores = [RaceStore, SweepStore].map((Store) => new Store(workspace));
  stores.forEach(({ form }, at) => {
    form.set("seeds", 5 + at);
  });
  expect(stored.size).toBe(stores.length);
  const again = await page();
  const sources = [RaceStore, SweepStore].map((Store) => new Store(again).source());
  expect(sources).toEqual(stores.map((store) => store.source()));
});

it("a row of a search without its ends is none, and the usual rows stand in its place", () => {
  const row = { path: "batch_size", from: "range", logarithmic: true, values: [] };
  expect(readRows([{ ...row, minimum: 1, maximum: null }])).toHaveLength(1);
  expect(readRows([row])).toBeUndefined();
  expect(readRows([{ ...row, minimum: 1 }])).toBeUndefined();
});
