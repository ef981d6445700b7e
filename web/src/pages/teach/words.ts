// SPDX-License-Identifier: Apache-2.0
import type { Language } from "../../locales/language.ts";
import type { Like } from "../../locales/words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type TeachWords = Like<typeof en>;

const WORDS: Readonly<Record<Language, TeachWords>> = { en, zh };

export const teachWords = (language: Language): TeachWords => WORDS[language];
