// SPDX-License-Identifier: Apache-2.0
/** What can be looked at while a run trains: leased by who shows it, and not computed for anybody else. */
import type { Part } from "./evaluation.ts";
import type { ProbeAnswers, Question } from "./probes.ts";

/** The probes that are quick enough to be looked at all the time. */
export const VIEWED_PROBES = [
  "layers",
  "update",
  "first_weights",
  "saliency",
  "unit_maps",
  "activations",
] as const;

export type ViewedProbe = (typeof VIEWED_PROBES)[number];

/**
 * A probe as a view never changes what a run becomes: while it plays, `layers` and `update` describe a step that it would have made
 * anyway; at standstill the coming one, which is not made.
 */
type ProbeViews = {
  readonly [Id in ViewedProbe]: {
    readonly asks: Omit<Question<Id>, "type">;
    readonly shows: ProbeAnswers[Id];
  };
};

/** For each kind, what it is asked with and what comes. Sizes in pixels; all arrays are copies. */
export interface Views extends ProbeViews {
  /** Of two features. `values`: outputs x (width * height), pixel-major, top row first. */
  readonly map: {
    readonly asks: { readonly width: number; readonly height: number };
    readonly shows: {
      readonly width: number;
      readonly height: number;
      readonly values: Float32Array;
    };
  };
  /** Of one feature: as many predictions from the least to the greatest. */
  readonly curve: { readonly asks: { readonly count: number }; readonly shows: Float32Array };
  /** classes x classes, row = true class. */
  readonly confusion: { readonly asks: { readonly part: Part }; readonly shows: Float32Array };
  /** All that is learnt, `summary.parameters` numbers in the order of the layers. */
  readonly parameters: { readonly asks: Record<never, never>; readonly shows: Float32Array };
}

export type ViewKind = keyof Views;

/** `{ kind: "map", width: 100, height: 100 }`. */
export type ViewSpec<K extends ViewKind = ViewKind> = {
  [Kind in K]: { readonly kind: Kind } & Views[Kind]["asks"];
}[K];

export type ViewAnswer<K extends ViewKind = ViewKind> = Views[K]["shows"];

/** A view on order. Leases know nothing of each other: two of the same kind both get what they asked for. */
export interface Lease {
  /** Nothing is shown any more from the call on. Quiet: also a second time, and after the end of the run. */
  release(): Promise<void>;
}
