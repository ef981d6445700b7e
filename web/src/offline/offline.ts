// SPDX-License-Identifier: Apache-2.0
/**
 * The page's side of the service worker: registers it, takes threads from it, tells of a new build, and does away with it. Where the
 * browser allows none of that, nothing is said, and everything works as without.
 */
import { keptPrefix, TAKE_OVER } from "./build.ts";

export interface OfflinePage {
  /** Whether anybody has begun something that a reload would disturb. */
  untouched(): boolean;
  /** A new build is here; `take` loads the page again with it. */
  tell(take: () => void): void;
  /** What was kept is cleared. */
  cleared(): void;
}

/** What is used of the browser. */
export interface OfflineWorld {
  /** Ends with a slash. */
  readonly scope: string;
  readonly workers: ServiceWorkerContainer;
  readonly caches: CacheStorage;
  readonly session: Pick<Storage, "getItem" | "setItem">;
  readonly isolated: boolean;
  /** The script that this page began with: it names the build. */
  readonly script: string | undefined;
  reload(): void;
}

export const WORKER_FILE = "service_worker.js";
const RELOADED = "downhill.reloaded_for_threads";

/** Undefined where there is no place for a worker: on a disk, without https. @throws where storage is denied */
export function browserWorld(): OfflineWorld | undefined {
  const here = new URL("./", document.baseURI);
  if (!isSecureContext || !/^https?:$/.test(here.protocol)) return undefined;
  if (navigator.serviceWorker === undefined) return undefined;
  return {
    scope: here.href,
    workers: navigator.serviceWorker,
    caches,
    session: sessionStorage,
    isolated: crossOriginIsolated,
    script: document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src,
    reload: () => location.reload(),
  };
}

/** The site is there without network from now on. */
export async function keepForOffline(page: OfflinePage, world: OfflineWorld): Promise<void> {
  const { workers, scope } = world;
  const controlled = workers.controller !== null;
  const registration = await workers.register(scope + WORKER_FILE, { updateViaCache: "none" });
  workers.addEventListener("controllerchange", () => reloadForThreads(page, world));
  const take = () => {
    const { waiting } = registration;
    // Another tab may have taken it.
    if (waiting === null) return world.reload();
    waiting.addEventListener("statechange", () => {
      if (waiting.state === "activated") world.reload();
    });
    waiting.postMessage(TAKE_OVER);
  };
  const arrived = async () => {
    if (registration.waiting === null || registration.active === null) return;
    // The network has given the page of the new build already: nothing changes for it.
    if (await isOfNewest(world)) registration.waiting.postMessage(TAKE_OVER);
    else page.tell(take);
  };
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") void arrived();
    });
  });
  await arrived();
  await workers.ready;
  if (!controlled) reloadForThreads(page, world);
}

/** Away with it, and with all that it has kept. */
export async function clearOffline(page: OfflinePage, world: OfflineWorld): Promise<void> {
  const { workers, scope, caches } = world;
  const registration = await workers.getRegistration(scope);
  // That of a folder above is another's.
  const found = registration?.scope === scope && (await registration.unregister());
  const names = await kept(world);
  await Promise.all(names.map((name) => caches.delete(name)));
  if (found || names.length > 0) page.cleared();
}

const kept = async ({ caches, scope }: OfflineWorld): Promise<string[]> =>
  (await caches.keys()).filter((name) => name.startsWith(keptPrefix(scope)));

/** Caches are named in the order of their making. */
async function isOfNewest(world: OfflineWorld): Promise<boolean> {
  const cacheName = (await kept(world)).at(-1);
  if (cacheName === undefined || world.script === undefined) return false;
  return (await world.caches.match(world.script, { cacheName })) !== undefined;
}

/** Once in the life of a tab, and only where nobody is at work: the worker adds the headers that the host does not send. */
function reloadForThreads(page: OfflinePage, { isolated, session, reload }: OfflineWorld): void {
  if (isolated || session.getItem(RELOADED) !== null || !page.untouched()) return;
  session.setItem(RELOADED, "yes");
  reload();
}
