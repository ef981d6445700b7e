// SPDX-License-Identifier: Apache-2.0
import type { Language } from "../../locales/language.ts";
import type { Like } from "../../locales/words.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type PlayerWords = Like<typeof en>;

const WORDS: Readonly<Record<Language, PlayerWords>> = { en, zh };

export const playerWords = (language: Language): PlayerWords => WORDS[language];
