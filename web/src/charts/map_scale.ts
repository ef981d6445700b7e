// SPDX-License-Identifier: Apache-2.0
/** How outputs and targets of an experiment are coloured. */
import type { Description, Summary } from "../engine/api.ts";
import type { Scale } from "./field_image.ts";

/** What of an experiment decides how it is drawn; a description is one. */
export interface Drawn {
  readonly summary: Pick<Summary, "task" | "outputs" | "range">;
  readonly experiment: { readonly loss: Pick<Description["experiment"]["loss"], "type"> };
}

/** The output at which the decision flips, or the middle of the values. */
export const middle = ({ low, high }: Scale): number => (low + high) / 2;

/** Two classes: shares from 0 to 1, or raw scores around 0 for the hinge losses. Regression: the range of the targets. */
export function scaleOf(description: Drawn, samples: Float32Array): Scale {
  const { task } = description.summary;
  if (task !== "regression") {
    const raw = description.experiment.loss.type.endsWith("hinge");
    return raw ? { low: -1, high: 1 } : { low: 0, high: 1 };
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 2; at < samples.length; at += 4) {
    low = Math.min(low, samples[at] ?? low);
    high = Math.max(high, samples[at] ?? high);
  }
  return low < high ? { low, high } : { low: 0, high: 1 };
}
