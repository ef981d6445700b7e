// SPDX-License-Identifier: Apache-2.0
/** A number as somebody types it who learns: with a point or a comma, with the minus of a book, or full width as Chinese keyboards write. */
import { numberIn } from "../documents/number_text.ts";

export { numberIn };

/** Undefined where it is none. A comma is one of decimals: nobody types thousands with a comma into a small field. */
export function readTypedNumber(text: string): number | undefined {
  const plain = text
    .normalize("NFKC")
    .replaceAll(/\s/g, "")
    .replaceAll(/[−–]/g, "-")
    .replace(/[,、。]/, ".");
  return numberIn(plain);
}
