// SPDX-License-Identifier: Apache-2.0
/** What a name that is not known was meant to be: as the trainer's parser says it (src/experiment/suggestion.cpp). */
import type { Text } from "../engine/api.ts";

/** A long word is no typing mistake, and its distance would take long. */
const LONGEST = 64;
/** Characters of a list of names in a sentence. */
const LONGEST_LIST = 400;

/** The fault, and behind it the nearest of the known names, or all of them. */
export function unknownName(name: string, known: readonly string[], fault: Text): Text {
  const near = nearest(name, known);
  if (near !== undefined) {
    return { en: `${fault.en} Did you mean "${near}"?`, zh: `${fault.zh}是否想写“${near}”？` };
  }
  let list = known.join(", ");
  if (list.length > LONGEST_LIST) list = `${list.slice(0, LONGEST_LIST)}…`;
  return { en: `${fault.en} Choose one of: ${list}.`, zh: `${fault.zh}可选：${list}。` };
}

function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined;
  let least = Math.max(Math.floor(name.length / 3), 2) + 1;
  let found: string | undefined;
  for (const candidate of known) {
    const distance = distanceOf(name, candidate);
    // Words that share no letter are not near each other, however short.
    const apart = distance === Math.max(name.length, candidate.length);
    if (distance >= least || apart) continue;
    least = distance;
    found = candidate;
  }
  return found;
}

/** Levenshtein's distance: insertions, deletions and replacements. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
