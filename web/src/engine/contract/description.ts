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

/** What a network may be fed of data of one feature or two; src/datasets/input_formulas.h has the formulas. */
export interface InputSummary {
  readonly id: NonNullable<Experiment["data"]["inputs"]>[number];
  /** With the names of the features: `sin(0.002·(mass−4000))`. */
  readonly name: string;
  /** Whether the network is fed it. */
  readonly chosen: boolean;
  /** x; (x - c)^2; (x1 - c1) (x2 - c2); sin(w (x - c)). */
  readonly formula: "feature" | "square" | "product" | "sine";
  /** Their numbers: one feature, or the two of a product. */
  readonly features: readonly number[];
  /** c of each of them. */
  readonly origins: readonly number[];
  /** w. */
  readonly frequency: number;
}

export interface Summary {
  readonly task: "regression" | "binary" | "classes";
  readonly classes: number;
  readonly class_names: readonly string[];
  readonly feature_names: readonly string[];
  readonly target_name: string;
  readonly features: number;
  /** All that may be chosen, in the order in which the network is fed; absent where it is always fed the features. */
  readonly inputs?: readonly InputSummary[];
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
