// SPDX-License-Identifier: Apache-2.0
/** Puts the page together: settings from the address, the engine, the stores, the elements. */

import { Playground } from "../../app/playground.ts";
import { Settings } from "../../app/settings.ts";
import { decodeView, type View } from "../../documents/link.ts";
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

export async function startPage(
  createEngine: (wish: EngineWish) => Promise<Engine>,
): Promise<void> {
  const view = decodeView(location.hash);
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  const settings = new Settings(view, navigator.languages, darkness.matches);
  dress(settings);
  settings.subscribe(() => dress(settings));
  darkness.addEventListener("change", () => settings.setSystemDark(darkness.matches));

  const place = document.querySelector("#app") ?? document.body;
  const waiting = place.querySelector(".wait");
  if (waiting !== null) waiting.textContent = wordsOf(settings.language).starting;
  try {
    const engine = await createEngine(engineWish(view));
    const playground = await Playground.start(engine, settings, {
      read: () => location.hash,
      replace: (hash) =>
        history.replaceState(
          history.state,
          "",
          hash === "" ? location.pathname + location.search : `#${hash}`,
        ),
    });
    window.addEventListener("pagehide", () => playground.flushAddress());
    window.addEventListener("hashchange", () => void playground.readAddress());
    const app = new DownhillApp();
    app.playground = playground;
    place.replaceChildren(app);
  } catch (error) {
    showUnavailable(place, error, settings);
  }
}
