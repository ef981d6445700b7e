// SPDX-License-Identifier: Apache-2.0
/** What can be looked at while a run trains: leased by who shows it, and not computed for anybody else. */
import type { Part } from "./evaluation.ts";

/** For each kind, what it is asked with and what comes. Sizes in pixels; all arrays are copies. */
export interface Views {
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
