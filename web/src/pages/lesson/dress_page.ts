// SPDX-License-Identifier: Apache-2.0
/** Light or dark, as on the other pages of the site; the frames wear the same. */
import { effect } from "@preact/signals-core";
import { Settings, THEMES } from "../../app/settings.ts";
import { writeStored } from "../../app/storage.ts";
import type { Language } from "../../locales/language.ts";

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
  const button = document.querySelector<HTMLButtonElement>("#theme");
  if (button === null) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    settings.setTheme(THEMES[(THEMES.indexOf(settings.theme) + 1) % THEMES.length] ?? "auto");
  });
}
