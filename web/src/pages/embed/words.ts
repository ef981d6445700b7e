// SPDX-License-Identifier: Apache-2.0
/** The words of the player. */
import { dictionary } from "../../locales/dictionary.ts";
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export type PlayerWords = Like<typeof en>;

export const playerWords = dictionary<PlayerWords>({
  en: async () => (await import("./words.en.ts")).en,
  zh: async () => (await import("./words.zh.ts")).zh,
});
