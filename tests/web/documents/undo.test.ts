// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import {
  after,
  back,
  type Mark,
  NO_TIMELINE,
  PARAMETERS_KEPT,
  RUNS_KEPT,
  type Timeline,
} from "../../../web/src/documents/undo.ts";
import type { SavedModel } from "../../../web/src/engine/api.ts";

const mark = (seed: number, parameters?: number): Mark => ({
  document: { seed },
  experiment: { seed } as Mark["experiment"],
  saved:
    parameters === undefined ? undefined : ({ summary: { parameters } } as unknown as SavedModel),
  at: 0,
});

const seedsWithRun = ({ past, future }: Timeline) =>
  [...past, ...future].filter(({ saved }) => saved !== undefined).map((m) => m.document.seed);

const changes = (parameters: number, count: number): Timeline => {
  let timeline = NO_TIMELINE;
  for (let seed = 1; seed <= count; seed += 1) timeline = after(timeline, mark(seed, parameters));
  return timeline;
};

it("the newest runs are kept for coming back to them, and the documents of all", () => {
  const timeline = changes(10, RUNS_KEPT + 3);
  expect(timeline.past.map(({ document }) => document.seed)).toHaveLength(RUNS_KEPT + 3);
  expect(seedsWithRun(timeline)).toEqual(Array.from({ length: RUNS_KEPT }, (_, at) => at + 4));
});

it("of networks that are too large together only the newest run is kept", () => {
  expect(seedsWithRun(changes(PARAMETERS_KEPT, 3))).toEqual([3]);
});

it("what was done to a run by hand leads one way, and is forgotten with the run", () => {
  const said = { en: "weight", zh: "权重" };
  const timeline = after(after(NO_TIMELINE, { ...mark(1, 10), said }), mark(1, PARAMETERS_KEPT));
  expect(timeline.past).toHaveLength(1);
  const there = back(after(NO_TIMELINE, { ...mark(1, 10), said }), mark(1, 10));
  expect(there?.timeline.future[0]).toMatchObject({ said });
});

it("going back keeps the run that is left there", () => {
  const there = back(changes(10, 1), mark(2, 10));
  expect(there?.mark.saved).toBeDefined();
  expect(there && seedsWithRun(there.timeline)).toEqual([2]);
});
