// SPDX-License-Identifier: Apache-2.0
/**
 * A document of the frames that show one run, with its place in their order. Every frame numbers what is set in it one higher than the
 * highest that it knows, so that all agree on which one was set last, in whatever order they hear of them.
 */
import type { ExperimentDocument } from "../../engine/api.ts";

export interface Edition {
  /** 0: as the author gave it. */
  readonly number: number;
  /** In which frame it was set. Of two that set one at once it is the one whose name is later. */
  readonly by: string;
  /** Names the run of it through all the trainers that it has. The run goes on by the next edition where that has the same one. */
  readonly line: string;
  readonly document: ExperimentDocument;
  /** As the author gave it to the first frame. */
  readonly author: ExperimentDocument;
}

type Place = Pick<Edition, "number" | "by">;

export const isNewer = (one: Place, other: Place | undefined): boolean =>
  other === undefined ||
  one.number > other.number ||
  (one.number === other.number && one.by > other.by);

/** As every frame has it from the address alone: two that come at once begin with the same one. */
export const firstEdition = (document: ExperimentDocument): Edition => ({
  number: 0,
  by: AUTHOR,
  line: AUTHOR,
  document,
  author: document,
});
const AUTHOR = "author";
