// SPDX-License-Identifier: Apache-2.0
/** The two works that come with every exercise: nothing done, and the author's solution. */
import { changedPlaces } from "../documents/changed_places.ts";
import { patched } from "../documents/patch.ts";
import type { Engine } from "../engine/api.ts";
import type { Exercise } from "./document.ts";
import type { Work } from "./work.ts";

/** As the exercise is opened: one run of the start, nothing answered. It is to fail. */
export const untouched = ({ start }: Exercise): Work => ({
  document: start,
  looks: 0,
  runs: [{ changed: [] }],
});

/**
 * As the author solves it: one run of the start and one of the solution. It is to pass.
 * @throws ExperimentError where the start or the solution is no experiment.
 */
export async function solved({ start, solution }: Exercise, engine: Engine): Promise<Work> {
  const document = patched(start, solution.change ?? {});
  const [before, after] = [await engine.validate(start), await engine.validate(document)];
  const changed = changedPlaces(before.experiment, after.experiment);
  return {
    document,
    answers: solution.answers ?? {},
    looks: solution.looks ?? 0,
    runs: [{ changed: [] }, ...(changed.length === 0 ? [] : [{ changed }])],
  };
}
