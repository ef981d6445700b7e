// SPDX-License-Identifier: Apache-2.0
/** What may be proposed on a page whose document has rules, as that of an exercise has: nothing that they refuse. */

import { changedPlaces } from "../documents/changed_places.ts";
import { getAt } from "../documents/path.ts";
import type { Cure } from "../sessions/diagnosis/cure.ts";
import { exerciseOf } from "./exercise_of.ts";
import type { Workspace } from "./workspace.ts";

/** Only the network says how many parameters it would have: beyond that limit the rules tell it when the button is pressed. */
export function isOffered(workspace: Workspace, { changes }: Pick<Cure, "changes">): boolean {
  const { document } = workspace;
  const limits = exerciseOf(workspace).value?.exercise.limits;
  const most: Readonly<Record<string, number | undefined>> = {
    "stop.epochs": limits?.epochs,
    "stop.steps": limits?.steps,
  };
  return changes.every(({ path, value }) => {
    const isBeyond = typeof value === "number" && value > (most[path] ?? Number.POSITIVE_INFINITY);
    const places = changedPlaces(getAt(document.experiment, path), value, path);
    return !isBeyond && places.every((place) => !document.fixed(place));
  });
}
