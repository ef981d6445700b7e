// SPDX-License-Identifier: Apache-2.0
/** What was typed or chosen as an answer. */
import type { Question } from "../exercises/document.ts";
import { readTypedNumber } from "../locales/typed_number.ts";

/** Undefined where it is none: nothing, no number, or no option of the question. */
export function readAnswer(question: Question, typed = ""): number | string | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  if (question.kind === "choice") {
    return question.options.some(({ id }) => id === text) ? text : undefined;
  }
  return readTypedNumber(text);
}
