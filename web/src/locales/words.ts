// SPDX-License-Identifier: Apache-2.0
/** The page's words by language. A key that one language lacks, or has with other holes, does not compile. */
import type { Text } from "../engine/api.ts";
import type { Language } from "../state/settings.ts";
import { en, type Words } from "./en.ts";
import { zh } from "./zh.ts";

export type { Words };

const WORDS: Readonly<Record<Language, Words>> = { en, zh };

/** What `<html lang>` says. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: "en", zh: "zh-Hans" };
/** Each language by its own name, for those who cannot read the other. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "EN", zh: "中文" };

export const wordsOf = (language: Language): Words => WORDS[language];

/** A sentence of the catalog or of the parser. */
export const pick = (text: Text, language: Language): string => text[language];
