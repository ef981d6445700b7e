// SPDX-License-Identifier: Apache-2.0
import type { Language } from "./language.ts";

/** Sentences one after the other, as the language sets them apart. */
export const paragraph = (sentences: readonly string[], language: Language): string =>
  sentences.join(language === "zh" ? "" : " ");
