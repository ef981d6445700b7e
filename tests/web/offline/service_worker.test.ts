// SPDX-License-Identifier: Apache-2.0
/** The service worker against a network and caches of this test. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Build } from "../../../web/src/offline/build.ts";
import { FakeCaches } from "./fake_caches.ts";

// Of the world of workers, which the types of this folder do not know.
const SCRIPT = join(import.meta.dirname, "../../../web/src/offline/service.worker.ts");
const SCOPE = "https://school.example/downhill/";
const cacheOf = (version: string) => `downhill ${SCOPE} ${version}`;

/** What lies on the server now. */
type Site = Readonly<Record<string, string>>;

const FIRST: Site = {
  "index.html": "page 1",
  "embed.html": "frame 1",
  "assets/page-11111111.js": "script 1",
  "wasm/simd.wasm?b1": "module 1",
  "wasm/relaxed.wasm?b1": "relaxed 1",
  "data/iris.safetensors": "iris 1",
};
const SECOND: Site = {
  "index.html": "page 2",
  "embed.html": "frame 1",
  "assets/page-22222222.js": "script 2",
  "wasm/simd.wasm?b2": "module 2",
  "wasm/relaxed.wasm?b2": "relaxed 2",
  "data/iris.safetensors": "iris 2",
};

const integrityOf = (text: string) =>
  `sha256-${createHash("sha256").update(text).digest("base64")}`;

const buildOf = (version: string, site: Site): Build => ({
  version,
  files: Object.fromEntries(Object.entries(site).map(([path, text]) => [path, integrityOf(text)])),
  later: Object.keys(site).filter((path) => /^data|relaxed/.test(path)),
  headers: { "cross-origin-opener-policy": "same-origin" },
});

let caches: FakeCaches;
/** Undefined: there is no network. */
let server: ((address: string) => Response | Promise<Response>) | undefined;
let asked: string[];

