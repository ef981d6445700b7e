// SPDX-License-Identifier: Apache-2.0
/** Trials as dots over one setting: numbers at their place, names one beside the other. */
import type { Trial } from "./found.ts";

/** From so many times the smallest on, equal steps hide half of what there is. */
const WIDE = 20;

export interface Dots {
  /** The values by their place from 1, where they are no numbers. */
  readonly names: readonly unknown[] | undefined;
  readonly logarithmic: boolean;
  /** Whether the measure is better seen by its powers of ten. */
  readonly steep: boolean;
  of(which: (trial: Trial) => boolean): { readonly x: number[]; readonly y: (number | null)[] };
  /** Where a value stands; undefined for one that was not drawn from. */
  place(value: unknown): number | undefined;
}

export function dotsOver(trials: readonly Trial[], setting: number): Dots {
  const values = trials.map((trial) => trial.values[setting]);
  const numbers = values.filter((value): value is number => typeof value === "number");
  const named = numbers.length < values.length;
  const keys = [...new Set(values.map(key))].sort();
  const place = (value: unknown): number | undefined => {
    if (!named) return typeof value === "number" ? value : undefined;
    const at = keys.indexOf(key(value));
    return at < 0 ? undefined : at + 1;
  };
  const measures = trials.flatMap(({ measure }) => (measure === null ? [] : [measure]));
  return {
    names: named ? keys.map((text) => JSON.parse(text)) : undefined,
    logarithmic: !named && isWide(numbers),
    steep: isWide(measures),
    of: (which) => {
      const all = trials.filter(which);
      return {
        x: all.map((trial) => place(trial.values[setting]) ?? 0),
        y: all.map(({ measure }) => measure),
      };
    },
    place,
  };
}

/** Whether powers of ten show more of it. */
export function isWide(values: readonly number[]): boolean {
  const low = Math.min(...values);
  return values.length > 1 && low > 0 && Math.max(...values) > WIDE * low;
}

/** Components by their names. */
function key(value: unknown): string {
  const bare = typeof value === "object" && value !== null && "type" in value ? value.type : value;
  return JSON.stringify(bare ?? null);
}
