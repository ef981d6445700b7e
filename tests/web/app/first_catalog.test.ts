// SPDX-License-Identifier: Apache-2.0
/** The helps of the settings, which come after the catalog that lacks them. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Text } from "../../../web/src/engine/api.ts";

const entry = { label: { en: "Rate", zh: "率" } };
const help = { en: "How far.", zh: "多远。" };
const files: Readonly<Record<string, unknown>> = {
  "first_catalog.json": { one: { label: {} } },
  "first_texts.en.json": [entry.label.en],
  "first_texts.zh.json": [entry.label.zh],
  "catalog.json": { one: { ...entry, help } },
};
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
    return Response.json(files[name]);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const settled = () => new Promise((resolve) => setTimeout(resolve));
const begin = async () => ({
  ...(await import("../../../web/src/app/first_catalog.ts")),
  ...(await import("../../../web/src/locales/dictionary.ts")),
});

it("are there where nobody has asked for that catalog, which takes nothing from those who do later", async () => {
  const { explains, learn, loadFirstCatalog } = await begin();
  expect(explains()).toBe(true);
  expect(asked).toEqual([]);
  const catalog: unknown = await loadFirstCatalog("en");
  await learn("zh");
  expect(explains()).toBe(false);
  await vi.waitFor(() => expect(explains()).toBe(true));
  expect(catalog).toEqual({ one: { ...entry, help } });
});

it("that do not arrive are told, and come when they are asked for again", async () => {
  const { explains, loadFirstCatalog, unexplained } = await begin();
  await loadFirstCatalog("en");
  expect(unexplained()).toBeUndefined();
  isOnline = false;
  for (let drawn = 0; drawn < 50; drawn += 1) {
    expect(explains()).toBe(false);
    await settled();
  }
  expect(asked).toEqual(["first_catalog.json", "first_texts.en.json", "catalog.json"]);
  isOnline = true;
  unexplained()?.();
  await vi.waitFor(() => expect(explains()).toBe(true));
  expect(unexplained()).toBeUndefined();
});

it("says its labels in the language that was asked for, and in the other as soon as that is learnt", async () => {
  const { learn, loadFirstCatalog } = await begin();
  const catalog = (await loadFirstCatalog("zh")) as unknown as { one: { label: Text } };
  expect(asked).toEqual(["first_catalog.json", "first_texts.zh.json"]);
  expect(catalog.one.label.zh).toBe(entry.label.zh);
  await learn("en");
  expect(catalog.one.label).toEqual(entry.label);
});
