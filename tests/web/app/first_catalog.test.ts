// SPDX-License-Identifier: Apache-2.0
/** The helps of the settings, which come after the catalog that lacks them. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";

const entry = { label: { en: "Rate", zh: "率" } };
const help = { en: "How far.", zh: "多远。" };
let asked: string[];
let isOnline: boolean;

beforeEach(() => {
  asked = [];
  isOnline = true;
  vi.resetModules();
  vi.stubGlobal("fetch", async (address: string | URL) => {
    const name = String(address).split("/").pop() ?? "";
    asked.push(name);
    if (!isOnline) throw new TypeError("Failed to fetch");
    return Response.json(name.startsWith("first") ? { one: entry } : { one: { ...entry, help } });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const settled = () => new Promise((resolve) => setTimeout(resolve));
const begin = () => import("../../../web/src/app/first_catalog.ts");

it("are there where nobody has asked for that catalog, which takes nothing from those who do later", async () => {
  const { explains, loadFirstCatalog } = await begin();
  expect(explains()).toBe(true);
  expect(asked).toEqual([]);
  const catalog: unknown = await loadFirstCatalog();
  expect(explains()).toBe(false);
  await vi.waitFor(() => expect(explains()).toBe(true));
  expect(catalog).toEqual({ one: { ...entry, help } });
});

it("that do not arrive are told, and come when they are asked for again", async () => {
  const { explains, loadFirstCatalog, unexplained } = await begin();
  await loadFirstCatalog();
  expect(unexplained()).toBeUndefined();
  isOnline = false;
  for (let drawn = 0; drawn < 50; drawn += 1) {
    expect(explains()).toBe(false);
    await settled();
  }
  expect(asked).toEqual(["first_catalog.json", "catalog.json"]);
  isOnline = true;
  unexplained()?.();
  await vi.waitFor(() => expect(explains()).toBe(true));
  expect(unexplained()).toBeUndefined();
});
