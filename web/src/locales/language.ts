// SPDX-License-Identifier: Apache-2.0
/** The languages that the page speaks. */
import { VIEW } from "../documents/view_keys.ts";

export const LANGUAGES = VIEW.lang.value.values;
export type Language = (typeof LANGUAGES)[number];

export const isLanguage = (text: string | undefined): text is Language =>
  (LANGUAGES as readonly (string | undefined)[]).includes(text);

/** What `<html lang>` says. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: "en", zh: "zh-Hans" };
/** Each language by its own name, for those who cannot read the other. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "EN", zh: "中文" };

/** The list of lessons beside the page, as web/src/lessons/pages.ts names it. */
export const lessonsIn = (language: Language): string =>
  language === "en" ? "./lessons/index.html" : `./lessons/index.${language}.html`;
