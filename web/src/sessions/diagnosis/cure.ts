// SPDX-License-Identifier: Apache-2.0
/** What helps, as changes of the document: one step for undo. */
import { withValue } from "../../documents/edits.ts";
import type { Description, ExperimentDocument } from "../../engine/api.ts";

export interface Change {
  readonly path: string;
  readonly value: unknown;
}

export type Remedy =
  | "rate"
  | "clip"
  | "standardize"
  | "standardize_target"
  | "relu"
  | "leaky"
  | "linear"
  | "initializer"
  | "hidden_layer"
  | "more_units"
  | "remove_layer"
  | "adam"
  | "all_samples"
  | "early_stopping"
  | "longer"
  | "default";

export interface Cure {
  readonly remedy: Remedy;
  /** A number that the button names: the new rate, the new end. */
  readonly value?: number;
  readonly changes: readonly Change[];
  /** Whether the run begins anew: what broke does not mend by itself. */
  readonly afresh: boolean;
}

/** An update of about a thousandth of the weights is usual (Karpathy, CS231n, "Ratio of weights:updates"). */
export const USUAL_UPDATE = 1e-3;

/** The document after the cure. */
export const cured = (
  description: Pick<Description, "minimal" | "experiment">,
  { changes }: Cure,
): ExperimentDocument =>
  changes.reduce(
    (document, { path, value }) => withValue(document, description.experiment, path, value),
    description.minimal,
  );
