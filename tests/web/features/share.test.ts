// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { fieldAt } from "../../../web/src/documents/field_at.ts";
import { decodeView } from "../../../web/src/documents/link.ts";
import { declaredView } from "../../../web/src/documents/view_keys.ts";
import { listed } from "../../../web/src/documents/view_reading.ts";
import { PART_NAMES } from "../../../web/src/documents/view_words.ts";
import type { Catalog } from "../../../web/src/engine/api.ts";
import { FORM_IDS } from "../../../web/src/features/share/forms.ts";
import { shownSettings } from "../../../web/src/features/share/shown_settings.ts";
import { ASKED, type ShareStore, shareStoreOf } from "../../../web/src/features/share/store.ts";
import { en } from "../../../web/src/features/share/words.en.ts";
import { NOTATIONS } from "../../../web/src/locales/notation.ts";
import { FakeEngine } from "../fakes/fake_engine.ts";

type Names = Readonly<Record<string, string | undefined>>;

let store: ShareStore;
let workspace: Workspace;

beforeEach(async () => {
  Object.assign(globalThis, { location: { href: "https://downhill.example/index.html#seed=3" } });
  const hash = "view.lang=zh&view.scale=log&view.parts=map";
  const settings = new Settings(decodeView(hash), ["en"]);
  const address = { read: () => hash, draft: () => undefined, replace: () => {} };
  workspace = await Workspace.start(new FakeEngine(), settings, address);
  store = shareStoreOf(workspace);
});

describe("what readers see", () => {
  it("has words for each key that is asked for, for each of its values, and for each form", () => {
    for (const key of ASKED) {
      const { value, otherwise } = declaredView(key);
      expect((en.keys as Names)[key], key).toBeTruthy();
      const values: Readonly<Record<string, object | undefined>> = {
        ...en.values,
        parts: PART_NAMES,
        notation: NOTATIONS,
      };
      const names = values[key] as Names | undefined;
      for (const one of "values" in value ? (value.values ?? []) : []) {
        expect(names?.[one], `${key}: ${one}`).toBeTruthy();
      }
      const mayBeUnset =
        value.kind === "text" || (value.kind === "choice" && otherwise === undefined);
      if (mayBeUnset) expect((en.without as Names)[key], key).toBeTruthy();
    }
    expect(Object.keys(en.forms)).toEqual(FORM_IDS);
  });

  it("begins as the address of the page has it, with what is not asked for as the page is now", () => {
    expect(store.view.value).toEqual({ lang: "zh", scale: "log", parts: "map" });
    workspace.settings.setLogarithmic(false);
    workspace.settings.setLanguage("en");
    // The author's own language is not the readers'.
    expect(store.view.value).toEqual({ lang: "zh", parts: "map" });
  });

  it("stands in the link only where it is not as without it", () => {
    store.choose("lock", "yes");
    store.choose("lang", undefined);
    store.choose("show", "");
    expect(store.view.value).toEqual({ scale: "log", parts: "map", lock: "yes", show: "" });
    expect(listed(store.view.value, "show")).toEqual([]);
    store.choose("lock", "no");
    store.choose("show", "optimizer.learning_rate");
    expect(store.view.value).toEqual({ scale: "log", parts: "map" });
  });

  it("is shared under its title, or as what it is", () => {
    expect(store.shared.value.title).toContain(" · ");
    store.choose("title", "Two rings");
    expect(store.shared.value).toMatchObject({
      title: "Two rings",
      site: "https://downhill.example/",
    });
  });
});

it("the settings that may be handed to readers are fields of the experiment, those of its data too", () => {
  const file = resolve(import.meta.dirname, "../../../build/generated/catalog.json");
  const catalog: Catalog = JSON.parse(readFileSync(file, "utf8"));
  const experiment = catalog.defaults;
  const paths = shownSettings(catalog, experiment);
  expect(paths).toContain("optimizer.learning_rate");
  expect(paths).toContain("data.noise");
  expect(paths).not.toContain("version");
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths)
    expect(fieldAt(catalog, experiment, path)?.id).toBe(path.split(".").at(-1));
});
