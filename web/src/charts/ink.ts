// SPDX-License-Identifier: Apache-2.0
/** Samples that are pictures: how dark their numbers are. */

import type { Samples } from "../engine/api.ts";
import type { Scale } from "./field_image.ts";

const known = new WeakMap<Samples, Scale>();

/** From no ink to full ink, over all samples: 0 to 16 for the small digits, 0 to 1 for the large ones. */
export function inkOf(samples: Samples): Scale {
  const found = known.get(samples);
  if (found !== undefined) return found;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of samples.features) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = low < high ? { low, high } : { low: 0, high: 1 };
  known.set(samples, scale);
  return scale;
}
