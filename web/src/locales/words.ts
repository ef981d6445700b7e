// SPDX-License-Identifier: Apache-2.0
/** The page's words by language. A key that one language lacks, or has with other holes, does not compile. */
import type { Text } from "../engine/api.ts";
import { dictionary } from "./dictionary.ts";
import type { Words } from "./en.ts";
import type { Language } from "./language.ts";
import type { Like } from "./like.ts";

export type { Like, Words };

export const wordsOf = dictionary<Words>({
  en: async () => (await import("./en.ts")).en,
  zh: async () => (await import("./zh.ts")).zh,
});

/** A sentence that is made where it is read: the words of the other languages may not be here. */
export const saidBy = (say: (language: Language) => string): Text => ({
  get en() {
    return say("en");
  },
  get zh() {
    return say("zh");
  },
});

/** A sentence of the catalog or of the parser. */
export const pick = (text: Text, language: Language): string => text[language];
