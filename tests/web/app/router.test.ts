// SPDX-License-Identifier: Apache-2.0
/** What is too large for a link is never one: it is kept in the browser. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { decodeLink } from "../../../web/src/documents/link.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";
import { randomNumbers } from "../fixtures/random.ts";

/** A network that no link carries: sizes that nothing can be left out of. */
function largeNetwork(): { type: "dense"; units: number }[] {
  const random = randomNumbers(1);
  return Array.from({ length: 50_000 }, () => ({
    type: "dense",
    units: 1 + Math.floor(random() * 4096),
  }));
}

class MemoryStorage {
  readonly #entries = new Map<string, string>();
  full = false;
  get length(): number {
    return this.#entries.size;
  }
  key(index: number): string | null {
    return [...this.#entries.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.#entries.set(key, value);
  }
  removeItem(key: string): void {
    this.#entries.delete(key);
  }
}

let storage: MemoryStorage;
let place: { hash: string; draft: string | undefined };

function start(): Promise<Workspace> {
  return Workspace.start(new FakeEngine(), new Settings({}, ["en"]), {
    read: () => place.hash,
    draft: () => place.draft,
    replace: (hash, draft) => {
      place = { hash, draft };
    },
  });
}

beforeEach(() => {
  storage = new MemoryStorage();
  vi.stubGlobal("localStorage", storage);
  place = { hash: "", draft: undefined };
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it("an address that could not be read is never written; a reload finds the experiment all the same", async () => {
  const first = await start();
  await first.document.set("model.layers", [...largeNetwork(), { type: "dense", units: 1 }]);
  expect(first.document.problems.size).toBe(0);
  expect(first.router.link).toBeUndefined();
  expect(first.router.draft).toMatchObject({ kept: true });
  expect(decodeLink(place.hash).document).toEqual({});
  const again = await start();
  expect(again.document.minimal).toEqual(first.document.minimal);
  expect(again.router.broken).toBeUndefined();
  expect(again.router.draft).toMatchObject({ kept: true });
});

it("where the address is another one's nothing is written or kept, and nothing is said of links", async () => {
  const workspace = await Workspace.start(new FakeEngine(), new Settings({}, ["en"]), {
    read: () => "",
    draft: () => undefined,
  });
  await workspace.document.set("model.layers", [...largeNetwork(), { type: "dense", units: 1 }]);
  expect(workspace.router.link).toBeUndefined();
  expect(workspace.router.draft).toBeUndefined();
  expect(storage.length).toBe(0);
});

it("an experiment that fits again is in the address again, and nowhere else", async () => {
  const workspace = await start();
  await workspace.document.set("model.layers", [...largeNetwork(), { type: "dense", units: 1 }]);
  await workspace.document.undo();
  await workspace.document.set("seed", 5);
  expect(place).toEqual({ hash: "seed=5", draft: undefined });
  expect(workspace.router.draft).toBeUndefined();
  expect(storage.length).toBe(0);
});

it("a browser that keeps nothing is told of, before anything is lost", async () => {
  const workspace = await start();
  storage.full = true;
  await workspace.document.set("model.layers", [...largeNetwork(), { type: "dense", units: 1 }]);
  expect(workspace.router.draft).toMatchObject({ kept: false });
});

it("a link that is followed takes the place of a draft", async () => {
  const workspace = await start();
  await workspace.document.set("model.layers", [...largeNetwork(), { type: "dense", units: 1 }]);
  place = { hash: "#seed=8", draft: undefined };
  await workspace.router.follow();
  expect(workspace.document.minimal).toEqual({ seed: 8 });
  expect(workspace.router.draft).toBeUndefined();
});

it("a broken link can be put away, and the address is the page's again", async () => {
  place.hash = "#data.noise=-4";
  const workspace = await start();
  expect(workspace.router.broken).toBeDefined();
  workspace.router.dismiss();
  expect(workspace.router.broken).toBeUndefined();
  expect(place.hash).toBe("");
});

it("a tab that was duplicated writes beside the draft that it came with, and takes nothing away", async () => {
  const first = await start();
  await first.document.set("model.layers", largeNetwork());
  const { draft } = place;
  const { minimal } = first.document;
  const twin = await Workspace.start(new FakeEngine(), new Settings({}, ["en"]), {
    read: () => place.hash,
    draft: () => place.draft,
    replace: (hash, name) => {
      place = { hash, draft: name };
    },
    alone: () => false,
  });
  await twin.document.set("seed", 8);
  expect(place.draft).not.toBe(draft);
  await twin.document.load({}, "user");
  place = { hash: "", draft };
  expect((await start()).document.minimal).toEqual(minimal);
});
