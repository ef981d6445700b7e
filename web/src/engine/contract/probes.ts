// SPDX-License-Identifier: Apache-2.0
/** What a run answers to each probe (src/probes, where every number is defined). */
import type { Probe } from "#catalog";
import type { Part } from "./evaluation.ts";

/** Equal bins from low to high. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

export interface LayersAnswer {
  /** The step that was made, from 1; or the last one where the run is at its end and `made` is false. */
  readonly step: number;
  readonly made: boolean;
  readonly samples: number;
  readonly layers: readonly {
    readonly parameter_norm: number;
    readonly gradient_norm?: number;
    readonly update_norm?: number;
    /** |update| / |parameters before|. */
    readonly update_ratio?: number | null;
    /** Shares from 0 to 1; only where the layer ends in an activation. */
    readonly dead?: number;
    readonly saturated?: number;
    readonly activations?: Histogram | null;
    readonly parameters?: Histogram | null;
    readonly gradients?: Histogram | null;
  }[];
}

/** Numbers by the name of their block: `weight` as rows of numbers, `bias` as numbers. */
export type NamedBlocks = Readonly<
  Record<string, readonly number[] | readonly (readonly number[])[]>
>;

export interface UpdateAnswer {
  readonly step: number;
  readonly learning_rate: number;
  readonly samples: number;
  readonly sample: number;
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly outputs: readonly number[];
  /** Outputs as probabilities, or in original units; targets and outputs are as the loss sees them. */
  readonly predictions: readonly number[];
  readonly sample_loss: number;
  readonly batch_loss: number;
  readonly layers: readonly {
    readonly type: string;
    readonly output: readonly number[];
    readonly output_gradient: readonly number[];
    readonly parameters: NamedBlocks;
    /** The sample's share of the batch's gradient; those of all samples add up to it. */
    readonly sample_gradient: NamedBlocks;
    /** Of the loss alone. */
    readonly batch_gradient: NamedBlocks;
    /** As the optimizer sees it: with the penalty, and clipped. */
    readonly gradient: NamedBlocks;
    readonly update: NamedBlocks;
    readonly parameters_after: NamedBlocks;
    /** What the optimizer remembers of every parameter, by PyTorch's names: `exp_avg`; empty where it remembers nothing of the kind. */
    readonly buffers: Readonly<
      Record<string, { readonly before: NamedBlocks; readonly after: NamedBlocks }>
    >;
  }[];
}

export interface GradientCheckAnswer {
  readonly loss: number;
  readonly samples: number;
  readonly largest_relative_difference: number;
  readonly agrees: boolean;
  readonly layers: readonly {
    readonly layer: number;
    readonly checked: number;
    /** Of those that could be told: "kink" and "unclear" where there are no others. */
    readonly verdict: "agrees" | "kink" | "unclear" | "disagrees";
    /** Parameters at which the loss has a kink, as relu at 0: the slope there is not one number. */
    readonly kinks: number;
    /** Parameters whose slope is hidden by the rounding of 32 bits. */
    readonly unclear: number;
    readonly largest_relative_difference: number;
    readonly worst_parameter: number;
    /** What rounding, and the bend of the loss between two looks, may make of a difference. */
    readonly rounding: number;
    readonly agrees: boolean;
  }[];
}

export interface SaliencyAnswer {
  readonly part: Part;
  readonly sample: number;
  /** In original units, as the gradient. */
  readonly input: readonly number[];
  readonly target: number;
  readonly predictions: readonly number[];
  /** Whose gradient it is. */
  readonly output: number;
  readonly gradient: readonly number[];
}

export interface UnitMapsAnswer {
  readonly layer: number;
  readonly size: number;
  readonly range: {
    readonly x_min: number;
    readonly x_max: number;
    readonly y_min: number;
    readonly y_max: number;
  };
  /** For every unit size x size numbers, top row first. */
  readonly units: readonly (readonly number[])[];
}

export interface ActivationsAnswer {
  readonly part: Part;
  /** The first of the samples. */
  readonly sample: number;
  readonly samples: number;
  readonly layers: readonly {
    /** Its number in the document. */
    readonly layer: number;
    /** [units], or [channels, height, width]. */
    readonly shape: readonly number[];
    /** For each sample its numbers, channel by channel and row by row; of the last layer the raw outputs. */
    readonly values: readonly (readonly number[])[];
  }[];
}

export interface FirstWeightsAnswer {
  readonly layer: number;
  readonly channels: number;
  /** Of the input where a unit sees all of it, else 0. */
  readonly height: number;
  readonly width: number;
  /** Numbers a channel. */
  readonly area: number;
  readonly units: readonly (readonly number[])[];
}

export interface ProbeAnswers {
  readonly layers: LayersAnswer;
  readonly update: UpdateAnswer;
  readonly gradient_check: GradientCheckAnswer;
  readonly saliency: SaliencyAnswer;
  readonly unit_maps: UnitMapsAnswer;
  readonly activations: ActivationsAnswer;
  readonly first_weights: FirstWeightsAnswer;
}

/** A question: the id of a probe, and what its fields are to be. */
export type Question<Id extends Probe["type"]> = { readonly type: Id } & Partial<
  Omit<Extract<Probe, { type: Id }>, "type">
>;
