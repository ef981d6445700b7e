// SPDX-License-Identifier: Apache-2.0
/** Which family of modules a document asks for. */
import type { Arithmetic } from "./candidates.ts";

/** What is longer is neither of the two keys, nor a word that they hold, however its signs are written. */
const LONGEST = 80;

/**
 * Of an experiment, or of a study's experiment. Only a look at one field, in one pass that makes no values of the text: the session judges
 * the whole, and judging twice would make every sample twice.
 */
export function arithmeticOf(text: string): Arithmetic {
  let depth = 0;
  // How deep the keys lie that are looked at; 0 where the text is no object.
  let keys = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === "{" || sign === "[") {
      depth += 1;
      if (depth === 1 && sign === "{") keys = 1;
    } else if (sign === "}" || sign === "]") {
      depth -= 1;
      keys = Math.min(keys, depth);
    } else if (sign === '"') {
      const end = endOfString(text, at);
      const colon = afterSpace(text, end);
      if (keys > 0 && depth === keys && text[colon] === ":") {
        const key = word(text, at, end);
        const value = afterSpace(text, colon + 1);
        if (key === "arithmetic") {
          return word(text, value, endOfString(text, value)) === "fast" ? "fast" : "reproducible";
        }
        if (key === "experiment" && depth === 1 && text[value] === "{") keys = 2;
      }
      at = end - 1;
    }
  }
  return "reproducible";
}

/** Behind its second quote. `at`: of its first. */
function endOfString(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = quote;
    while (text[slashes - 1] === "\\") slashes -= 1;
    if ((quote - slashes) % 2 === 0) return quote + 1;
  }
  return text.length;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text[at] as string)) at += 1;
  return at;
}

function word(text: string, from: number, to: number): unknown {
  if (to - from > LONGEST) return undefined;
  try {
    return JSON.parse(text.slice(from, to));
  } catch {
    return undefined;
  }
}
