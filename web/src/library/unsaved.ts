// SPDX-License-Identifier: Apache-2.0
/** Where a run stood that nobody has kept, put aside now and then, so that a reload or a crash does not end it. */
import type { Experiment, SavedModel } from "../engine/api.ts";

/** The database that it lies in. */
export const SHELF = "downhill-library";

export interface Unsaved {
  /** The page that it is of: one of several that may be open. */
  readonly page: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly model: SavedModel;
  /** As the page had it, where the run had begun with other weights than it says. */
  readonly experiment?: Experiment;
}
