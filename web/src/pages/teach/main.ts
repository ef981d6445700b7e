// SPDX-License-Identifier: Apache-2.0
/** Entry of the teacher's page. */
import { effect } from "@preact/signals-core";
import { listedExercises, ownExercise } from "../../app/exercise_files.ts";
import { ownTables } from "../../app/own_tables.ts";
import { Settings } from "../../app/settings.ts";
import { decodeView } from "../../documents/link.ts";
import { createEngine } from "../../engine/engine.ts";
import { learn } from "../../locales/dictionary.ts";
import { LateSandbox } from "../../sandbox/late_sandbox.ts";
import { dress } from "../shared/dress.ts";
import { engineWish } from "../shared/engine_wish.ts";
import { showUnavailable } from "../shared/unavailable.ts";
import { Desk } from "./desk.ts";
import { DeskView } from "./desk_view.ts";
import { DownhillTeach } from "./downhill-teach.ts";
import { BrowserKeeper } from "./keeper.ts";
import { teachWords } from "./words.ts";

/** Each has a module with a memory of its own. */
const MOST_LANES = 8;

const view = decodeView(location.hash);
const darkness = matchMedia("(prefers-color-scheme: dark)");
const settings = new Settings(view, navigator.languages, darkness.matches);
dress(settings, document.title);
darkness.addEventListener("change", () => settings.setSystemDark(darkness.matches));

const wish = engineWish(view);
const sandbox = new LateSandbox();
const desk = new Desk({
  // Whole receipts side by side gain more than threads within one.
  start: () => createEngine({ tables: ownTables.find, ...wish, threads: 1 }),
  lanes: Math.min(MOST_LANES, navigator.hardwareConcurrency ?? 1),
  own: async (id) => {
    const all = await listedExercises();
    return all.some((one) => one.id === id) ? ownExercise(id) : undefined;
  },
  keeper: new BrowserKeeper(),
  perform: (...asked) => sandbox.perform(...asked),
  rest: () => void sandbox.rest(),
});

const place = document.querySelector("#app") ?? document.body;
try {
  await learn(settings.language);
  effect(() => dress(settings, teachWords(settings.language).title));
  place.replaceChildren(new DownhillTeach().provide({ desk, view: new DeskView(), settings }));
  void desk.restore();
} catch (error) {
  void showUnavailable(place, error, settings);
}
