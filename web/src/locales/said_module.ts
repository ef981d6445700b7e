// SPDX-License-Identifier: Apache-2.0
/** What a module of the trainer counts with, by its name. */
import type { Words } from "./words.ts";

export const saidModule = (name: string, words: Pick<Words, "relaxedSimd">): string =>
  name.startsWith("relaxed") ? words.relaxedSimd : "SIMD";
