// SPDX-License-Identifier: Apache-2.0
/** The statement of an exercise, whoever has written it: cleaned Markdown. No HTML of it comes through, and no script. */

import type { Language } from "../locales/language.ts";
import { markdown, renderMarkdown } from "./markdown.ts";

const LESSONS = "./lessons/";

/** HTML. A formula that is none stands as it was written. */
export function statementHtml(text: string, language: Language): string {
  // Words of a stranger are not explained as if they were ours.
  const env = {
    language,
    explained: new Set<string>(),
    quiet: 1,
    titles: 0,
    folder: LESSONS,
    closing: [],
  };
  try {
    return elsewhere(renderMarkdown(text, env));
  } catch {
    return `<p>${markdown.utils.escapeHtml(text)}</p>`;
  }
}

/** What leads away opens beside the exercise, and is not told where it was read. */
const elsewhere = (html: string): string =>
  html.replaceAll(
    '<a href="https://',
    '<a target="_blank" rel="noopener noreferrer" href="https://',
  );
