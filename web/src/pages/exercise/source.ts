// SPDX-License-Identifier: Apache-2.0
/** Which exercise the address asks for, and where a chosen file is kept so that a reload finds it. */
import { drafts } from "../../app/drafts.ts";
import type { Origin } from "../../app/exercise_work.ts";
import { newId } from "../../documents/new_id.ts";
import { isObject } from "../../documents/path.ts";
import type { View } from "../../documents/view_keys.ts";
import type { Exercise } from "../../exercises/document.ts";
import {
  decodeExerciseLink,
  encodeExerciseLink,
  LONGEST_EXERCISE_LINK,
} from "../../exercises/link.ts";
import { readExercise } from "../../exercises/read_exercise.ts";

export interface Found {
  readonly exercise: Exercise;
  readonly origin: Origin;
}

interface Entry {
  readonly draft?: string;
  readonly file?: string;
}

/** What this page has noted with its entry in the history. */
function noted(): Entry {
  const state: unknown = history.state;
  if (!isObject(state)) return {};
  const { draft, file } = state;
  return {
    ...(typeof draft === "string" && { draft }),
    ...(typeof file === "string" && { file }),
  };
}

/** The exercise that lay too large for the address; undefined where there is none. */
export function keptFile(): Found | undefined {
  const { draft, file = "" } = noted();
  const kept = draft === undefined ? undefined : drafts.find(draft);
  if (kept === undefined) return undefined;
  return { exercise: readExercise(kept), origin: { kind: "file", name: file } };
}

/** By the file that it was chosen from, where this entry of the history knows it. */
export function originOfHeld(): Origin {
  const { file } = noted();
  return file === undefined ? { kind: "link" } : { kind: "file", name: file };
}

/** Puts an exercise of a file into the address. @returns whether a reload finds it */
export function keepFile(exercise: Exercise, file: string, view: View): boolean {
  const place = { kind: "held", exercise } as const;
  const hash = encodeExerciseLink({ place, view });
  if (hash.length <= LONGEST_EXERCISE_LINK) {
    history.pushState({ file }, "", `#${hash}`);
    return true;
  }
  const draft = newId();
  // An address that leads to nothing would be worse than the one that is there.
  if (!drafts.keep(draft, { ...exercise })) return false;
  history.pushState({ draft, file }, "", `#${encodeExerciseLink({ place: undefined, view })}`);
  return true;
}

export const askedFor = () => decodeExerciseLink(location.hash);
