// SPDX-License-Identifier: Apache-2.0
/** What a chart of curves shows. */
import type { Range } from "./axis_range.ts";
import type { Buckets } from "./buckets.ts";

export interface Point {
  x: number;
  y: number;
}

export interface Curve {
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly buckets: Buckets;
  /** Of another run, or of another time of this one: thin, and without a band. */
  readonly ghost?: boolean;
  /** A value a bucket, drawn in place of the means, which stay behind it, faint. */
  readonly trend?: Float64Array;
  /** Where it stands since the newest recorded point. */
  readonly now?: Point | undefined;
}

/** All that is drawn. */
export interface Scene {
  readonly curves: readonly Curve[];
  /** What is shown of the x axis. */
  readonly over: Range;
  /** The learning rate, in a strip below. */
  readonly rate?: Buckets | undefined;
  readonly events: readonly Event[];
  /** Where values are read. */
  readonly reading?: number | undefined;
  /** A part of the axis that is being chosen. */
  readonly choice?: readonly [number, number] | undefined;
}

/** Something that has happened: at a place of the x axis, and of the y axis where it has one. */
export interface Event {
  readonly at: number;
  readonly value?: number;
  readonly label: string;
}
