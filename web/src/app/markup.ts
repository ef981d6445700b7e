// SPDX-License-Identifier: Apache-2.0
/** Text of authors in the languages of other systems: nothing of it is taken for markup there. */

/** In quotation marks of HTML, of JSX and of XML, which read the same names of characters; and between tags. */
export const inMarkup = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
    // An empty line would end a block of HTML in Markdown.
    .replaceAll("\n", "&#10;");

/** In a line of Markdown. Source: CommonMark 0.31, section 2.4: a backslash before any sign of ASCII stands for the sign. */
export const inMarkdown = (text: string): string =>
  text.replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`);

/** Between the brackets that hold the address of a link, which these would end. */
export const inBrackets = (address: string): string =>
  address.replaceAll("(", "%28").replaceAll(")", "%29");

/** In one line. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** ` name="value"` for each that has a value. */
export const attributes = (given: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(given)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${inMarkup(value)}"`))
    .join("");
