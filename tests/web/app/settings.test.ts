// SPDX-License-Identifier: Apache-2.0
import { expect, it, vi } from "vitest";
import { Settings } from "../../../web/src/app/settings.ts";
import { dictionary } from "../../../web/src/locales/dictionary.ts";
import { paceOf, SPEEDS } from "../../../web/src/sessions/pace.ts";

it("speaks the language of the link, else the browser's first one that it knows", () => {
  expect(new Settings({ lang: "zh" }, ["en"]).language).toBe("zh");
  expect(new Settings({}, ["fr-CA", "zh-Hant-TW", "en"]).language).toBe("zh");
  expect(new Settings({ lang: "xx" }, ["de"]).language).toBe("en");
});

it("follows the system's theme unless told otherwise", () => {
  const settings = new Settings({}, [], true);
  expect(settings.dark).toBe(true);
  settings.setSystemDark(false);
  expect(settings.dark).toBe(false);
  settings.setTheme("dark");
  expect(settings.dark).toBe(true);
});

it("within another page remembers nothing, and has its colours from the address or the system", () => {
  const stored = new Map([
    ["downhill.theme", "dark"],
    ["downhill.lang", "zh"],
  ]);
  const before = [...stored];
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  });
  const settings = new Settings({}, ["en"], false, false);
  expect(settings.dark).toBe(false);
  settings.setLanguage("en");
  settings.setTheme("light");
  settings.setShortcuts(false);
  settings.putIntroAway();
  expect(settings).toMatchObject({ language: "en", theme: "light", shortcuts: false });
  expect([...stored]).toEqual(before);
  new Settings({}, ["en"]).setTheme("light");
  expect(stored.get("downhill.theme")).toBe("light");
  vi.unstubAllGlobals();
});

it("writes only what differs from the default speed", () => {
  const settings = new Settings({ speed: "step" }, []);
  expect(settings.speed).toBe("step");
  settings.setSpeed("epoch");
  expect(settings.view).toEqual({});
});

it("keeps the scale of the loss in the link, where it is logarithmic", () => {
  const settings = new Settings({}, []);
  settings.setLogarithmic(true);
  expect(settings.view).toEqual({ scale: "log" });
  expect(new Settings(settings.view, []).logarithmic).toBe(true);
  settings.setLogarithmic(false);
  expect(settings.view).toEqual({});
});

it("has a pace for every speed", () => {
  expect(SPEEDS.map(paceOf)).toHaveLength(5);
});

it("tells when the language of a followed link is in force: once its words are here", async () => {
  let arrive = () => {};
  dictionary({
    en: async () => "",
    zh: () =>
      new Promise<string>((resolve) => {
        arrive = () => resolve("");
      }),
  });
  const settings = new Settings({ lang: "en" }, ["en"]);
  const followed = settings.follow({ lang: "zh" });
  expect(settings.language).toBe("en");
  arrive();
  await followed;
  expect(settings.language).toBe("zh");
});
