// SPDX-License-Identifier: Apache-2.0
/** What is drawn on the pad of a prediction, and its vertical axis. */
import { ticks } from "../charts/ticks.ts";
import type { Format } from "../locales/format.ts";
import type { Words } from "../locales/words.ts";

/** So many places make a curve: one with more of them tells no more of what somebody thinks, and fingers need their room. */
export const COLUMNS = 8;

/** Values by column; undefined where nothing is said. */
export type Drawn = readonly (number | undefined)[];
export const NOTHING: Drawn = Array.from({ length: COLUMNS }, () => undefined);

/** Where a column stands; the first is not at 0, where nothing is trained yet. */
export const epochOf = (column: number, epochs: number): number =>
  (epochs * (column + 1)) / COLUMNS;

export interface Scale {
  /** Of what lies between the edges, from 0 below to 1 above. */
  shareOf(value: number): number;
  valueAt(share: number): number;
  /** Lines across it, from above. */
  readonly levels: readonly number[];
  /** Of a key, as a share. */
  readonly fine: number;
}

/** An eighth of a decade to each key. */
const STEPS_OF_DECADE = 8;
const STEPS = 20;
const MOST_LEVELS = 5;

/** In decades, as losses are told apart. */
export function logarithmic(low: number, high: number): Scale {
  const decades = Math.log10(high / low);
  const [bottom, top] = [low, high].map((one) => Math.round(Math.log10(one))) as [number, number];
  return {
    shareOf: (value) => 1 - Math.log10(high / Math.max(low, Math.min(high, value))) / decades,
    valueAt: (share) => high * (low / high) ** (1 - share),
    levels: Array.from({ length: top - bottom + 1 }, (_, index) => 10 ** (top - index)),
    fine: 1 / (STEPS_OF_DECADE * decades),
  };
}

export function linear(low: number, high: number): Scale {
  return {
    shareOf: (value) => (Math.max(low, Math.min(high, value)) - low) / (high - low),
    valueAt: (share) => low + share * (high - low),
    levels: ticks(low, high, MOST_LEVELS).toReversed(),
    fine: 1 / STEPS,
  };
}

/** At the edges of the range, beyond which nothing is told apart, with that. */
export function saidValue(
  value: number,
  [low, high]: readonly [low: number, high: number],
  { words, format }: { readonly words: Words; readonly format: Format },
): string {
  const { orMore, orLess } = words.pad;
  if (value >= high) return orMore(format.mark(high));
  return value <= low ? orLess(format.mark(low)) : format.real(value);
}
