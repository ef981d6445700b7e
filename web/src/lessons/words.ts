// SPDX-License-Identifier: Apache-2.0
import type { Language } from "../locales/language.ts";
import type { Like } from "../locales/like.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type LessonWords = Like<typeof en>;

const WORDS: Readonly<Record<Language, LessonWords>> = { en, zh };

export const lessonWords = (language: Language): LessonWords => WORDS[language];
