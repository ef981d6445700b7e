// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { Tab } from "../../../web/src/app/tab.ts";

/** Locks as browsers have them: whoever cannot have one waits, until the signal ends that. */
class FakeLocks {
  readonly held = new Set<string>();

  request(name: string, { signal }: LockOptions, hold: () => Promise<never>): Promise<void> {
    if (!this.held.has(name)) {
      this.held.add(name);
      return hold();
    }
    return new Promise((_, reject) =>
      signal?.addEventListener("abort", () => reject(signal.reason)),
    );
  }

  async query() {
    return { held: [...this.held].map((name) => ({ name })), pending: [] };
  }
}

class FakeStorage {
  value: string | null = null;
  getItem() {
    return this.value;
  }
  setItem(_: string, value: string) {
    this.value = value;
  }
}

const world = (locks: FakeLocks | undefined, storage: FakeStorage) =>
  ({ locks, storage }) as unknown as ConstructorParameters<typeof Tab>[0];

it("a page that is reloaded is the same one, alone with what it finds", async () => {
  const storage = new FakeStorage();
  const first = await new Tab(world(new FakeLocks(), storage)).claimed;
  const again = new Tab(world(new FakeLocks(), storage));
  expect(again.alone).toBe(false);
  expect(await again.claimed).toEqual({ id: first.id, twin: false });
  expect(again.alone).toBe(true);
});

it("a tab that was duplicated gives the name up, and knows that it is not alone", async () => {
  const locks = new FakeLocks();
  const storage = new FakeStorage();
  const first = await new Tab(world(locks, storage)).claimed;
  const copied = Object.assign(new FakeStorage(), { value: storage.value });
  const twin = new Tab(world(locks, copied));
  const claim = await twin.claimed;
  expect(claim.twin).toBe(true);
  expect(claim.id).not.toBe(first.id);
  expect(copied.value).toBe(claim.id);
  expect(twin.alone).toBe(false);
  expect(await twin.open()).toEqual(new Set([first.id, claim.id]));
});

it("where browsers do not tell of other pages, a page goes by the name that it knows", async () => {
  const storage = new FakeStorage();
  const first = await new Tab(world(undefined, storage)).claimed;
  const again = new Tab(world(undefined, storage));
  expect(await again.claimed).toEqual({ id: first.id, twin: false });
  expect(await again.open()).toBeUndefined();
});
