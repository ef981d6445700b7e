// SPDX-License-Identifier: Apache-2.0
/** The documents before and after the present one, as undo and redo walk through them. Pure functions. */
import type { Experiment, ExperimentDocument, SavedModel, Text } from "../engine/api.ts";

/** A document that one can come back to. */
export interface Mark {
  readonly document: ExperimentDocument;
  /** The same with all its defaults. */
  readonly experiment: Experiment;
  /** Where its run stood, if that was kept: coming back goes on from there. */
  readonly saved?: SavedModel | undefined;
  /** What kind of change led away from it: changes of one kind in quick succession (a dragged slider) are one. */
  readonly kind?: string | undefined;
  /**
   * What was done to the run itself, where the document stayed the same: in the past what led away from here, in the future what leads
   * here. Without its run there is nothing to come back to.
   */
  readonly said?: Text | undefined;
  /** When, in milliseconds. */
  readonly at: number;
}

/** The document in force. */
export type Present = Pick<Mark, "document" | "experiment" | "saved">;

export interface Timeline {
  readonly past: readonly Mark[];
  readonly future: readonly Mark[];
}

export const NO_TIMELINE: Timeline = { past: [], future: [] };

/** As far as one can go back. */
export const LONGEST_PAST = 100;
/** Runs that are kept for coming back to them, on either side; the documents of older ones stay. */
export const RUNS_KEPT = 24;
/** And numbers that they have learnt, in all: of larger networks only the nearest is kept. */
export const PARAMETERS_KEPT = 1_000_000;
/** A pause that ends a drag. */
export const ONE_DRAG_MS = 1_000;

/** A change led away from the document of the mark: what had been undone before is no more. */
export function after(timeline: Timeline, mark: Mark): Timeline {
  const last = timeline.past.at(-1);
  const sameDrag =
    last !== undefined &&
    mark.kind !== undefined &&
    last.kind === mark.kind &&
    mark.at - last.at < ONE_DRAG_MS &&
    timeline.future.length === 0;
  // The document from before the whole drag stays.
  const past = sameDrag
    ? [...timeline.past.slice(0, -1), { ...last, at: mark.at }]
    : [...timeline.past, mark];
  return { past: lighter(past.slice(-LONGEST_PAST)), future: [] };
}

/** One document back, from the present one; undefined at the beginning. */
export function back(
  { past, future }: Timeline,
  present: Present,
): { readonly timeline: Timeline; readonly mark: Mark } | undefined {
  const last = past.at(-1);
  if (last === undefined) return undefined;
  const timeline = {
    past: past.slice(0, -1),
    future: lighter([...future, { ...present, said: last.said, at: 0 }]),
  };
  return { timeline, mark: last };
}

/** One document ahead; undefined where nothing was undone. */
export function ahead(
  { past, future }: Timeline,
  present: Present,
): { readonly timeline: Timeline; readonly mark: Mark } | undefined {
  const next = future.at(-1);
  if (next === undefined) return undefined;
  const timeline = {
    past: lighter([...past, { ...present, said: next.said, at: 0 }]),
    future: future.slice(0, -1),
  };
  return { timeline, mark: next };
}

/** The marks without the runs of those that are furthest away. The last is the nearest. */
function lighter(marks: readonly Mark[]): readonly Mark[] {
  let runs = 0;
  let parameters = 0;
  const kept = marks.map(() => true);
  for (let at = marks.length - 1; at >= 0; at -= 1) {
    const saved = marks[at]?.saved;
    if (saved === undefined) continue;
    runs += 1;
    parameters += saved.summary.parameters;
    kept[at] = runs === 1 || (runs <= RUNS_KEPT && parameters <= PARAMETERS_KEPT);
  }
  return marks
    .map((mark, at) => (kept[at] ? mark : { ...mark, saved: undefined }))
    .filter(({ saved, said }) => said === undefined || saved !== undefined);
}
