// SPDX-License-Identifier: Apache-2.0
/** Puts the page together: settings from the address, the engine, the stores, the elements. */

import { computed, effect, signal } from "@preact/signals-core";
import { type Arrival, ArrivingEngine } from "../../app/arriving_engine.ts";
import { type Beforehand, loadBeforehand } from "../../app/beforehand.ts";
import { loadFirstCatalog } from "../../app/first_catalog.ts";
import { loadFilm } from "../../app/recordings.ts";
import type { Address } from "../../app/router.ts";
import { Settings } from "../../app/settings.ts";
import { Tab } from "../../app/tab.ts";
import { unsavedLater } from "../../app/unsaved_later.ts";
import { Workspace } from "../../app/workspace.ts";
import { decodeView } from "../../documents/link.ts";
import { isObject } from "../../documents/path.ts";
import type { Engine } from "../../engine/api.ts";
import { fetchAhead, likelyModule } from "../../engine/fetch_ahead.ts";
import { learn } from "../../locales/dictionary.ts";
import { Format } from "../../locales/format.ts";
import { wordsOf } from "../../locales/words.ts";
import { dress } from "../shared/dress.ts";
import { type EngineWish, engineWish } from "../shared/engine_wish.ts";
import { offlineLater } from "../shared/offline_later.ts";
import { watchTouched } from "../shared/touched.ts";
import { showUnavailable } from "../shared/unavailable.ts";
import { DownhillApp } from "./downhill-app.ts";

/** From here on a word on the trainer's way helps; sooner it would only flicker. */
const LATE_MS = 800;

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

function tellArrival(place: Element | null, settings: Settings, arrival?: Arrival): void {
  if (place === null || arrival === undefined) return;
  const words = wordsOf(settings.language);
  const { bytes, all, late } = arrival;
  const shown = (count: number) => new Format(settings.language).integer(Math.round(count / 1000));
  place.textContent =
    late && all !== undefined ? words.arriving(shown(bytes), shown(all)) : words.starting;
}

export async function startPage(
  createEngine: (wish: EngineWish) => Promise<Engine>,
): Promise<void> {
  const touched = watchTouched();
  const view = decodeView(location.hash);
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  const settings = new Settings(view, navigator.languages, darkness.matches);
  darkness.addEventListener("change", () => settings.setSystemDark(darkness.matches));

  const wish = engineWish(view);
  const module = likelyModule(wish);
  const bytes = signal(0);
  const coming = createEngine(wish);
  const place = document.querySelector("#app") ?? document.body;
  dress(settings, document.title);
  let beforehand: Beforehand;
  try {
    [beforehand] = await Promise.all([
      loadBeforehand(windowAddress, coming, settings.language),
      learn(settings.language),
    ]);
  } catch (error) {
    await showUnavailable(place, error, settings);
    return;
  }
  const { first, recording, sketch, known } = beforehand;
  effect(() => dress(settings));
  // Behind what is on the screen first, which is little.
  void fetchAhead(module, (here) => {
    bytes.value = here;
  });
  const engine = new ArrivingEngine(coming, {
    catalog: () => loadFirstCatalog(settings.language),
    description: known,
  });
  const late = signal(false);
  setTimeout(() => {
    late.value = true;
  }, LATE_MS);
  const arrival = computed(() =>
    engine.arrived
      ? undefined
      : { bytes: bytes.value, all: first?.modules[module], late: late.value },
  );

  const endWaiting = effect(() =>
    tellArrival(place.querySelector(".wait"), settings, arrival.value),
  );
  try {
    // What the build has recorded, or can be told without the trainer, is on the screen before it; any other link is read by it.
    const starting = Workspace.start(engine, settings, windowAddress, {
      first,
      recording,
      sketch,
      arrival,
    });
    const workspace = await Promise.race([starting, coming.then(() => starting)]);
    endWaiting();
    window.addEventListener("pagehide", () => workspace.router.flush());
    window.addEventListener("hashchange", () => void workspace.router.follow());
    place.replaceChildren(new DownhillApp().provide(workspace));
    if (!engine.arrived && recording !== undefined) void loadFilm(recording);
    void unsavedLater(workspace, tab).catch(() => {});
    await coming;
    offlineLater(workspace, touched);
  } catch (error) {
    endWaiting();
    await showUnavailable(place, error, settings);
  }
}
