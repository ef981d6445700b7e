// SPDX-License-Identifier: Apache-2.0
/** What a race has found, out of its result (src/studies/race.cpp). */
import type { ExperimentDocument, StudyResult } from "../../engine/api.ts";

export type Part = "train_loss" | "validation_loss";

/** Over the seeds, at each recorded step. */
export interface Band {
  readonly epochs: readonly number[];
  readonly mean: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

export interface Racer {
  readonly name: string;
  /** What it changes in the experiment. */
  readonly change: ExperimentDocument;
  readonly bands: Readonly<Record<Part, Band>>;
  /** Of the measure at the end, over the runs that have ended well. */
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly runs: number;
  /** How many of the runs diverged or were refused. */
  readonly failed: number;
}

type Row = readonly [
  string,
  number | null,
  number | null,
  number | null,
  number | null,
  number,
  number,
];
type Curves = Readonly<Record<Part, Band>> & { readonly name: string };

/** In the order in which they were given. */
export function racersOf({ table, curves }: StudyResult, source: ExperimentDocument): Racer[] {
  const given = source.racers as readonly ExperimentDocument[];
  return (curves as readonly Curves[]).map(({ name, train_loss, validation_loss }, index) => {
    const [, mean, low, high, , runs, failed] = table.rows[index] as unknown as Row;
    const { name: _, ...change } = given[index] ?? {};
    return { name, change, bands: { train_loss, validation_loss }, mean, low, high, runs, failed };
  });
}

/** The first epoch at which the mean is no higher than the mark. */
export function reachedAt({ epochs, mean }: Band, mark: number): number | undefined {
  const at = mean.findIndex((value) => value !== null && value <= mark);
  return epochs[at];
}

/** A loss that about half of them get down to, with two digits. */
export function suggestedMark(racers: readonly Racer[], part: Part): number | undefined {
  const lowest = racers
    .map(({ bands }) => Math.min(...bands[part].mean.filter((value) => value !== null)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const middle = lowest[Math.floor((lowest.length - 1) / 2)];
  if (middle === undefined || middle <= 0) return undefined;
  const digit = 10 ** (Math.floor(Math.log10(middle)) - 1);
  return Number((Math.ceil((1.02 * middle) / digit) * digit).toPrecision(2));
}
