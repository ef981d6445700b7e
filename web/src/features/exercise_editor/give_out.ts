// SPDX-License-Identifier: Apache-2.0
/** The forms in which an exercise is given to students. */
import { attributes, oneLine } from "../../app/markup.ts";
import { type Exercise, LONGEST_EXERCISE } from "../../exercises/document.ts";
import {
  type ExercisePlace,
  encodeExerciseLink,
  LONGEST_EXERCISE_LINK,
} from "../../exercises/link.ts";
import { type Raw, textIn } from "./draft.ts";

/** Chats, mail and learning systems cut longer ones. */
export const LONG_LINK = 2_000;
/** High enough for task and playground one above the other. */
const HEIGHT = "900";

export type LinkFit = "short" | "long" | "too_long";

/** @param exercise as it was read once: what is given out has been found well. `origin`: the one of this site's own that it is, unchanged */
export function studentAddress(exercise: Raw, site: string, origin?: string): string {
  const { $schema: _, ...told } = exercise;
  const place: ExercisePlace =
    origin === undefined
      ? { kind: "held", exercise: told as unknown as Exercise }
      : { kind: "own", id: origin };
  return new URL(`exercise.html#${encodeExerciseLink({ place, view: {} })}`, site).href;
}

export function fitOf(address: string): LinkFit {
  const { hash } = new URL(address);
  if (hash.length - 1 > LONGEST_EXERCISE_LINK) return "too_long";
  return address.length > LONG_LINK ? "long" : "short";
}

/** Whether the file is one that pages read. */
export const fitsFile = (text: string): boolean => text.length <= LONGEST_EXERCISE;

export function frameText(exercise: Raw, address: string, language: "en" | "zh"): string {
  const given = attributes({
    src: address,
    title: oneLine(textIn(exercise.title, language)),
    width: "100%",
    height: HEIGHT,
    loading: "lazy",
    allow: "cross-origin-isolated; clipboard-write; fullscreen",
    style: "border: 0",
  });
  return `<iframe${given}></iframe>`;
}
