// SPDX-License-Identifier: Apache-2.0
/** The exercise that is worked on, on a page that has one, and how that page opens another. */
import { type Signal, signal } from "@preact/signals-core";
import type { ExerciseWork } from "./exercise_work.ts";
import { perWorkspace } from "./per_workspace.ts";

export const exerciseOf = perWorkspace(
  (): Signal<ExerciseWork | undefined> => signal<ExerciseWork | undefined>(undefined),
);

/** Whatever a file has in place of one is refused by it, in words. */
export type OpensExercise = (exercise: Readonly<Record<string, unknown>>, file: string) => void;

export const opensExercise = perWorkspace(
  (): Signal<OpensExercise | undefined> => signal<OpensExercise | undefined>(undefined),
);
