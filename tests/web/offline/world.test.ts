// SPDX-License-Identifier: Apache-2.0
/** Where there is no place for a service worker, or none may be had, the page works as without one, and says nothing. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import type { View } from "../../../web/src/documents/view_keys.ts";
import { browserWorld } from "../../../web/src/offline/offline.ts";
import { offline } from "../../../web/src/pages/shared/offline.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

const register = vi.fn();
const getRegistration = vi.fn();

/** The browser as it is on https, where everything is allowed. */
function browser(given: object = {}): void {
  const all = {
    document: { baseURI: "https://school.example/index.html", querySelector: () => null },
    isSecureContext: true,
    crossOriginIsolated: true,
    navigator: { serviceWorker: { register, getRegistration, controller: null } },
    caches: { keys: async () => [] },
    sessionStorage: { getItem: () => null, setItem: () => {} },
    location: { reload: () => {} },
    ...given,
  };
  for (const [name, value] of Object.entries(all)) vi.stubGlobal(name, value);
}

const denied = () => {
  throw new DOMException("denied", "SecurityError");
};

beforeEach(() => {
  register.mockReset();
  getRegistration.mockReset();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it("there is one on https", () => {
  browser();
  expect(browserWorld()?.scope).toBe("https://school.example/");
});

it.each([
  ["from a server without https", { isSecureContext: false }],
  [
    "from a disk",
    { document: { baseURI: "file:///stick/downhill.html", querySelector: () => null } },
  ],
  ["in a browser without workers of this kind", { navigator: {} }],
])("there is none %s", (_, given) => {
  browser(given);
  expect(browserWorld()).toBeUndefined();
});

/** Lets the page wish for what is kept, or for its end. @returns what it says */
async function visit(view: View): Promise<unknown> {
  const settings = new Settings(view, ["en"]);
  const address = { read: () => "", draft: () => undefined, replace: () => {} };
  const workspace = await Workspace.start(new FakeEngine(), settings, address);
  const lost = vi.fn();
  process.on("unhandledRejection", lost);
  offline(workspace);
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", lost);
  expect(lost).not.toHaveBeenCalled();
  return workspace.notice.value;
}

it.each([
  ["to be kept", {}],
  ["to be cleared", { offline: "no" }],
] as const)("where storage is denied nothing is said of what was %s", async (_, view) => {
  browser();
  register.mockImplementation(async () => denied());
  getRegistration.mockImplementation(async () => denied());
  expect(await visit(view)).toBeUndefined();
  expect(register.mock.calls.length + getRegistration.mock.calls.length).toBe(1);
  // Some browsers throw at the very word.
  browser();
  for (const name of ["sessionStorage", "caches"]) {
    Object.defineProperty(globalThis, name, { get: denied, configurable: true });
    expect(await visit(view)).toBeUndefined();
  }
});
