// SPDX-License-Identifier: Apache-2.0
/** Entry of the page of exercises: the one that the address asks for, or the list. */

import { effect } from "@preact/signals-core";
import { exerciseFrom, ownExercise } from "../../app/exercise_files.ts";
import { type Notice, refused as refusal } from "../../app/notice.ts";
import { Settings } from "../../app/settings.ts";
import { quoted } from "../../data/shown.ts";
import { decodeView } from "../../documents/link.ts";
import { sentences } from "../../documents/refusal.ts";
import type { Text } from "../../engine/api.ts";
import { EngineError } from "../../engine/contract/engine_error.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import { LARGEST_EXERCISE_FILE } from "../../exercises/document.ts";
import { addressOf, encodeExerciseLink } from "../../exercises/link.ts";
import { readExercise } from "../../exercises/read_exercise.ts";
import { learn } from "../../locales/dictionary.ts";
import { dress } from "../shared/dress.ts";
import { showUnavailable } from "../shared/unavailable.ts";
import { DownhillExerciseHome, type Ways } from "./downhill-exercise-home.ts";
import { reachHost } from "./reach_host.ts";
import { askedFor, type Found, keepFile, keptFile, originOfHeld } from "./source.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const place = document.querySelector("#app") ?? document.body;
const darkness = matchMedia("(prefers-color-scheme: dark)");
const settings = new Settings(
  decodeView(location.hash),
  navigator.languages,
  darkness.matches,
  window.parent === window,
);
darkness.addEventListener("change", () => settings.setSystemDark(darkness.matches));
effect(() => dress(settings, `${{ en, zh }[settings.language].title} — Downhill`));

const ways: Ways = {
  open: (file) => void open(file),
  fetch: (address, signal) => fetchFrom(address, signal),
  ask: (address) => {
    try {
      const elsewhere = {
        kind: "elsewhere",
        address: addressOf(address, quoted(address)),
      } as const;
      location.hash = encodeExerciseLink({ place: elsewhere, view: settings.view });
    } catch (error) {
      refused(error, MISSING);
    }
  },
};

/** Only a page that is held by another one answers it. */
const host =
  window.parent === window
    ? undefined
    : reachHost(
        () => import("./host.ts").then(({ connectExercise }) => connectExercise(settings)),
        settings,
      );
const failed = (error: unknown, said?: Text) => void host?.then((one) => one?.failed(error, said));

function showHome(fault?: Text, elsewhere?: URL): void {
  const home = new DownhillExerciseHome();
  Object.assign(home, { settings, ways, fault, elsewhere });
  place.replaceChildren(home);
}

/** What stands in the way is told in one sentence, above the list. */
function refused(error: unknown, otherwise: Text, elsewhere?: URL): void {
  if (error instanceof EngineError) {
    failed(error);
    void showUnavailable(place, error, settings);
    return;
  }
  const fault = error instanceof ExperimentError ? sentences(error) : otherwise;
  failed(error, fault);
  showHome(fault, elsewhere);
}

const MISSING: Text = { en: en.missing, zh: zh.missing };

let opening = new AbortController();

/** The one that is opened last is the one that is shown. */
async function show(found: Found, notice?: Notice): Promise<void> {
  opening.abort();
  opening = new AbortController();
  const { signal } = opening;
  try {
    const { openExercise } = await import("./open_exercise.ts");
    const opened = await openExercise(place, settings, found, {
      signal,
      ...(notice && { notice }),
    });
    // Whoever sits here waits for no page around it.
    void host?.then((answering) => {
      if (!signal.aborted) answering?.opened(opened);
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function open(file: File): Promise<void> {
  const both = (say: (words: typeof en) => string): Text => ({ en: say(en), zh: say(zh) });
  if (file.size > LARGEST_EXERCISE_FILE)
    return showHome(both(({ tooLarge }) => tooLarge(file.name)));
  try {
    const exercise = readExercise(await file.text());
    const isKept = keepFile(exercise, file.name, settings.view);
    const found = { exercise, origin: { kind: "file", name: file.name } } as const;
    await show(found, isKept ? undefined : refusal(en.unkept, zh.unkept));
  } catch (error) {
    refused(
      error,
      both(({ unreadable }) => unreadable(file.name)),
    );
  }
}

async function fetchFrom(address: URL, signal: AbortSignal): Promise<void> {
  try {
    const exercise = await exerciseFrom(address, { signal });
    signal.throwIfAborted();
    await show({ exercise, origin: { kind: "host", name: address.host } });
  } catch (error) {
    if (!signal.aborted) refused(error, MISSING, address);
  }
}

async function start(): Promise<void> {
  try {
    await learn(settings.language);
  } catch (error) {
    await showUnavailable(place, error, settings);
    return;
  }
  try {
    const { place: asked } = askedFor();
    switch (asked?.kind) {
      case "own":
        return await show({ exercise: await ownExercise(asked.id), origin: { kind: "own" } });
      case "held":
        return await show({ exercise: asked.exercise, origin: originOfHeld() });
      case "elsewhere":
        return showHome(undefined, asked.address);
      case undefined: {
        const kept = keptFile();
        return kept === undefined ? showHome() : await show(kept);
      }
    }
  } catch (error) {
    refused(error, MISSING);
  }
}

// Another address is another exercise.
addEventListener("hashchange", () => location.reload());
void start();
