// SPDX-License-Identifier: Apache-2.0
/** Words that come language by language: a page asks for those that it shows, and for the others when somebody changes over. */
import type { Language } from "./language.ts";

/** One file for each language. */
export type Files<Words> = { readonly [L in Language]: () => Promise<Words> };

interface Learnt {
  knows(language: Language): boolean;
  learn(language: Language): Promise<void>;
}

const dictionaries: Learnt[] = [];

/**
 * Of a page's first screen, in a file words.ts: what comes later brings its words along.
 * @returns the words of a language that was learnt; of another one, rather than none, those that are here
 */
export function dictionary<Words>(files: Files<Words>): (language: Language) => Words {
  const known = new Map<Language, Words>();
  const coming = new Map<Language, Promise<unknown>>();
  const ask = async (language: Language) => {
    try {
      known.set(language, await files[language]());
    } catch (error) {
      coming.delete(language);
      throw error;
    }
  };
  dictionaries.push({
    knows: (language) => known.has(language),
    learn: async (language) => {
      if (!coming.has(language)) coming.set(language, ask(language));
      await coming.get(language);
    },
  });
  return (language) => {
    const words = known.get(language) ?? [...known.values()][0];
    if (words === undefined) throw new Error("No words have been learnt.");
    return words;
  };
}

/** All that this page says, in this language. @throws Error where its words do not arrive; the next call asks again */
export async function learn(language: Language): Promise<void> {
  await Promise.all(dictionaries.map((one) => one.learn(language)));
}

export const isLearnt = (language: Language): boolean =>
  dictionaries.every((one) => one.knows(language));
