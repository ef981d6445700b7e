// SPDX-License-Identifier: Apache-2.0
/** What was typed or chosen as an answer. */
import { LONGEST_CODE, type Question } from "../exercises/question.ts";
import { readTypedNumber } from "../locales/typed_number.ts";

/** Undefined where it is none: nothing, no number, no option of the question, or code that is too long to be handed in. */
export function readAnswer(question: Question, typed = ""): number | string | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  if (question.kind === "choice") {
    return question.options.some(({ id }) => id === text) ? text : undefined;
  }
  if (question.kind === "code") return typed.length <= LONGEST_CODE ? typed : undefined;
  return readTypedNumber(text);
}
