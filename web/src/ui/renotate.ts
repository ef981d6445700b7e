// SPDX-License-Identifier: Apache-2.0
/** Formulas that stand there as MathML, in the symbols of another book: each letter is an element, and knows what it was. */
import { type NotationId, symbolIn } from "../locales/notation.ts";

/** More than one letter stands upright: what is slanted alone stays so with its number. */
const SLANTED: Readonly<Record<string, string>> = { θ: "𝜃", β: "𝛽" };

const written = new WeakMap<Element, string>();
/** With a subscript. */
const BASES = ["msub", "msubsup"];

/** All formulas below; as often as one likes, and back. `single`: a weight without a subscript is the only one of its model. */
export function renotate(root: ParentNode, notation: NotationId, single = true): void {
  for (const letter of root.querySelectorAll("math mi")) {
    const ours = written.get(letter) ?? letter.textContent ?? "";
    written.set(letter, ours);
    const parent = letter.parentElement;
    const based =
      parent !== null && BASES.includes(parent.localName) && parent.firstElementChild === letter;
    const symbol = slanted(symbolIn(notation, ours, based || !single));
    if (letter.textContent !== symbol) letter.textContent = symbol;
  }
}

function slanted(symbol: string): string {
  const [first = "", ...number] = symbol;
  return number.length === 0 ? symbol : (SLANTED[first] ?? first) + number.join("");
}
