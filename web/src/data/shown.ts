// SPDX-License-Identifier: Apache-2.0
/** Texts of strangers as they are shown: nothing in them is obeyed by a terminal or a page, and in a sentence they are cut. */

/** Signs that are obeyed instead of shown: controls, and marks that turn the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
/** Signs that nobody sees. */
const UNSEEN = /[\u200b-\u200d\u2060\ufeff]/g;

/** As JSON writes them, so that JSON stays what it is. Tabs and line ends stay. */
export function escaped(text: string): string {
  return text.replace(OBEYED, written);
}

const written = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;

const MOST_SHOWN = 40;

/** As it stands in a sentence: on one line, everything visible, and cut where it is long. */
export function quoted(text: string, most = MOST_SHOWN): string {
  // So much and no more is looked at: each sign may be a pair of surrogates, and blanks fall together.
  const line = text.slice(0, 8 * most).replace(/\s+/g, " ");
  const signs = [...escaped(line).replace(UNSEEN, written)];
  const isWhole = signs.length <= most && text.length <= 8 * most;
  return isWhole ? signs.join("") : `${signs.slice(0, most - 1).join("")}…`;
}

/** As many names as a sentence bears. */
const NAMES_SHOWN = 12;

export function listed(names: readonly string[], most = NAMES_SHOWN): string {
  const shown = names.slice(0, most).map((name) => quoted(name));
  return shown.join(", ") + (names.length > most ? `, … (${names.length})` : "");
}
