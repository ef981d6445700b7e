// SPDX-License-Identifier: Apache-2.0
/**
 * The service worker: keeps the files of one build for when there is no network, and gives threads where the host sends no headers for
 * them. A file counts by its hash alone, and what is of another build, or not ours, goes on to the network untouched.
 */
import { type Build, integrityOf, keptPrefix, NAMED, TAKE_OVER } from "./build.ts";

declare const self: ServiceWorkerGlobalScope;
declare const __DOWNHILL_OFFLINE__: Build;
const { version, files, later, headers } = __DOWNHILL_OFFLINE__;
const { scope } = self.registration;
const own = keptPrefix(scope) + version;
/** For the page from the network; then the kept one is shown. */
const PATIENCE_MS = 4_000;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOld()));
self.addEventListener("message", ({ data }) => data === TAKE_OVER && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(scope)) return;
  const path = url.slice(scope.length).replace(/#.*/s, "");
  const page = path.replace(/\?.*/s, "") || "index.html";
  if (mode === "navigate" && page in files) event.respondWith(newest(page, event.request));
  if (mode !== "navigate" && isOurs(path)) event.respondWith(kept(path, event.request));
});

const isOurs = (path: string) => path in files || NAMED.test(path);
const ours = async () => (await caches.keys()).filter((one) => one.startsWith(keptPrefix(scope)));
const within = (cacheName: string, path: string) => caches.match(scope + path, { cacheName });

/** All or nothing; of what is kept later that which somebody has wanted before. */
async function keepAll(): Promise<void> {
  const keeping = Object.keys(files).map(async (path) => {
    if (!later.includes(path) || (await caches.match(scope + path))) await keep(path);
  });
  await Promise.all(keeping).catch((why) => caches.delete(own).then(() => Promise.reject(why)));
}

/** The browser refuses what has another hash. */
async function keep(path: string): Promise<Response> {
  const cache = NAMED.test(path) ? "default" : "no-cache";
  const came = await fetch(scope + path, { integrity: files[path] ?? "", cache, priority: "low" });
  const said = { ...Object.fromEntries(came.headers), ...headers };
  const answer = new Response(came.body, { headers: said });
  await (await caches.open(own)).put(scope + path, answer.clone());
  return answer;
}

/** The build before is left to tabs that run it. What is open has a worker from now on, also if it came before there was one. */
async function forgetOld(): Promise<void> {
  const names = await ours();
  for (const old of names.slice(0, Math.max(0, names.indexOf(own) - 1))) await caches.delete(old);
  await self.clients.claim();
}

async function kept(path: string, request: Request): Promise<Response> {
  const names = NAMED.test(path) ? [own, ...(await ours())] : [own];
  const found = (await Promise.all(names.map((name) => within(name, path)))).find((one) => one);
  if (found !== undefined) return found;
  const comes = () => fetch(request);
  // Whoever has cleared what is kept keeps no more.
  return path in files && (await caches.has(own)) ? keep(path).catch(comes) : comes();
}

/** A page of another build comes as the network gives it: its own files have other names. */
async function newest(page: string, request: Request): Promise<Response> {
  const mine = await within(own, page);
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    // So does the gateway of a school answer whose line is down.
    if (fresh.status < 500 && (await integrityOf(fresh.clone())) !== files[page]) return fresh;
  } catch {
    // No network, or hardly one.
  }
  return mine ?? fetch(request);
}
