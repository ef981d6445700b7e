// SPDX-License-Identifier: Apache-2.0
/** The samples that a saved model was trained on, made anew by the engine from its experiment. */

import { type Engine, PARTS, type Part, type SavedModel } from "../engine/api.ts";
import { nineDigits } from "../engine/nine_digits.ts";

/** Scripts carry so many samples themselves; with more they read a file. */
export const MOST_ROWS = 2000;

export interface Rows {
  /** In original units. */
  readonly features: readonly (readonly number[])[];
  /** One target a sample: a real number, or the number of a class. */
  readonly targets: readonly number[];
}

export type TrainingData = Readonly<Record<Part, Rows>>;

/** Undefined where there are more than MOST_ROWS, or several real targets a sample. */
export async function trainingData(
  engine: Engine,
  { experiment, summary }: SavedModel,
): Promise<TrainingData | undefined> {
  const { counts, task } = summary;
  if (counts.train + counts.validation + counts.test > MOST_ROWS) return undefined;
  if (task === "regression" && summary.outputs > 1) return undefined;
  const run = await engine.open({ ...experiment });
  try {
    const rowsOf = async (part: Part): Promise<Rows> => {
      const { count, features, targets } = await run.samples(part);
      const width = features.length / Math.max(count, 1);
      return {
        features: Array.from({ length: count }, (_, sample) =>
          Array.from(features.subarray(sample * width, (sample + 1) * width), nineDigits),
        ),
        targets: Array.from(targets, nineDigits),
      };
    };
    const entries = [];
    for (const part of PARTS) entries.push([part, await rowsOf(part)] as const);
    return Object.fromEntries(entries) as TrainingData;
  } finally {
    await run.close();
  }
}
