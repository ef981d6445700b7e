// SPDX-License-Identifier: Apache-2.0
/** Of several changes one alone: what is learned from two runs that differ in more than one thing is the effect of none of them. */
import type { Experiment, ExperimentDocument } from "../engine/api.ts";
import { LAYERS, withDefault, withValue } from "./edits.ts";
import { getAt, within } from "./path.ts";

interface Whole {
  readonly document: ExperimentDocument;
  readonly experiment: Experiment;
}

/** The document of `before`, but with what `after` has at `path`. The parser judges whether that goes without the others. */
export function onlyChange(before: Whole, after: Whole, path: string): ExperimentDocument {
  const { document, experiment } = before;
  // A list of layers stands in a document as a whole, or not at all.
  const wanted = getAt(within(LAYERS, path) ? after.experiment : after.document, path);
  return wanted === undefined
    ? withDefault(document, experiment, path)
    : withValue(document, experiment, path, wanted);
}
