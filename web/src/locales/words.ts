// SPDX-License-Identifier: Apache-2.0
/** The page's words by language. A key that one language lacks, or has with other holes, does not compile. */
import type { Text } from "../engine/api.ts";
import { en, type Words } from "./en.ts";
import type { Language } from "./language.ts";
import type { Like } from "./like.ts";
import { zh } from "./zh.ts";

export type { Like, Words };

const WORDS: Readonly<Record<Language, Words>> = { en, zh };

export const wordsOf = (language: Language): Words => WORDS[language];

/** A sentence of the catalog or of the parser. */
export const pick = (text: Text, language: Language): string => text[language];
