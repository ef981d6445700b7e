// SPDX-License-Identifier: Apache-2.0
/** Why a link cannot be read, in words. */
import type { LinkError } from "../documents/link.ts";
import type { Words } from "./words.ts";

const LONGEST_KEY = 80;

export function linkSentence({ reason, key }: LinkError, words: Words): string {
  const said = words[reason];
  return typeof said === "string" ? said : said(key.slice(0, LONGEST_KEY));
}
