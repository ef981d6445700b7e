// SPDX-License-Identifier: Apache-2.0
/** The exercise that is worked on, on a page that has one. */
import { type Signal, signal } from "@preact/signals-core";
import type { ExerciseWork } from "./exercise_work.ts";
import { perWorkspace } from "./per_workspace.ts";

export const exerciseOf = perWorkspace(
  (): Signal<ExerciseWork | undefined> => signal<ExerciseWork | undefined>(undefined),
);
