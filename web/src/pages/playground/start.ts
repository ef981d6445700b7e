// SPDX-License-Identifier: Apache-2.0
/** Puts the page together: settings from the address, the engine, the stores, the elements. */

import { effect } from "@preact/signals-core";
import { unsavedWork } from "../../app/own_library.ts";
import type { Address } from "../../app/router.ts";
import { Settings } from "../../app/settings.ts";
import { Tab } from "../../app/tab.ts";
import { keepUnsaved } from "../../app/unsaved_work.ts";
import { Workspace } from "../../app/workspace.ts";
import { decodeView, type View } from "../../documents/link.ts";
import { isObject } from "../../documents/path.ts";
import type { BuildName, Engine } from "../../engine/api.ts";
import { isThreadCount } from "../../engine/threads.ts";
import { LANGUAGE_TAGS } from "../../locales/language.ts";
import { wordsOf } from "../../locales/words.ts";
import { DownhillApp } from "./downhill-app.ts";
import { showUnavailable } from "./unavailable.ts";

/** What the address asks of the engine. */
export interface EngineWish {
  readonly build?: BuildName;
  readonly threads?: number;
}

const BUILDS: readonly string[] = [
  "simd",
  "relaxed",
  "simd-threads",
  "relaxed-threads",
] satisfies BuildName[];

/** A wish that makes no sense is no wish. */
export function engineWish({ build, threads }: View): EngineWish {
  const count = Number(threads);
  return {
    ...(build !== undefined && BUILDS.includes(build) ? { build: build as BuildName } : {}),
    ...(isThreadCount(count) ? { threads: count } : {}),
  };
}

/** Language and theme reach the document itself before any element draws. */
function dress(settings: Settings): void {
  const root = document.documentElement;
  root.lang = LANGUAGE_TAGS[settings.language];
  root.dataset.theme = settings.dark ? "dark" : "light";
  document.title = wordsOf(settings.language).title;
}

const tab = new Tab();

/** The address of this page; the name of a draft lies with its entry in the history, and goes nowhere else. */
const windowAddress: Address = {
  read: () => location.hash,
  draft: () => {
    const state: unknown = history.state;
    return isObject(state) && typeof state.draft === "string" ? state.draft : undefined;
  },
  replace: (hash, draft) =>
    history.replaceState(
      draft === undefined ? null : { draft },
      "",
      hash === "" ? location.pathname + location.search : `#${hash}`,
    ),
  alone: () => tab.alone,
};

export async function startPage(
  createEngine: (wish: EngineWish) => Promise<Engine>,
): Promise<void> {
  const view = decodeView(location.hash);
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  const settings = new Settings(view, navigator.languages, darkness.matches);
  effect(() => dress(settings));
  darkness.addEventListener("change", () => settings.setSystemDark(darkness.matches));

  const place = document.querySelector("#app") ?? document.body;
  const waiting = place.querySelector(".wait");
  if (waiting !== null) waiting.textContent = wordsOf(settings.language).starting;
  try {
    const engine = await createEngine(engineWish(view));
    const workspace = await Workspace.start(engine, settings, windowAddress);
    window.addEventListener("pagehide", () => workspace.router.flush());
    window.addEventListener("hashchange", () => void workspace.router.follow());
    place.replaceChildren(new DownhillApp().provide(workspace));
    void keepUnsaved(workspace, unsavedWork, tab);
  } catch (error) {
    showUnavailable(place, error, settings);
  }
}