function serve(site: Site): void {
  server = (address) => {
    const path = address.slice(SCOPE.length).replace(/#.*/, "");
    const text = site[path] ?? site[path.replace(/\?.*/, "") || "index.html"];
    return text === undefined ? new Response("404", { status: 404 }) : new Response(text);
  };
}

async function network(request: Request | string, options: RequestInit = {}): Promise<Response> {
  const address = typeof request === "string" ? request : request.url;
  asked.push(address.slice(SCOPE.length));
  if (server === undefined) throw new TypeError("Failed to fetch");
  const response = await server(address);
  const { integrity } = options;
  if (integrity && integrity !== integrityOf(await response.clone().text())) {
    throw new TypeError("Failed to fetch: integrity");
  }
  return response;
}

interface Worker {
  install(): Promise<unknown>;
  activate(): Promise<unknown>;
  say(data: unknown): void;
  readonly skipped: () => number;
  /** Undefined where it lets the request go on to the network. */
  ask(path: string, wish?: { mode?: string; method?: string }): Promise<string> | undefined;
  answer(path: string, wish?: { mode?: string; method?: string }): Promise<Response> | undefined;
}

/** As the browser runs the script of this build. */
async function workerOf(build: Build): Promise<Worker> {
  const listeners = new Map<string, (event: unknown) => void>();
  const skipWaiting = vi.fn();
  vi.stubGlobal("__DOWNHILL_OFFLINE__", build);
  vi.stubGlobal("self", {
    registration: { scope: SCOPE },
    skipWaiting,
    clients: { claim: async () => {} },
    addEventListener: (name: string, listener: (event: unknown) => void) =>
      listeners.set(name, listener),
  });
  vi.resetModules();
  await import(SCRIPT);
  const life = (name: string) => async () => {
    let work: Promise<unknown> = Promise.resolve();
    listeners.get(name)?.({ waitUntil: (promise: Promise<unknown>) => (work = promise) });
    await work;
  };
  const answer: Worker["answer"] = (path, { mode = "cors", method = "GET" } = {}) => {
    let given: Promise<Response> | undefined;
    const url = new URL(path, SCOPE).href;
    listeners.get("fetch")?.({
      request: { url, mode, method },
      respondWith: (response: Promise<Response>) => (given = response),
    });
    return given;
  };
  return {
    install: life("install"),
    activate: life("activate"),
    say: (data) => listeners.get("message")?.({ data }),
    skipped: () => skipWaiting.mock.calls.length,
    answer,
    ask: (path, wish) => answer(path, wish)?.then((response) => response.text()),
  };
}

async function installed(version: string, site: Site): Promise<Worker> {
  serve(site);
  const worker = await workerOf(buildOf(version, site));
  await worker.install();
  await worker.activate();
  asked = [];
  return worker;
}

const NAVIGATION = { mode: "navigate" };

beforeEach(() => {
  caches = new FakeCaches();
  asked = [];
  vi.stubGlobal("caches", caches);
  vi.stubGlobal("fetch", network);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("after one visit", () => {
  it("pages, scripts and modules are there without network, with the headers for threads", async () => {
    const worker = await installed("v1", FIRST);
    server = undefined;
    expect(await worker.ask("", NAVIGATION)).toBe("page 1");
    expect(await worker.ask("index.html?from=mail#data.type=circle", NAVIGATION)).toBe("page 1");
    expect(await worker.ask("embed.html", NAVIGATION)).toBe("frame 1");
    expect(await worker.ask("wasm/simd.wasm?b1")).toBe("module 1");
    const script = await worker.answer("assets/page-11111111.js");
    expect(await script?.text()).toBe("script 1");
    expect(script?.headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
  });

  it("a table is there once it was fetched, and not before", async () => {
    const worker = await installed("v1", FIRST);
    expect(caches.addresses(cacheOf("v1"))).not.toContain(`${SCOPE}data/iris.safetensors`);
    expect(await worker.ask("data/iris.safetensors")).toBe("iris 1");
    server = undefined;
    expect(await worker.ask("data/iris.safetensors")).toBe("iris 1");
    await expect(worker.ask("wasm/relaxed.wasm?b1")).rejects.toThrow("Failed to fetch");
  });

  it("a gateway that says that the line is down does not stand in place of the page", async () => {
    const worker = await installed("v1", FIRST);
    server = () => new Response("no line", { status: 504 });
    expect(await worker.ask("", NAVIGATION)).toBe("page 1");
  });

  it("what was cleared by hand is not kept again", async () => {
    const worker = await installed("v1", FIRST);
    await caches.delete(cacheOf("v1"));
    expect(await worker.ask("data/iris.safetensors")).toBe("iris 1");
    expect(await worker.ask("", NAVIGATION)).toBe("page 1");
    expect(await caches.keys()).toEqual([]);
  });
});

describe("what is not ours", () => {
  it.each([
    ["another site", "https://elsewhere.example/index.html", {}],
    ["another folder of the origin", "/another/index.html", NAVIGATION],
    ["a page in the folder that is not of the build", "course/lesson.html", NAVIGATION],
    ["a file that is not of the build", "course/picture.png", {}],
    ["what is sent", "index.html", { method: "POST" }],
  ])("%s goes on to the network untouched", async (_, address, wish) => {
    const worker = await installed("v1", FIRST);
    expect(worker.answer(address, wish)).toBeUndefined();
  });

  it("another page at the same address comes as it is", async () => {
    const worker = await installed("v1", FIRST);
    serve({ "index.html": "another project on this port" });
    const page = await worker.answer("", NAVIGATION);
    expect(await page?.text()).toBe("another project on this port");
    expect(page?.headers.get("Cross-Origin-Opener-Policy")).toBeNull();
  });
});

describe("another build", () => {
  it("is kept as a whole or not at all", async () => {
    const worker = await installed("v1", FIRST);
    const next = await workerOf(buildOf("v2", SECOND));
    // A host in the midst of an upload.
    serve({ ...SECOND, "wasm/simd.wasm?b2": "module 1" });
    await expect(next.install()).rejects.toThrow("integrity");
    expect(await caches.keys()).toEqual([cacheOf("v1")]);
    server = undefined;
    expect(await worker.ask("wasm/simd.wasm?b1")).toBe("module 1");
  });

  it("waits until it is told, and listens to nothing else", async () => {
    const worker = await installed("v1", FIRST);
    expect(worker.skipped()).toBe(0);
    worker.say({ take: "over" });
    worker.say("something");
    expect(worker.skipped()).toBe(0);
    worker.say("take over");
    expect(worker.skipped()).toBe(1);
  });

  it("has its tables too where somebody has wanted them", async () => {
    await (await installed("v1", FIRST)).ask("data/iris.safetensors");
    const next = await installed("v2", SECOND);
    server = undefined;
    expect(await next.ask("data/iris.safetensors")).toBe("iris 2");
  });

  it("leaves to older tabs their own files, and never its module to their script", async () => {
    await installed("v1", FIRST);
    const next = await installed("v2", SECOND);
    server = undefined;
    expect(await next.ask("assets/page-11111111.js")).toBe("script 1");
    expect(await next.ask("wasm/simd.wasm?b1")).toBe("module 1");
    expect(await next.ask("", NAVIGATION)).toBe("page 2");
  });

  it("leaves no builds behind but the one before", async () => {
    await caches.open("downhill https://school.example/other/ v0");
    for (const version of ["v1", "v2", "v3"]) await installed(version, SECOND);
    expect(await caches.keys()).toEqual([
      "downhill https://school.example/other/ v0",
      cacheOf("v2"),
      cacheOf("v3"),
    ]);
  });

  it("that the network has first is shown, with its own files", async () => {
    const worker = await installed("v1", FIRST);
    serve(SECOND);
    expect(await worker.ask("", NAVIGATION)).toBe("page 2");
    expect(await worker.ask("assets/page-22222222.js")).toBe("script 2");
    expect(await worker.ask("wasm/simd.wasm?b2")).toBe("module 2");
  });
});

it("asks for nothing that it has but for the page itself", async () => {
  const worker = await installed("v1", FIRST);
  await worker.ask("", NAVIGATION);
  await worker.ask("assets/page-11111111.js");
  await worker.ask("wasm/simd.wasm?b1");
  expect(asked).toEqual([""]);
});
