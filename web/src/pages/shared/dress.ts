// SPDX-License-Identifier: Apache-2.0
/** Language and theme reach the document itself before any element draws. */
import type { Settings } from "../../app/settings.ts";
import { LANGUAGE_TAGS } from "../../locales/language.ts";
import { wordsOf } from "../../locales/words.ts";

/** `title`: in place of the page's own. */
export function dress(settings: Settings, title?: string): void {
  const root = document.documentElement;
  root.lang = LANGUAGE_TAGS[settings.language];
  root.dataset.theme = settings.dark ? "dark" : "light";
  document.title = title ?? wordsOf(settings.language).title;
}
