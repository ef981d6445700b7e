// SPDX-License-Identifier: Apache-2.0
/** Light or dark, and the symbols of formulas, as on the other pages of the site; the frames have the same. */
import { effect } from "@preact/signals-core";
import { Settings } from "../../app/settings.ts";
import { writeStored } from "../../app/storage.ts";
import type { Language } from "../../locales/language.ts";
import { isNotation } from "../../locales/notation.ts";
import { renotate } from "../../ui/renotate.ts";

export function dressPage(language: Language): void {
  const darkness = matchMedia("(prefers-color-scheme: dark)");
  const settings = new Settings({ lang: language }, navigator.languages, darkness.matches);
  darkness.addEventListener("change", () => settings.setSystemDark(darkness.matches));
  // Whoever reads a page in this language wants the others in it too.
  writeStored("lang", language);
  effect(() => {
    document.documentElement.dataset.theme = settings.dark ? "dark" : "light";
    for (const frame of document.querySelectorAll("downhill-playground")) {
      frame.setAttribute("theme", settings.theme);
    }
  });
  chooseNotation(settings);
  const button = document.querySelector<HTMLButtonElement>("#theme");
  if (button === null) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    settings.turnTheme();
  });
}

/** Where there are formulas. */
function chooseNotation(settings: Settings): void {
  const choice = document.querySelector<HTMLSelectElement>("#notation");
  const place = choice?.closest<HTMLElement>(".notation");
  if (choice === null || place == null || document.querySelector("math") === null) return;
  place.hidden = false;
  effect(() => {
    const { notation } = settings;
    choice.value = notation;
    renotate(document, notation);
    for (const frame of document.querySelectorAll("downhill-playground")) {
      frame.setAttribute("notation", notation);
    }
  });
  choice.addEventListener("change", () => {
    if (isNotation(choice.value)) settings.setNotation(choice.value);
  });
}
