// SPDX-License-Identifier: Apache-2.0
/** The page's side of the service worker: threads by one reload, news of another build, the way out. */
import { beforeEach, expect, it, vi } from "vitest";
import {
  clearOffline,
  keepForOffline,
  type OfflinePage,
  type OfflineWorld,
} from "../../../web/src/offline/offline.ts";
import { FakeCaches } from "./fake_caches.ts";

const SCOPE = "https://school.example/downhill/";
const SCRIPT = `${SCOPE}assets/index-11111111.js`;

class FakeWorker extends EventTarget {
  state = "installing";
  readonly postMessage = vi.fn();
}

class FakeRegistration extends EventTarget {
  scope = SCOPE;
  active: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  readonly unregister = vi.fn(async () => true);

  /** A build has come as a whole. */
  arrive(): FakeWorker {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event("updatefound"));
    worker.state = "installed";
    this.waiting = worker;
    this.installing = null;
    worker.dispatchEvent(new Event("statechange"));
    return worker;
  }
}

class FakeWorkers extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registration = new FakeRegistration();
  readonly ready = Promise.resolve(this.registration);
  readonly register = vi.fn(async () => this.registration);
  readonly getRegistration = vi.fn(async () => this.registration);
}

let workers: FakeWorkers;
let caches: FakeCaches;
let session: Map<string, string>;
let reload: ReturnType<typeof vi.fn<() => void>>;
let page: OfflinePage & { readonly news: (() => void)[] };

const world = (isolated: boolean): OfflineWorld => ({
  scope: SCOPE,
  workers: workers as unknown as ServiceWorkerContainer,
  caches: caches as unknown as CacheStorage,
  session: {
    getItem: (key) => session.get(key) ?? null,
    setItem: (key, value) => void session.set(key, value),
  },
  isolated,
  script: SCRIPT,
  reload,
});

/** As on a page that the worker has given already. */
function controlled(): void {
  workers.controller = new FakeWorker();
  workers.registration.active = workers.controller;
}

async function keepBuild(version: string, ...addresses: string[]): Promise<void> {
  const cache = await caches.open(`downhill ${SCOPE} ${version}`);
  for (const address of addresses) await cache.put(address, new Response());
}

beforeEach(() => {
  workers = new FakeWorkers();
  caches = new FakeCaches();
  session = new Map();
  reload = vi.fn();
  const news: (() => void)[] = [];
  page = { news, untouched: () => true, tell: (take) => news.push(take), cleared: vi.fn() };
});

it("a page without threads is loaded again once, and never twice in a tab", async () => {
  await keepForOffline(page, world(false));
  expect(reload).toHaveBeenCalledTimes(1);
  // The headers came to nothing: another page in between, or a browser that does not know them.
  await keepForOffline(page, world(false));
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).toHaveBeenCalledTimes(1);
});

it("a page with threads is never loaded again unasked", async () => {
  await keepForOffline(page, world(true));
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).not.toHaveBeenCalled();
});

it("a page that somebody works with is not loaded again, and has threads at its next visit", async () => {
  await keepForOffline({ ...page, untouched: () => false }, world(false));
  expect(reload).not.toHaveBeenCalled();
  expect(session.size).toBe(0);
});

it("a tab that can remember nothing is not loaded again", async () => {
  const denied = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const session = { getItem: denied, setItem: denied };
  await expect(keepForOffline(page, { ...world(false), session })).rejects.toThrow("denied");
  expect(reload).not.toHaveBeenCalled();
});

it("the first build is no news", async () => {
  await keepForOffline(page, world(true));
  workers.registration.arrive();
  await vi.waitFor(() => expect(workers.registration.waiting).not.toBeNull());
  expect(page.news).toEqual([]);
});

it("another build is told, taken when it is asked for, and shown by one reload", async () => {
  controlled();
  await keepBuild("v1", SCRIPT);
  await keepForOffline(page, world(true));
  await keepBuild("v2", `${SCOPE}assets/index-22222222.js`);
  const worker = workers.registration.arrive();
  await vi.waitFor(() => expect(page.news).toHaveLength(1));
  expect(worker.postMessage).not.toHaveBeenCalled();
  page.news[0]?.();
  expect(worker.postMessage).toHaveBeenCalledWith("take over");
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).not.toHaveBeenCalled();
  worker.state = "activated";
  worker.dispatchEvent(new Event("statechange"));
  expect(reload).toHaveBeenCalledTimes(1);
});

it("a build that waits since an earlier visit is told too", async () => {
  controlled();
  await keepBuild("v1", SCRIPT);
  await keepBuild("v2", `${SCOPE}assets/index-22222222.js`);
  workers.registration.waiting = new FakeWorker();
  await keepForOffline(page, world(true));
  expect(page.news).toHaveLength(1);
});

it("a page that is of the new build already has nothing to be told", async () => {
  controlled();
  await keepBuild("v1", `${SCOPE}assets/index-00000000.js`);
  await keepForOffline(page, world(true));
  await keepBuild("v2", SCRIPT);
  const worker = workers.registration.arrive();
  await vi.waitFor(() => expect(worker.postMessage).toHaveBeenCalledWith("take over"));
  expect(page.news).toEqual([]);
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).not.toHaveBeenCalled();
});

it("what another tab has taken is shown by a reload when this one asks for it", async () => {
  controlled();
  await keepBuild("v1", SCRIPT);
  await keepForOffline(page, world(true));
  await keepBuild("v2", `${SCOPE}assets/index-22222222.js`);
  workers.registration.arrive();
  await vi.waitFor(() => expect(page.news).toHaveLength(1));
  workers.registration.waiting = null;
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).not.toHaveBeenCalled();
  page.news[0]?.();
  expect(reload).toHaveBeenCalledTimes(1);
});

it("the way out takes the worker and what it has kept, and nothing of others", async () => {
  await keepBuild("v1", SCRIPT);
  await caches.open("downhill https://school.example/other/ v1");
  await caches.open("notes of somebody");
  await clearOffline(page, world(true));
  expect(workers.registration.unregister).toHaveBeenCalled();
  expect(await caches.keys()).toEqual([
    "downhill https://school.example/other/ v1",
    "notes of somebody",
  ]);
  expect(page.cleared).toHaveBeenCalled();
});

it("the way out leaves the worker of a folder above alone, and says nothing where there was nothing", async () => {
  workers.registration.scope = "https://school.example/";
  await clearOffline(page, world(true));
  expect(workers.registration.unregister).not.toHaveBeenCalled();
  expect(page.cleared).not.toHaveBeenCalled();
});
