// SPDX-License-Identifier: Apache-2.0
/** The words of this feature, for its elements. */
import type { Language } from "../../locales/language.ts";
import type { Like } from "../../locales/words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type OutputWords = Like<typeof en>;

const WORDS: Readonly<Record<Language, OutputWords>> = { en, zh };

export const outputWords = (language: Language): OutputWords => WORDS[language];
