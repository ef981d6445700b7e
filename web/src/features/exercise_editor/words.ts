// SPDX-License-Identifier: Apache-2.0
import type { Language } from "../../locales/language.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export type EditorWords = typeof en;

const WORDS: Readonly<Record<Language, EditorWords>> = { en, zh };

export const editorWords = (language: Language): EditorWords => WORDS[language];
