// SPDX-License-Identifier: Apache-2.0
/** The engine in a browser: the trainer works in a worker, and the page never waits for it. */
import { type Endpoint, proxy, type Remote, releaseProxy, wrap } from "comlink";
import { loadCatalog } from "./catalog_file.ts";
import { EngineClient } from "./client/engine_client.ts";
import { EngineLanes } from "./client/lanes.ts";
import type { Place, World } from "./client/world.ts";
import type { Engine, EngineOptions } from "./contract/engine.ts";
import { EngineError, internalFault } from "./contract/engine_error.ts";
import type { Lanes } from "./contract/lanes.ts";
import type { ModuleAddresses } from "./contract/module_info.ts";
import type { ServicePort } from "./contract/protocol.ts";
import { findTableIn } from "./contract/tables.ts";
import type { Text } from "./contract/text.ts";
import { letErrorsCross } from "./error_crossing.ts";
import { whenReleased } from "./life_lock.ts";
import { fetchedOnce, siteTables } from "./site_tables.ts";
import { startSharedWorker, startWorker } from "./start_worker.ts";

export { loadCatalog } from "./catalog_file.ts";
export { engineOver } from "./client/lanes.ts";
export { EngineError } from "./contract/engine_error.ts";
export { ExperimentError } from "./contract/experiment_error.ts";

/**
 * Starts the trainer in a worker of its own.
 * @throws EngineError when no module starts here or an option makes no sense; its sentence tells what is missing.
 */
export function createEngine(options: EngineOptions = {}): Promise<Engine> {
  return startEngine(options);
}

/** `modules`: where a bundler has put them, in place of a folder. */
export async function startEngine(
  options: EngineOptions,
  modules?: ModuleAddresses,
  world: World = ownWorker,
): Promise<Engine> {
  // The worker lies in another folder than the page, so the page's own address decides.
  const wasm = new URL(options.wasm ?? "wasm/", document.baseURI).href;
  const data = dataFolder(options);
  const engine = await EngineClient.create(world, { ...options, wasm, data, modules });
  // Safari keeps the shared memory of a page that is left (web-platform.md 1.4) unless its workers are ended.
  const leave = (event: PageTransitionEvent) => {
    if (!event.persisted) engine.terminate();
  };
  addEventListener("pagehide", leave, { signal: engine.ended });
  return engine;
}

letErrorsCross();

/**
 * A trainer that all frames of this site on a page have together, on one thread: enough for a first picture of each, and no place to train.
 * @throws where the browser has no such worker, or it does not start
 */
export const shareEngine = (options: EngineOptions): Promise<Engine> =>
  startEngine({ ...options, threads: 1 }, undefined, sharedWorker);

/**
 * Trainers side by side: a form never waits for training, what kills one spares the others, and a table is fetched once for all.
 * @param start the trainer of the live lane
 */
export function createLanes(
  options: EngineOptions = {},
  start: (options: EngineOptions) => Promise<Engine> = createEngine,
): Lanes {
  const given = options.tables && findTableIn(options.tables);
  const own = siteTables(dataFolder(options));
  const tables = fetchedOnce(
    async (sha256, name) => (await given?.(sha256, name)) ?? own(sha256, name),
  );
  return new EngineLanes((given, name) => (name === "live" ? start(given) : createEngine(given)), {
    ...options,
    tables,
  });
}

const dataFolder = (options: EngineOptions) =>
  new URL(options.data ?? "data/", document.baseURI).href;

/** A frame in a sandbox without an origin of its own belongs to no site: browsers refuse it the workers of this one. */
const NO_WORKER: Text = {
  en: "The browser allows no worker here: the frame is in a sandbox without `allow-same-origin`. Open it in a tab of its own, or give the sandbox that right.",
  zh: "浏览器在这里不允许使用 worker：框架所在的沙箱没有 `allow-same-origin`。请在新标签页中打开，或为沙箱加上这项权限。",
};

/** @throws EngineError where there may be none */
function workerOfSite(): Worker {
  try {
    return startWorker();
  } catch (error) {
    const denied = error instanceof DOMException && error.name === "SecurityError";
    throw denied ? new EngineError("unavailable", NO_WORKER) : error;
  }
}

const UNLOADED: Text = {
  en: "its script cannot be loaded. Check the connection and load the page again.",
  zh: "无法加载它的脚本。请检查网络连接，然后重新加载页面。",
};

/** Locks are shared by all pages of a site. */
const nameOfLife = () => `downhill ${performance.timeOrigin} ${Math.random()}`;

/** What lies behind a worker's port. `end`: ends what is there, or leaves it. */
function placeOf(endpoint: Endpoint, end: (service: Remote<ServicePort>) => void): Place {
  const name = nameOfLife();
  let listenNoMore = () => {};
  // Comlink's mapped type loses nothing here: every member of a port is a method that returns a promise.
  const remote = wrap<ServicePort>(endpoint);
  return {
    service: remote as unknown as ServicePort,
    remote: true,
    life: {
      name,
      listen: (gone) => {
        listenNoMore = whenReleased(name, gone);
      },
    },
    terminate: () => {
      listenNoMore();
      end(remote);
    },
    share: (callback) => proxy(callback),
    release: (port) => (port as Remote<object>)[releaseProxy](),
  };
}

const screen: Omit<World, "bringUp"> = {
  show(draw: () => void): Promise<void> {
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        resolve();
        draw();
      });
    });
  },

  catalog: loadCatalog,

  report: (error) => reportError(error),
};

const ownWorker: World = {
  ...screen,
  bringUp(crashed): Place {
    const worker = workerOfSite();
    worker.addEventListener("error", (event) => {
      // Browsers hide what went wrong in a script that did not load.
      crashed(event.message ? internalFault(event.message) : UNLOADED);
    });
    worker.addEventListener("messageerror", () => {
      crashed({ en: "it sent what cannot be read", zh: "它发来的内容无法读取" });
    });
    return placeOf(worker, () => worker.terminate());
  },
};

const SHARED_PATIENCE_MS = 5_000;

/** Of the workers for several: nobody can end one that hangs, so that each frame that has noticed it asks for the next. */
let hung = 0;

const sharedWorker: World = {
  ...screen,
  bringUp(crashed): Place {
    const number = hung;
    const worker = startSharedWorker(`downhill ${number}`);
    const hangs = () => {
      hung = Math.max(hung, number + 1);
    };
    worker.addEventListener("error", () => crashed(UNLOADED));
    // One that was just ending takes a port and never answers; nor does one that hangs.
    const silent = setTimeout(() => {
      hangs();
      crashed(UNLOADED);
    }, SHARED_PATIENCE_MS);
    const place = placeOf(worker.port, (service) => {
      clearTimeout(silent);
      // Its runs end; what others have there stays.
      void service.close();
      worker.port.close();
    });
    void place.service.ping().then(() => clearTimeout(silent));
    return { ...place, hangs };
  },
};
