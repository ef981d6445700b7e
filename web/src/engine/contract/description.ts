// SPDX-License-Identifier: Apache-2.0
/** What the parser says of an accepted experiment. */
import type { Experiment, LayerId } from "#catalog";
import type { ExperimentDocument } from "./document.ts";
import type { Text } from "./text.ts";

export interface LayerSummary {
  readonly type: LayerId;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly parameters: number;
  readonly offset: number;
}

export interface Summary {
  readonly task: "regression" | "binary" | "classes";
  readonly classes: number;
  readonly class_names: readonly string[];
  readonly feature_names: readonly string[];
  readonly target_name: string;
  readonly features: number;
  readonly outputs: number;
  readonly parameters: number;
  readonly counts: { readonly train: number; readonly validation: number; readonly test: number };
  readonly steps_per_epoch: number;
  readonly range?: {
    readonly x_min: number;
    readonly x_max: number;
    readonly y_min: number;
    readonly y_max: number;
  };
  readonly layers: readonly LayerSummary[];
}

/** What is allowed, and surely not meant: where, why it goes wrong, and the cure. */
export interface Warning {
  /** In the document, as of a refusal: `model.layers[1].activation`. */
  readonly path: string;
  readonly message: Text;
}

/** An experiment that the parser accepted. */
export interface Description {
  readonly experiment: Experiment;
  /** Only what differs from the defaults: what a link holds. */
  readonly minimal: ExperimentDocument;
  readonly summary: Summary;
  readonly warnings: readonly Warning[];
}
