// SPDX-License-Identifier: Apache-2.0
/** The words of this feature, for its elements. */
import { dictionary } from "../../locales/dictionary.ts";
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export type NetworkWords = Like<typeof en>;

export const networkWords = dictionary<NetworkWords>({
  en: async () => (await import("./words.en.ts")).en,
  zh: async () => (await import("./words.zh.ts")).zh,
});
